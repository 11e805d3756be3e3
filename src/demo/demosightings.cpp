// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demosightings.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;

    /// Chapters of trouble without a break.
    struct Trouble {
        Instant from {};
        std::optional<Instant> worseAt {}; ///< the second chapter: by then the vendor has spoken
        std::optional<Instant> to {};
    };

    bool watchedByBoth(const Domain::Service &service)
    {
        const auto speaks = [&service](Domain::Source source) {
            return std::ranges::any_of(service.monitors,
                [source](const Domain::MonitorSpec &monitor) { return Domain::sourceOf(monitor) == source; });
        };
        return speaks(Domain::Source::Vendor) && speaks(Domain::Source::Own);
    }

    std::vector<Trouble> troublesOf(const Story &story, Instant now)
    {
        std::vector<Trouble> troubles;
        bool inTrouble = false;
        for (const Chapter &chapter : story) {
            if (chapter.from > now)
                break;
            const bool bad = chapter.knowledge == Domain::Knowledge::Seen && Domain::isTrouble(chapter.status);
            if (bad && !inTrouble)
                troubles.push_back({ chapter.from, {}, {} });
            else if (bad && !troubles.back().worseAt)
                troubles.back().worseAt = chapter.from;
            else if (!bad && inTrouble)
                troubles.back().to = chapter.from;
            inTrouble = bad;
        }
        return troubles;
    }

    /// The same for the n-th trouble of a service, on every computer.
    quint32 diceOf(const ServiceId &service, size_t number)
    {
        const QByteArray seed = service.value.toUtf8() + QByteArray::number(qulonglong(number));
        return qFromBigEndian<quint32>(QCryptographicHash::hash(seed, QCryptographicHash::Sha1).constData());
    }

    Domain::Sighting sightingOf(const ServiceId &service, const Trouble &trouble, quint32 dice, Instant now)
    {
        const Millis length = trouble.to.value_or(now) - trouble.from;
        const Millis lag = std::min<Millis>(Seconds { 170 + dice % 1100 }, length / 2);
        Domain::Sighting sighting { 0, service, trouble.from, trouble.worseAt.value_or(trouble.from + lag),
            trouble.to };
        if (!trouble.to)
            return sighting;
        const quint32 sort = dice / 1100 % 8;
        if (sort == 0)
            sighting.vendorAt.reset();
        else if (sort == 1)
            std::swap(sighting.ownAt, sighting.vendorAt);
        return sighting;
    }
} // namespace

std::vector<Domain::Sighting> pastSightings(const Domain::Service &service, const Story &story, Instant now)
{
    std::vector<Domain::Sighting> sightings;
    if (!watchedByBoth(service))
        return sightings;
    for (const Trouble &trouble : troublesOf(story, now))
        sightings.push_back(sightingOf(service.id, trouble, diceOf(service.id, sightings.size()), now));
    return sightings;
}

} // namespace Wf::Demo
