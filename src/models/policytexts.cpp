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
} // namespace

QString policySummary(const Ports::PolicyReading &reading)
{
    if (!reading.faults.empty())
        return Policy::tr(
            "%n fault(s): nothing is kept until they are gone.", nullptr, static_cast<int>(reading.faults.size()));
    return Policy::tr("%1, %2. Nothing is wrong.")
        .arg(Policy::tr("%n route(s)", nullptr, static_cast<int>(reading.policy.routes.size())),
            Policy::tr("%n channel(s)", nullptr, static_cast<int>(reading.channels.size())));
}

QString faultText(const Ports::PolicyFault &fault)
{
    return fault.line > 0 ? Policy::tr("Line %1: %2").arg(fault.line).arg(fault.text) : fault.text;
}

QString backtestSummary(const Ports::BacktestResult &result, int days)
{
    const auto sent = std::ranges::count_if(result.sent,
        [](const Domain::AlertRecord &record) { return record.suppressed == Domain::Suppression::None; });
    return Policy::tr("In %1: %2 for %3; %4 really sent.")
        .arg(Policy::tr("%n day(s)", nullptr, days),
            Policy::tr("%n message(s)", nullptr, static_cast<int>(result.would.size())),
            Policy::tr("%n incident(s)", nullptr, static_cast<int>(result.incidents)),
            Policy::tr("%n was/were", nullptr, static_cast<int>(sent)));
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
