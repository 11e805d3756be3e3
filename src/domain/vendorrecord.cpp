// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/vendorrecord.h"

#include "domain/median.h"
#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr size_t kMostIncidents = 100;
    constexpr size_t kMostOverruns = 50;
    constexpr Words::Table<3> kObservers { QLatin1String("nobody"), QLatin1String("own_checks"),
        QLatin1String("service_history") };

    struct Stretch {
        Instant from {};
        Instant to {};
    };

    bool lies(Instant at, Instant from, Instant to)
    {
        return at >= from && at < to;
    }

    bool isOutage(Status status)
    {
        return severity(status) >= severity(Status::PartialOutage);
    }

    PublishedTally tallyOf(std::span<const PublishedIncident> incidents, Instant from, Instant now)
    {
        PublishedTally tally;
        std::vector<Millis> lengths;
        for (const PublishedIncident &each : incidents) {
            if (each.begunAt() < from)
                continue;
            if (!each.isTrouble()) {
                ++tally.notices;
                continue;
            }
            ++tally.count;
            tally.open += each.endedAt ? 0 : 1;
            lengths.push_back(each.lasted(now));
            tally.total += lengths.back();
        }
        std::ranges::sort(lengths);
        tally.median = medianOf(lengths);
        if (!lengths.empty())
            tally.longest = lengths.back();
        return tally;
    }

    /// When the vendor called it an outage; what it said first holds until it said something else.
    void addOutages(const PublishedIncident &incident, Instant now, std::vector<Stretch> &stretches)
    {
        Instant since = incident.begunAt();
        for (const VendorEdit &edit : incident.edits) {
            if (edit.what != VendorEdit::What::Impact)
                continue;
            if (isOutage(statusFromWord(edit.before).value_or(Status::Unknown)))
                stretches.push_back({ since, edit.at });
            since = edit.at;
        }
        if (isOutage(incident.impact))
            stretches.push_back({ since, incident.endedAt.value_or(now) });
    }

    /// Without overlaps, in order.
    std::vector<Stretch> merged(std::vector<Stretch> stretches)
    {
        std::ranges::sort(stretches, {}, &Stretch::from);
        std::vector<Stretch> result;
        for (const Stretch &each : stretches) {
            if (!result.empty() && each.from <= result.back().to)
                result.back().to = std::max(result.back().to, each.to);
            else
                result.push_back(each);
        }
        return result;
    }

    Millis watched(std::span<const Interval> history, const Stretch &within)
    {
        const Uptime spent = uptime(history, within.from, within.to);
        return spent.up + spent.down;
    }

    std::optional<double> declaredOf(const VendorFacts &facts, const Stretch &window, Instant now)
    {
        const Millis whole = watched(facts.history, window);
        if (whole <= Millis { 0 })
            return std::nullopt;
        std::vector<Stretch> outages;
        for (const PublishedIncident &incident : facts.published)
            addOutages(incident, now, outages);
        Millis out { 0 };
        for (const Stretch &each : merged(std::move(outages))) {
            const Stretch inside { std::max(each.from, window.from), std::min(each.to, window.to) };
            if (inside.from < inside.to)
                out += watched(facts.history, inside);
        }
        return 100.0 * static_cast<double>((whole - out).count()) / static_cast<double>(whole.count());
    }

    void observe(VendorRecord &record, const VendorFacts &facts, const Stretch &window)
    {
        if (facts.ownRuns.count > 0) {
            record.observedBy = ObservedBy::OwnChecks;
            record.ownRuns = facts.ownRuns.count;
            record.observed = 100.0 * static_cast<double>(facts.ownRuns.count - facts.ownRuns.failures)
                / static_cast<double>(facts.ownRuns.count);
            return;
        }
        std::vector<Interval> history = facts.history;
        for (Interval &interval : history) {
            if (interval.status == Status::Degraded)
                interval.status = Status::Operational; // no outage
        }
        record.observed = uptime(history, window.from, window.to).percent();
        if (record.observed)
            record.observedBy = ObservedBy::History;
    }

    void watch(VendorRecord &record, const VendorFacts &facts, const Stretch &window)
    {
        for (const Interval &interval : facts.history) {
            if (uptime({ &interval, 1 }, window.from, window.to).coverage() <= 0)
                continue;
            record.watchedSince = std::max(interval.from, window.from);
            break;
        }
        record.coverage = uptime(facts.history, record.from, record.to).coverage();
    }

    int quietOnes(const PublishedIncident &incident)
    {
        return static_cast<int>(std::ranges::count_if(incident.edits, &VendorEdit::quiet));
    }

    void fillIncidents(VendorRecord &record, const VendorFacts &facts, const Stretch &window, Instant now)
    {
        auto &list = record.incidents;
        std::ranges::copy_if(facts.published, std::back_inserter(list),
            [&](const PublishedIncident &each) { return lies(each.begunAt(), window.from, window.to); });
        record.all = tallyOf(list, window.from, now);
        record.lately = tallyOf(list, window.to - kLately, now);
        for (const PublishedIncident &each : list)
            record.quietEdits += quietOnes(each);
        std::ranges::sort(list, std::greater {},
            [](const PublishedIncident &each) { return std::pair(each.begunAt(), each.id); });
        list.resize(std::min(list.size(), kMostIncidents));
    }

    bool hasBegun(const MaintenanceRow &row, const Stretch &window)
    {
        const Instant start = row.maintenance.scheduledFor;
        return lies(start, window.from, window.to) && (!row.endedAt || *row.endedAt > start);
    }

    void fillMaintenances(VendorRecord &record, const VendorFacts &facts, const Stretch &window)
    {
        auto &list = record.overruns;
        for (const MaintenanceRow &row : facts.maintenances) {
            if (!hasBegun(row, window))
                continue;
            ++record.maintenances;
            if (row.overrun(window.to))
                list.push_back(row);
        }
        std::ranges::sort(list, std::greater {},
            [](const MaintenanceRow &row) { return std::pair(row.maintenance.scheduledFor, row.id); });
        list.resize(std::min(list.size(), kMostOverruns));
    }

    void fillAdmission(VendorRecord &record, const VendorFacts &facts)
    {
        std::vector<Sighting> sightings;
        std::ranges::copy_if(facts.sightings, std::back_inserter(sightings),
            [&](const Sighting &each) { return lies(beginningOf(each), record.from, record.to); });
        if (!sightings.empty())
            record.admission = summarize(sightings, record.from);
    }
} // namespace

QString word(ObservedBy observer)
{
    return Words::of(kObservers, observer);
}

std::optional<ObservedBy> observerFromWord(QStringView word)
{
    return Words::find<ObservedBy>(kObservers, word);
}

VendorRecord recordOf(const ServiceId &service, const VendorFacts &facts, const RecordSpan &span)
{
    VendorRecord record;
    record.service = service;
    record.from = span.from;
    record.to = span.to;
    const Stretch window { span.from, std::min(span.to, span.now) };
    if (window.from >= window.to)
        return record;
    watch(record, facts, window);
    fillIncidents(record, facts, window, span.now);
    fillMaintenances(record, facts, window);
    fillAdmission(record, facts);
    record.declared = declaredOf(facts, window, span.now);
    observe(record, facts, window);
    return record;
}

} // namespace Wf::Domain
