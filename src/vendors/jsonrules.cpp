// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/jsonrules.h"

#include "vendors/jsonplaces.h"
#include "vendors/textdecoding.h"

#include <algorithm>

namespace Wf::Vendors::JsonRules {

namespace {

    using Domain::PageRules;
    using Domain::PageWord;

    /// A start that lies further ahead is no trouble yet.
    constexpr Millis kClockSkew = std::chrono::minutes { 5 };
    /// The same for a start without a zone: what is now in the farthest East.
    constexpr Millis kFarthestZone = std::chrono::hours { 14 };

    Reading readingOf(PageWord meaning)
    {
        switch (meaning) {
        case PageWord::Operational:
            return kOperational;
        case PageWord::Degraded:
            return kDegraded;
        case PageWord::PartialOutage:
            return kPartialOutage;
        case PageWord::MajorOutage:
            return kMajorOutage;
        case PageWord::Maintenance:
            return kMaintenance;
        }
        return kUnknown;
    }

    /// The words of a list of its own, else those of the page.
    Reading lookUp(const PageRules::Meanings &own, const PageRules::Meanings &general, const QString &word)
    {
        const auto &map = own.empty() ? general : own;
        const auto found = map.find(word.trimmed().toLower());
        return found == map.end() ? kUnknown : readingOf(found->second);
    }

    struct ItemPlaces {
        explicit ItemPlaces(const PageRules::Item &item)
            : id(item.id)
            , title(item.title)
            , status(item.status)
            , text(item.text)
            , url(item.url)
            , components(item.components)
        {
        }

        [[nodiscard]] Scope scope(const Element &element, const Directory &directory) const
        {
            Scope scope;
            for (const QString &name : components.texts(element, kNameLength)) {
                if (scope.names.size() < kMostTouched)
                    directory.add(scope, name, name);
            }
            return scope;
        }

        PlaceInJson id;
        PlaceInJson title;
        PlaceInJson status;
        PlaceInJson text;
        PlaceInJson url;
        PlaceInJson components;
    };

    struct IncidentPlaces {
        explicit IncidentPlaces(const PageRules::Incidents &rules)
            : item(rules.item)
            , impact(rules.impact)
            , startedAt(rules.startedAt)
            , updatedAt(rules.updatedAt)
            , endedAt(rules.endedAt)
        {
        }

        ItemPlaces item;
        PlaceInJson impact;
        PlaceInJson startedAt;
        PlaceInJson updatedAt;
        PlaceInJson endedAt;
    };

    struct MaintenancePlaces {
        explicit MaintenancePlaces(const PageRules::Maintenances &rules)
            : item(rules.item)
            , startsAt(rules.startsAt)
            , endsAt(rules.endsAt)
        {
        }

        ItemPlaces item;
        PlaceInJson startsAt;
        PlaceInJson endsAt;
    };

    /// Reads one document; what it comes to is in `page`.
    class PageReader {
    public:
        PageReader(const PageRules &rules, const JsonValue &root, Instant now)
            : m_rules(rules)
            , m_root { root, {} }
            , m_now(now)
        {
        }

        tl::expected<Page, BadDocument> read()
        {
            m_page.name = PlaceInJson(m_rules.name).text(m_root, kNameLength);
            for (const auto step : { &PageReader::readHeadline, &PageReader::readComponents,
                     &PageReader::readIncidents, &PageReader::readMaintenances }) {
                if (auto bad = (this->*step)())
                    return tl::unexpected(std::move(*bad));
            }
            return std::move(m_page);
        }

    private:
        using Fault = std::optional<BadDocument>;

        Fault readHeadline()
        {
            if (m_rules.status.isEmpty())
                return {};
            const auto found = PlaceInJson(m_rules.status).all(m_root);
            const bool words = std::ranges::all_of(found.values, isWord);
            if (found.values.empty() || !words || !found.complete) {
                return BadDocument { QStringLiteral("no status at ") % m_rules.status,
                    QStringLiteral("The page says no status at %1: it changed, or the rules of the monitor are "
                                   "wrong.")
                        .arg(m_rules.status) };
            }
            Headline headline;
            headline.what = m_rules.status;
            headline.reading = kOperational;
            for (const JsonValue &value : found.values)
                takeWord(headline, oneLine(wordOf(value), kWordLength));
            headline.description = PlaceInJson(m_rules.title).text(m_root, kNameLength);
            m_page.headline = std::move(headline);
            return {};
        }

