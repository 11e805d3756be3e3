// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/policytexts.h"

#include "models/alertwords.h"
#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Policy {
        Q_DECLARE_TR_FUNCTIONS(Policy)
    };

    QString counted(qsizetype count, const QString &one, const QString &many)
    {
        return count == 1 ? one : many.arg(count);
    }
} // namespace

QString policySummary(const Ports::PolicyReading &reading)
{
    if (!reading.faults.empty())
        return counted(std::ssize(reading.faults), Policy::tr("1 fault: nothing is kept until it is gone."),
            Policy::tr("%1 faults: nothing is kept until they are gone."));
    return Policy::tr("%1, %2. Nothing is wrong.")
        .arg(counted(std::ssize(reading.policy.routes), Policy::tr("1 route"), Policy::tr("%1 routes")),
            counted(reading.channels.size(), Policy::tr("1 channel"), Policy::tr("%1 channels")));
}

QString faultText(const Ports::PolicyFault &fault)
{
    return fault.line > 0 ? Policy::tr("Line %1: %2").arg(fault.line).arg(fault.text) : fault.text;
}

QString backtestSummary(const Ports::BacktestResult &result, int days)
{
    const auto sent = std::ranges::count_if(result.sent,
        [](const Domain::AlertRecord &record) { return record.suppressed == Domain::Suppression::None; });
    return Policy::tr("In %1: %2 for %3; %4.")
        .arg(counted(days, Policy::tr("one day"), Policy::tr("%1 days")),
            counted(std::ssize(result.would), Policy::tr("1 message"), Policy::tr("%1 messages")),
            counted(result.incidents, Policy::tr("1 incident"), Policy::tr("%1 incidents")),
            counted(sent, Policy::tr("1 was really sent"), Policy::tr("%1 were really sent")));
}

std::vector<TrialLine> trialLines(
    const Ports::BacktestResult &result, const Ports::Snapshot &world, Instant now, size_t limit)
{
    std::vector<TrialLine> lines;
    lines.reserve(std::min(limit, result.would.size()));
    for (auto each = result.would.rbegin(); each != result.would.rend() && lines.size() < limit; ++each) {
        const Ports::ServiceRow *row = world.find(each->service);
        lines.push_back({ moment(each->at, now), row ? row->service.displayName : each->service.value,
            Policy::tr("%1 → %2").arg(
                label(each->telling.kind), each->telling.channels.join(QStringLiteral(", "))),
            each->status });
    }
    return lines;
}

QString testOutcome(const Ports::AlertTrialOutcome &outcome)
{
    QStringList words;
    for (const auto &each : outcome.deliveries) {
        const bool delivered = each.delivery.outcome == Ports::Delivery::Outcome::Delivered;
        words.append((delivered ? Policy::tr("%1: delivered (%2)") : Policy::tr("%1: not delivered: %2"))
                         .arg(each.channel, each.delivery.answer));
    }
    return words.join(QStringLiteral("; "));
}

bool reachedAll(const Ports::AlertTrialOutcome &outcome)
{
    return std::ranges::all_of(outcome.deliveries,
        [](const auto &each) { return each.delivery.outcome == Ports::Delivery::Outcome::Delivered; });
}

} // namespace Wf::Models
