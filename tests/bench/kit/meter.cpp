// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/meter.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <ctime>

#include <sys/resource.h>
#include <unistd.h>

namespace Wf::Bench {

namespace {
    double clockSeconds(clockid_t clock)
    {
        timespec time {};
        ::clock_gettime(clock, &time);
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
    }

    double seconds(const timeval &time)
    {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }

    QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// "VmRSS:     1234 kB"
    qint64 kilobytes(const QByteArray &status, const QByteArray &name)
    {
        const qsizetype at = status.indexOf(name);
        const QByteArray line = at < 0 ? QByteArray() : status.mid(at + name.size(), 40);
        return line.left(line.indexOf("kB")).trimmed().toLongLong() * 1024;
    }
} // namespace

Meter::Meter()
    : m_wall(std::chrono::steady_clock::now())
    , m_cpu(clockSeconds(CLOCK_PROCESS_CPUTIME_ID))
    , m_thread(clockSeconds(CLOCK_THREAD_CPUTIME_ID))
    , m_allocations(allocationsSoFar())
{
}

Cost Meter::cost() const
{
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_wall;
    return { wall.count(), clockSeconds(CLOCK_PROCESS_CPUTIME_ID) - m_cpu,
        clockSeconds(CLOCK_THREAD_CPUTIME_ID) - m_thread,
        static_cast<double>(allocationsSoFar() - m_allocations) };
}

std::optional<ProcessUse> useOf(qint64 pid)
{
    const QString folder = QStringLiteral("/proc/%1/").arg(pid);
    const QByteArray stat = contents(folder + QStringLiteral("stat"));
    const QByteArray status = contents(folder + QStringLiteral("status"));
    if (stat.isEmpty() || status.isEmpty())
        return std::nullopt;
    // The name in parentheses may hold blanks; user and system time are the 12th and 13th fields behind it.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ProcessUse { ticks / static_cast<double>(::sysconf(_SC_CLK_TCK)), kilobytes(status, "VmRSS:"),
        kilobytes(status, "VmHWM:") };
}

double endedChildrenSeconds()
{
    rusage usage {};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double quantile(std::vector<double> &values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const double position = std::ceil(share * static_cast<double>(values.size())) - 1;
    return values[static_cast<size_t>(std::max(0.0, position))];
}

} // namespace Wf::Bench