        void takeWord(Headline &headline, const QString &word)
        {
            const Reading reading = lookUp({}, m_rules.map, word);
            if (reading == kUnknown)
                warn(m_page, QStringLiteral("unknown status \"%1\"").arg(word));
            if (headline.word.isEmpty() || weight(reading) > weight(headline.reading))
                headline.word = word;
            headline.reading = worse(headline.reading, reading);
        }

        Fault readComponents()
        {
            if (!m_rules.components)
                return {};
            const auto &rules = *m_rules.components;
            const auto elements = elementsOf(m_root.value, rules.list);
            if (!elements)
                return elements.error();
            const PlaceInJson id(rules.id);
            const PlaceInJson name(rules.name);
            const PlaceInJson group(rules.group);
            const PlaceInJson status(rules.status);
            for (const Element &element : *elements) {
                Leaf leaf;
                leaf.who = { id.text(element, kIdLength), name.text(element, kNameLength),
                    group.text(element, kNameLength), {} };
                leaf.word = status.text(element, kWordLength);
                leaf.reading = lookUp(rules.map, m_rules.map, leaf.word);
                if (leaf.reading == kUnknown)
                    warn(m_page,
                        QStringLiteral("unknown component status \"%1\" (%2)").arg(leaf.word, leaf.who.name));
                m_page.leaves.push_back(std::move(leaf));
            }
            return {};
        }

        [[nodiscard]] bool isOver(const QString &word)
        {
            const auto &rules = *m_rules.incidents;
            const QString state = word.toLower();
            if (state.isEmpty() || rules.open.contains(state))
                return false;
            if (rules.resolved.contains(state))
                return true;
            if (!rules.open.isEmpty() && !rules.resolved.isEmpty())
                warn(m_page, QStringLiteral("unknown state of an incident \"%1\": it counts as open").arg(word));
            return !rules.open.isEmpty() && rules.resolved.isEmpty();
        }

        Fault readIncidents()
        {
            if (!m_rules.incidents)
                return {};
            const auto &rules = *m_rules.incidents;
            const auto elements = elementsOf(m_root.value, rules.list);
            if (!elements)
                return elements.error();
            const Directory directory(m_page.leaves);
            const IncidentPlaces places(rules);
            Headline open { kOperational, {}, QStringLiteral("impact"), QStringLiteral("No incident is open"),
                {} };
            for (const Element &element : *elements)
                readIncident(element, places, directory, open);
            if (m_rules.status.isEmpty() && !m_rules.components)
                m_page.headline = std::move(open);
            return {};
        }

        void readIncident(
            const Element &element, const IncidentPlaces &places, const Directory &directory, Headline &open)
        {
            ScopedIncident found;
            auto &incident = found.incident;
            incident.state = places.item.status.text(element, kWordLength);
            const auto ended = places.endedAt.time(element);
            incident.startedAt = places.startedAt.time(element);
            const Millis ahead = places.startedAt.isLocalTime(element) ? kFarthestZone : kClockSkew;
            const bool isToCome = incident.startedAt && *incident.startedAt > m_now + ahead
                && !m_rules.incidents->open.contains(incident.state.toLower());
            if (isOver(incident.state) || (ended && *ended <= m_now) || isToCome)
                return;
            incident.id = places.item.id.text(element, kIdLength);
            incident.title = places.item.title.text(element, kNameLength);
            incident.updatedAt = places.updatedAt.time(element);
            incident.link = places.item.url.link(element);
            if (const QString text = places.item.text.text(element, kBodyLength); !text.isEmpty())
                incident.updates.push_back({ {}, incident.state, text, incident.updatedAt });
            takeImpact(element, places.impact, incident, open);
            found.scope = places.item.scope(element, directory);
            incident.components = found.scope.names;
            if (m_page.incidents.size() < size_t(kMostIncidents))
                m_page.incidents.push_back(std::move(found));
        }

