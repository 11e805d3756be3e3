// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/drafting.h"

#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <cmath>

namespace Wf::Vendors {

using Domain::MaintenanceState;

namespace {

    constexpr qint64 kMostCounted = 1'000'000'000;

    QString bodyOf(const QString &body, Markup markup)
    {
        return markup == Markup::Html ? textOfHtml(body, kBodyLength) : cut(body.trimmed(), kBodyLength);
    }

} // namespace

std::vector<Domain::VendorUpdate> updatesAt(const JsonObject &item, const UpdateKeys &keys)
{
    std::vector<Domain::VendorUpdate> updates;
    for (const JsonObject &one : objectsAt(item, keys.list, kMostTouched)) {
        updates.push_back({ textAt(one, keys.id, kIdLength), textAt(one, keys.state, kWordLength),
            bodyOf(one.value(keys.body).toString(), keys.markup), timeAt(one, keys.at) });
    }
    arrange(updates);
    return updates;
}

std::vector<QString> touchedAt(const JsonObject &item, QLatin1String list)
{
    std::vector<QString> names;
    const JsonArray values = item.value(list).toArray();
    if (values.size() > kMostTouched)
        return names;
    names.reserve(static_cast<size_t>(values.size()));
    for (const JsonValue value : values) {
        if (QString name = oneLine(value.toString(), kNameLength); !name.isEmpty())
            names.push_back(std::move(name));
    }
    return names;
}

Scope scopeAt(const JsonObject &item, QLatin1String list, const Directory &directory)
{
    Scope scope;
    for (const JsonObject &one : objectsAt(item, list, kMostTouched))
        directory.add(
            scope, textAt(one, QLatin1String("id"), kIdLength), textAt(one, QLatin1String("name"), kNameLength));
    return scope;
}

void arrange(std::vector<Domain::VendorUpdate> &updates)
{
    std::ranges::stable_sort(
        updates, std::ranges::greater(), [](const Domain::VendorUpdate &one) { return one.at; });
    if (static_cast<qsizetype>(updates.size()) > kMostUpdates)
        updates.resize(static_cast<size_t>(kMostUpdates));
}

std::optional<MaintenanceState> planState(Page &page, std::span<const PlanWord> table, const QString &word)
{
    if (const PlanWord *row = findRow(table, word))
        return row->state;
    warn(page, QStringLiteral("unknown maintenance status \"%1\": left out").arg(word));
    return std::nullopt;
}

MaintenanceState planStateAt(const std::optional<Instant> &from, const std::optional<Instant> &until, Instant now)
{
    if (until && *until <= now)
        return MaintenanceState::Completed;
    return from && *from <= now ? MaintenanceState::InProgress : MaintenanceState::Scheduled;
}

Reading readWord(
    Page &page, std::span<const Word> table, const QString &word, QLatin1String what, const QString &whose)
{
    const Word *row = findRow(table, QStringView(word).trimmed());
    if (!row)
        warn(page, QStringLiteral("unknown %1 \"%2\" (%3)").arg(what, word, whose));
    return row ? row->reading : kUnknown;
}

Leaf &addLeaf(Page &page, Candidate who, std::span<const Word> table, const QString &word)
{
    Leaf leaf;
    leaf.word = word;
    leaf.reading = readWord(page, table, word, QLatin1String("component status"), who.name);
    leaf.who = std::move(who);
    if (static_cast<qsizetype>(page.leaves.size()) > kMostLeaves) // one too many is enough to refuse the page
        return page.leaves.back() = std::move(leaf);
    return page.leaves.emplace_back(std::move(leaf));
}

void addIncident(Page &page, ScopedIncident found)
{
    if (static_cast<qsizetype>(page.incidents.size()) >= kMostIncidents)
        return;
    auto &incident = found.incident;
    arrange(incident.updates);
    if (!incident.updatedAt && !incident.updates.empty())
        incident.updatedAt = incident.updates.front().at;
    incident.components = found.scope.names;
    page.incidents.push_back(std::move(found));
}

void addMaintenance(Page &page, ScopedMaintenance found, std::vector<Domain::VendorUpdate> updates)
{
    auto &maintenance = found.maintenance;
    const bool full = static_cast<qsizetype>(page.maintenances.size()) >= kMostMaintenances;
    if (full || maintenance.id.isEmpty() || maintenance.scheduledFor == Instant {})
        return;
    arrange(updates);
    if (maintenance.description.isEmpty() && !updates.empty())
        maintenance.description = updates.front().body;
    if (maintenance.title.isEmpty())
        maintenance.title = QStringLiteral("Scheduled Maintenance");
    maintenance.components = found.scope.names;
    page.maintenances.push_back(std::move(found));
}

Reading worstOf(const std::vector<Leaf> &leaves)
{
    Reading worst = kOperational;
    for (const Leaf &leaf : leaves) {
        if (leaf.counts)
            worst = worse(worst, leaf.reading);
    }
    return worst;
}

void raise(Page &page, Headline headline)
{
    const bool alone = !page.headline && page.leaves.empty();
    const Reading before = page.headline ? page.headline->reading : worstOf(page.leaves);
    if (alone || weight(headline.reading) > weight(before))
        page.headline = std::move(headline);
}

void raiseForIncidents(Page &page)
{
    if (page.incidents.empty())
        raise(page, { .reading = kOperational, .description = QStringLiteral("No open incidents") });
    else
        raise(page, { .reading = kDegraded, .description = QStringLiteral("An incident is open") });
}

std::optional<qint64> countAt(const JsonObject &item, QLatin1String key)
{
    const JsonValue value = item.value(key);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    bool isNumber = value.isNumber();
    const double number = isNumber ? value.toDouble() : value.toString().toDouble(&isNumber);
    const bool isCount = isNumber && number >= 0 && number <= double(kMostCounted) && std::trunc(number) == number;
    return isCount ? static_cast<qint64>(number) : -1;
}

void raiseForMissingPart(Page &page, qsizetype shown, std::optional<qint64> total, const QString &advice)
{
    if (!total || (*total >= 0 && shown >= *total))
        return;
    const QString all = *total < 0 ? QStringLiteral("?") : QString::number(*total);
    const QString word = QString::number(shown) % u" of " % all;
    raise(page,
        { .reading = kUnknown,
            .word = word,
            .what = QStringLiteral("part of the components"),
            .detail = QStringLiteral("The answer holds only %1 components. %2").arg(word, advice) });
}

} // namespace Wf::Vendors
