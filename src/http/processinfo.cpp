// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/processinfo.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_LINUX
#include <unistd.h>
#endif

namespace Wf::Http {

#ifdef Q_OS_LINUX
namespace {
    QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// Seconds since 1970 at which the computer started.
    std::optional<double> bootTime()
    {
        for (const QByteArray &line : contents(QStringLiteral("/proc/stat")).split('\n')) {
            if (line.startsWith("btime "))
                return line.mid(6).trimmed().toDouble();
        }
        return std::nullopt;
    }
} // namespace

ProcessInfo processInfo()
{
    ProcessInfo info;
    const QByteArray stat = contents(QStringLiteral("/proc/self/stat"));
    // The second field is the program's name in brackets and may hold anything; the third begins behind it.
    const QByteArrayList fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr int userTicks = 11, systemTicks = 12, startTicks = 19, virtualBytes = 20, residentPages = 21;
    if (fields.size() <= residentPages)
        return info;
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    info.cpuSeconds = (fields[userTicks].toDouble() + fields[systemTicks].toDouble()) / ticks;
    info.virtualBytes = fields[virtualBytes].toDouble();
    info.residentBytes = fields[residentPages].toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE));
    if (const auto boot = bootTime())
        info.startedAt = *boot + fields[startTicks].toDouble() / ticks;
    const QDir files(QStringLiteral("/proc/self/fd"));
    info.openFiles =
        static_cast<double>(files.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
    return info;
}
#else
ProcessInfo processInfo()
{
    return {};
}
#endif

} // namespace Wf::Http
