// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// Any bytes, read as a page of the dialect that WF_FUZZ_KIND names. Stops at a crash, at a broken law of readings,
// and when one page needs more than 64 MiB.
#include "fuzz/somerules.h"
#include "testkit/observationlaws.h"
#include "vendors/registry.h"

#include <sanitizer/allocator_interface.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace Wf;

constexpr long long kMostMemory = 64LL * 1024 * 1024;

std::atomic<long long> live { 0 };
std::atomic<long long> peak { 0 };

void onMalloc(const volatile void *, size_t size)
{
    const long long now = live.fetch_add(static_cast<long long>(size)) + static_cast<long long>(size);
    if (now > peak.load())
        peak.store(now);
}

void onFree(const volatile void *pointer)
{
    if (pointer)
        live.fetch_sub(static_cast<long long>(__sanitizer_get_allocated_size(pointer)));
}

[[noreturn]] void stop(const char *why)
{
    std::fprintf(stderr, "%s\n", why);
    std::abort();
}

const Vendors::Dialect &dialectOfThisRun()
{
    static const QString kind = qEnvironmentVariable("WF_FUZZ_KIND");
    if (kind == QLatin1String("list")) {
        for (const QString &each : Vendors::dialectKinds())
            std::puts(qPrintable(each));
        std::exit(0);
    }
    const Vendors::Dialect *dialect = Vendors::findDialect(kind);
    if (!dialect) {
        std::fputs("WF_FUZZ_KIND names no dialect (write list to see them)\n", stderr);
        std::exit(2);
    }
    return *dialect;
}

void read(const Vendors::Dialect &dialect, const Vendors::ParseInput &input)
{
    if (const QString broken = TestKit::brokenLaw(Vendors::parse(dialect, input)); !broken.isEmpty())
        stop(qPrintable(broken));
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    static_cast<void>(dialectOfThisRun());
    __sanitizer_install_malloc_and_free_hooks(&onMalloc, &onFree);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const Instant now = parseTimestamp(u"2026-04-24T12:00:00Z").value();
    static const Shared<Domain::PageRules> rules = Fuzz::someRules();
    const Vendors::Dialect &dialect = dialectOfThisRun();
    const QByteArray body(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    live.store(0);
    peak.store(0);
    read(dialect, { body, {}, now, rules });
    read(dialect, { body, { QStringLiteral("glob:*a*"), QStringLiteral("API") }, now, rules });
    if (peak.load() > kMostMemory)
        stop("one page needs more than 64 MiB");
    return 0;
}
