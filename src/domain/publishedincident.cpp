// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/publishedincident.h"

#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<3> kEdits { QLatin1String("title"), QLatin1String("impact"), QLatin1String("start") };

    /// Not every vendor gives its incidents an id.
    QString idOf(const VendorIncident &incident)
    {
        return incident.id.isEmpty() ? incident.title : incident.id;
    }

    const VendorIncident *find(std::span<const VendorIncident> incidents, const QString &id)
    {
        const auto found =
            std::ranges::find_if(incidents, [&id](const VendorIncident &each) { return idOf(each) == id; });
        return found == incidents.end() ? nullptr : &*found;
    }

    bool isSame(const VendorUpdate &a, const VendorUpdate &b)
    {
        return a.id.isEmpty() && b.id.isEmpty() ? a.at == b.at && a.state == b.state : a.id == b.id;
    }

    /// The vendor told its readers something between the two readings.
    bool wasAnnounced(const VendorIncident &before, const VendorIncident &now)
    {
        if (now.updates.empty())
            return !now.updatedAt || now.updatedAt != before.updatedAt;
        return std::ranges::any_of(now.updates, [&before](const VendorUpdate &update) {
            return std::ranges::none_of(
                before.updates, [&update](const VendorUpdate &known) { return isSame(update, known); });
        });
    }

    struct Edited {
        VendorEdit::What what;
        QString before;
        QString after;
    };

    /// `mark` says when, and whether in silence.
    void note(PublishedIncident &incident, const VendorEdit &mark, const Edited &edited)
    {
        if (incident.edits.size() < kMostEdits)
            incident.edits.push_back({ mark.at, edited.what, edited.before, edited.after, mark.quiet });
    }

    /// A word that cannot be read is no edit, nor is a date that was not there before.
    void takeOver(PublishedIncident &known, const VendorIncident &seen, const VendorEdit &mark)
    {
        using enum VendorEdit::What;
        if (!seen.title.isEmpty() && seen.title != known.title) {
            note(known, mark, { Title, known.title, seen.title });
            known.title = seen.title;
        }
        if (seen.impact != Status::Unknown && seen.impact != known.impact) {
            if (known.impact != Status::Unknown)
                note(known, mark, { Impact, word(known.impact), word(seen.impact) });
            known.impact = seen.impact;
        }
        if (seen.startedAt && seen.startedAt != known.startedAt) {
            if (known.startedAt)
                note(known, mark, { Start, toIso(*known.startedAt), toIso(*seen.startedAt) });
            known.startedAt = seen.startedAt;
        }
        if (severity(known.impact) > severity(known.peak))
            known.peak = known.impact;
        if (!seen.link.isEmpty())
            known.link = seen.link;
    }

    PublishedIncident followOne(
        const PublishedIncident &known, const VendorIncident &seen, const PageReading &page)
    {
        PublishedIncident next = known;
        const VendorIncident *before = find(page.before, known.vendorId);
        VendorEdit mark;
        mark.at = page.time.at;
        mark.quiet = before && !wasAnnounced(*before, seen);
        takeOver(next, seen, mark);
        next.endedAt.reset();
        return next;
    }

    PublishedIncident begin(const VendorIncident &seen, const ServiceId &service, Instant at)
    {
        PublishedIncident begun;
        begun.service = service;
        begun.vendorId = idOf(seen);
        begun.title = seen.title;
        begun.impact = seen.impact;
        begun.peak = seen.impact;
        begun.link = seen.link;
        begun.seenAt = at;
        begun.startedAt = seen.startedAt;
        return begun;
    }

    bool goesOn(const PublishedIncident &known, Instant at)
    {
        return !known.endedAt || at - *known.endedAt <= kPublishedLinger;
    }

    bool isGone(const PublishedIncident &known, const PageReading &page)
    {
        return !known.endedAt && page.listed.size() < kFullPage && !page.elsewhere.contains(known.vendorId)
            && !find(page.listed, known.vendorId);
    }
} // namespace

QString word(VendorEdit::What what)
{
    return Words::of(kEdits, what);
}

std::optional<VendorEdit::What> editFromWord(QStringView word)
{
    return Words::find<VendorEdit::What>(kEdits, word);
}

Instant PublishedIncident::begunAt() const
{
    return std::min(startedAt.value_or(seenAt), seenAt);
}

Millis PublishedIncident::lasted(Instant now) const
{
    return std::max(endedAt.value_or(now) - begunAt(), Millis { 0 });
}

std::vector<PublishedIncident> follow(
    std::span<const PublishedIncident> known, const ServiceId &service, const PageReading &page)
{
    std::vector<PublishedIncident> changed;
    QStringList met;
    for (const VendorIncident &seen : page.listed) {
        const QString id = idOf(seen);
        if (id.isEmpty() || met.contains(id))
            continue;
        met.append(id);
        const auto found = std::ranges::find_if(known,
            [&](const PublishedIncident &each) { return each.vendorId == id && goesOn(each, page.time.at); });
        PublishedIncident next =
            found == known.end() ? begin(seen, service, page.time.at) : followOne(*found, seen, page);
        if (found == known.end() || next != *found)
            changed.push_back(std::move(next));
    }
    for (const PublishedIncident &each : known) {
        if (!isGone(each, page))
            continue;
        changed.push_back(each);
        changed.back().endedAt = std::max(page.time.goneAt, each.seenAt);
    }
    return changed;
}

} // namespace Wf::Domain
