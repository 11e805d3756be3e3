// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/announcement.h"

#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(Announcement)
    };
    using Domain::Display;
    constexpr size_t kNamed = 3;

    bool isWorthIt(const Ports::ServiceRow *before, const Ports::ServiceRow &after)
    {
        return before && before->display() != after.display()
            && (before->display() <= Display::Blind || after.display() <= Display::Blind);
    }

    std::optional<Instant> beginOf(const Ports::ServiceRow &row)
    {
        if (row.display() == Display::Operational)
            return {};
        const Ports::MonitorRow *monitor = row.display() == Display::Blind ? row.primary() : nullptr;
        return monitor ? monitor->state.brokenSince : row.state.changedAt;
    }

    QString textOf(const Ports::ServiceRow &row, Instant now)
    {
        const QString text = Texts::tr("%1: %2").arg(row.service.displayName, label(row.display()).toLower());
        const std::optional<Instant> begin = beginOf(row);
        return begin ? Texts::tr("%1 since %2").arg(text, moment(*begin, now)) : text;
    }
} // namespace

QString announcement(const Ports::Snapshot &before, const Ports::Snapshot &after)
{
    if (before.connectivity != after.connectivity)
        return after.connectivity == Domain::Connectivity::Offline
            ? Texts::tr("This computer is offline: nothing can be seen")
            : Texts::tr("This computer is online again");
    std::vector<const Ports::ServiceRow *> changed;
    for (const Ports::ServiceRow &row : after.services) {
        if (isWorthIt(before.find(row.id()), row))
            changed.push_back(&row);
    }
    std::sort(
        changed.begin(), changed.end(), [](const auto *a, const auto *b) { return Ports::worseFirst(*a, *b); });
    QStringList texts;
    for (size_t i = 0; i < std::min(kNamed, changed.size()); ++i)
        texts.append(textOf(*changed[i], after.at));
    if (changed.size() > kNamed)
        texts.append(Texts::tr("and %1 more changed").arg(changed.size() - kNamed));
    return texts.join(QStringLiteral("; "));
}

} // namespace Wf::Models
