// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/schedulecommand.h"

#include "domain/schedule.h"

#include <QCommandLineParser>

namespace Wf::Ctl {

namespace {
    constexpr int kUsualCount = 5;
    constexpr int kMostCount = 1'000;

    Report refusal(const QString &sentence)
    {
        return { QString(QStringLiteral("watchfloorctl: ") + sentence + u'\n'), Stream::Error, 2 };
    }

    Report runsReport(const Domain::Schedule &schedule, Instant from, int count)
    {
        QString lines;
        auto run = Domain::next(schedule, from);
        for (int i = 0; i < count && run; ++i, run = Domain::next(schedule, *run))
            lines += toIso(*run) + u'\n';
        return { lines, Stream::Output, 0 };
    }

    Report reportFor(const QCommandLineParser &parser, Instant now)
    {
        const QString countText = parser.value(QStringLiteral("count"));
        bool isNumber = true;
        const int count = countText.isEmpty() ? kUsualCount : countText.toInt(&isNumber);
        if (!isNumber || count < 1 || count > kMostCount)
            return refusal(QStringLiteral("--count is not a number from 1 to 1000 (write --count 5)"));
        const QString fromText = parser.value(QStringLiteral("from"));
        const auto from = fromText.isEmpty() ? std::optional(now) : parseTimestamp(fromText);
        if (!from)
            return refusal(QStringLiteral("--from is not a time (write --from 2026-04-24T10:00:00Z)"));
        const auto schedule =
            Domain::parseSchedule(parser.positionalArguments().value(1), parser.value(QStringLiteral("tz")));
        return schedule ? runsReport(*schedule, *from, count) : refusal(schedule.error().detail);
    }
} // namespace

Report scheduleReport(const QStringList &words, Instant now)
{
    QCommandLineParser parser;
    for (const char *name : { "tz", "from", "count" })
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value")));
    if (!parser.parse(QStringList { QStringLiteral("watchfloorctl") } + words))
        return refusal(parser.errorText());
    const QStringList given = parser.positionalArguments();
    if (given.value(0) != QLatin1String("next") || given.size() != 2)
        return refusal(
            QStringLiteral("'schedule' is not used like that (write watchfloorctl schedule next '0 2 * * *' "
                           "--tz Europe/Paris, the expression in quotes)"));
    return reportFor(parser, now);
}

} // namespace Wf::Ctl
