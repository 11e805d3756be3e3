// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "ports/snapshot.h"

#include <algorithm>
#include <tuple>

namespace Wf::Ports {

namespace {
    template <class Member> std::optional<Instant> latest(const std::vector<MonitorRow> &monitors, Member member)
    {
        std::optional<Instant> result;
        for (const MonitorRow &row : monitors) {
            const std::optional<Instant> &at = row.state.*member;
            if (at && (!result || *at > *result))
                result = at;
        }
        return result;
    }
} // namespace

std::optional<Instant> ServiceRow::polledAt() const
{
    return latest(monitors, &Domain::MonitorState::polledAt);
}

std::optional<Instant> ServiceRow::succeededAt() const
{
    return latest(monitors, &Domain::MonitorState::succeededAt);
}

Millis ServiceRow::interval() const
{
    Millis shortest { 0 };
    for (const MonitorRow &row : monitors) {
        if (row.spec.isPolled() && (shortest.count() == 0 || row.state.pace(row.spec) < shortest))
            shortest = row.state.pace(row.spec);
    }
    return shortest;
}

const MonitorRow *ServiceRow::primary() const
{
    const auto worst = std::min_element(monitors.begin(), monitors.end(), [](const auto &a, const auto &b) {
        return Domain::display(a.state.status, a.state.health, a.state.maintenance)
            < Domain::display(b.state.status, b.state.health, b.state.maintenance);
    });
    return worst == monitors.end() ? nullptr : &*worst;
}

bool worseFirst(const ServiceRow &a, const ServiceRow &b)
{
    if (const auto left = std::tuple(a.display(), a.service.tier), right = std::tuple(b.display(), b.service.tier);
        left != right)
        return left < right;
    if (const int order = a.service.displayName.compare(b.service.displayName, Qt::CaseInsensitive))
        return order < 0;
    return a.id() < b.id();
}

const ServiceRow *Snapshot::find(const ServiceId &id) const
{
    const auto row = std::lower_bound(services.begin(), services.end(), id,
        [](const ServiceRow &candidate, const ServiceId &wanted) { return candidate.id() < wanted; });
    return row != services.end() && row->id() == id ? &*row : nullptr;
}

std::vector<const ServiceRow *> Snapshot::problems() const
{
    std::vector<const ServiceRow *> result;
    for (const ServiceRow &row : services) {
        if (row.display() <= Domain::Display::Blind)
            result.push_back(&row);
    }
    std::sort(result.begin(), result.end(), [](const auto *a, const auto *b) { return worseFirst(*a, *b); });
    return result;
}

} // namespace Wf::Ports