        void takeImpact(
            const Element &element, const PlaceInJson &impact, Domain::VendorIncident &incident, Headline &open)
        {
            Reading reading = element.value.isObject() ? kDegraded : kUnknown;
            QString word;
            if (impact.isSet()) {
                word = impact.text(element, kWordLength);
                reading = lookUp(m_rules.incidents->map, m_rules.map, word);
                incident.impact = reading.status;
            }
            if (reading == kUnknown)
                warn(m_page, QStringLiteral("unknown impact \"%1\" (%2)").arg(word, incident.title));
            if (weight(reading) > weight(open.reading)) {
                open.word = word;
                open.description = incident.title;
            }
            open.reading = worse(open.reading, reading);
        }

        Fault readMaintenances()
        {
            if (!m_rules.maintenances)
                return {};
            const auto elements = elementsOf(m_root.value, m_rules.maintenances->list);
            if (!elements)
                return elements.error();
            const Directory directory(m_page.leaves);
            const MaintenancePlaces places(*m_rules.maintenances);
            for (const Element &element : *elements)
                readMaintenance(element, places, directory);
            return {};
        }

        void readMaintenance(const Element &element, const MaintenancePlaces &places, const Directory &directory)
        {
            ScopedMaintenance found;
            auto &maintenance = found.maintenance;
            maintenance.title = places.item.title.text(element, kNameLength);
            const auto from = places.startsAt.time(element);
            maintenance.scheduledUntil = places.endsAt.time(element);
            const auto state = stateOf(places.item.status.text(element, kWordLength), maintenance.scheduledUntil);
            if (!from || !state)
                return warn(m_page,
                    QStringLiteral("a maintenance without a known state or start is left out: \"%1\"")
                        .arg(maintenance.title));
            maintenance.scheduledFor = *from;
            maintenance.state = *state;
            maintenance.id = places.item.id.text(element, kIdLength);
            if (maintenance.id.isEmpty())
                maintenance.id = cut(toIso(*from) % u' ' % maintenance.title, kIdLength);
            if (maintenance.title.isEmpty())
                maintenance.title = QStringLiteral("Scheduled Maintenance");
            maintenance.description = places.item.text.text(element, kBodyLength);
            maintenance.link = places.item.url.link(element);
            found.scope = places.item.scope(element, directory);
            maintenance.components = found.scope.names;
            keep(std::move(found));
        }

        /// Where there are too many, those that are over have to go.
        void keep(ScopedMaintenance found)
        {
            auto &all = m_page.maintenances;
            if (all.size() >= size_t(kMostMaintenances)) {
                std::erase_if(all, [](const ScopedMaintenance &one) {
                    return one.maintenance.state == Domain::MaintenanceState::Completed;
                });
            }
            if (all.size() < size_t(kMostMaintenances))
                all.push_back(std::move(found));
        }

        /// Without a rule for its word only the end tells that it is over.
        [[nodiscard]] std::optional<Domain::MaintenanceState> stateOf(
            const QString &word, const std::optional<Instant> &until) const
        {
            const auto &rules = *m_rules.maintenances;
            if (rules.item.status.isEmpty() || rules.states.empty()) {
                return until && *until < m_now ? Domain::MaintenanceState::Completed
                                               : Domain::MaintenanceState::Scheduled;
            }
            const auto found = rules.states.find(word.toLower());
            return found == rules.states.end() ? std::nullopt : std::optional(found->second);
        }

        const PageRules &m_rules;
        const Element m_root;
        const Instant m_now;
        Page m_page;
    };

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    if (!input.rules) {
        return tl::unexpected(BadDocument { QStringLiteral("no rules"),
            QStringLiteral("The monitor does not say how to read this JSON: write the rules under 'json:'.") });
    }
    const auto document = readDocument(input.body);
    if (!document)
        return tl::unexpected(document.error());
    return PageReader(*input.rules, document->root(), input.now).read();
}

} // namespace Wf::Vendors::JsonRules
