// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "fuzz/heapmeter.h"

#include <atomic>
#include <cstdlib>

namespace {

std::atomic<long long> g_inUse { 0 };
std::atomic<long long> g_peak { 0 };

} // namespace

long long Wf::Fuzz::heapInUse()
{
    return g_inUse.load();
}

long long Wf::Fuzz::heapPeak()
{
    return g_peak.load();
}

void Wf::Fuzz::resetHeapPeak()
{
    g_peak.store(g_inUse.load());
}

#ifdef __GLIBC__
#include <malloc.h>

namespace {

long long sizeOf(void *block)
{
    constexpr long long kOverhead = sizeof(size_t);
    return block ? static_cast<long long>(::malloc_usable_size(block)) + kOverhead : 0;
}

void add(long long bytes)
{
    const long long now = g_inUse.fetch_add(bytes) + bytes;
    if (now > g_peak.load())
        g_peak.store(now);
}

} // namespace

extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

void *malloc(size_t size) noexcept
{
    void *block = __libc_malloc(size);
    add(sizeOf(block));
    return block;
}

void *calloc(size_t count, size_t size) noexcept
{
    void *block = __libc_calloc(count, size);
    add(sizeOf(block));
    return block;
}

/// While a block moves, both are there.
void *realloc(void *block, size_t size) noexcept
{
    const long long before = sizeOf(block);
    void *moved = __libc_realloc(block, size);
    if (moved == block) {
        add(sizeOf(moved) - before);
    } else {
        add(sizeOf(moved));
        add(-before);
    }
    return moved;
}

void free(void *block) noexcept
{
    add(-sizeOf(block));
    __libc_free(block);
}
}
#endif
