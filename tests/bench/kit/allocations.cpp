// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// Counts what the whole process asks of the heap, Qt's containers included: they do not go through operator new.
#include "bench/kit/meter.h"

#include <atomic>
#include <cstdlib>

namespace {
std::atomic<quint64> g_allocations { 0 };
}

quint64 Wf::Bench::allocationsSoFar()
{
    return g_allocations.load(std::memory_order_relaxed);
}

#ifdef __GLIBC__
extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size) noexcept
{
    g_allocations.fetch_add(1, std::memory_order_relaxed);
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) noexcept
{
    g_allocations.fetch_add(1, std::memory_order_relaxed);
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) noexcept
{
    g_allocations.fetch_add(1, std::memory_order_relaxed);
    return __libc_realloc(block, size);
}
}
#endif
