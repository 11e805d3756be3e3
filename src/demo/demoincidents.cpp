// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demoincidents.h"

#include "domain/rootcause.h"

#include <algorithm>
#include <map>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;
    using Domain::IncidentStep;
    using Domain::Suppression;
    using Domain::TellingKind;
    constexpr Millis kAlertsKept = 24h * 7;

    QString routeOf(Domain::Tier tier)
    {
        switch (tier) {
        case Domain::Tier::Critical:
            return QStringLiteral("critical");
        case Domain::Tier::Important:
            return QStringLiteral("important");
        case Domain::Tier::Informational:
            break;
        }
        return {};
    }

    TellingKind tellingOf(IncidentStep step)
    {
        return step == IncidentStep::Closed  ? TellingKind::Over
            : step == IncidentStep::Reopened ? TellingKind::Back
            : step == IncidentStep::Opened   ? TellingKind::First
                                             : TellingKind::Worse;
    }

    QString whyOf(TellingKind telling)
    {
        switch (telling) {
        case TellingKind::Over:
            return QStringLiteral("It is over");
        case TellingKind::Back:
            return QStringLiteral("It came back within 10 minutes");
        case TellingKind::Worse:
            return QStringLiteral("It is worse than what was told");
        default:
            return QStringLiteral("A new incident");
        }
    }

    /// Plays the events through the rules of incidents, as the engine would have.
    class Chronicle {
    public:
        Chronicle(
            Ports::CommitBatch &batch, const Domain::Catalogue &catalogue, const Domain::Graph &graph, Instant now)
            : m_batch(batch)
            , m_catalogue(catalogue)
            , m_graph(graph)
            , m_now(now)
        {
        }

        void play(const std::vector<Domain::Event> &events)
        {
            for (const Domain::Event &event : events) {
                if (event.kind == Domain::EventKind::StatusChange)
                    follow(event);
            }
        }

        /// The incidents are in no batch before this.
        void finish()
        {
            for (const auto &[service, id] : m_latest)
                explain(m_all[id]);
            for (auto &[id, incident] : m_all)
                m_batch.incidents.push_back(incident);
        }

        /// Null: it has none that goes on.
        [[nodiscard]] Domain::Incident *openOne(const char *service)
        {
            const auto latest = m_latest.find(ServiceId(QString::fromLatin1(service)));
            Domain::Incident *incident = latest == m_latest.end() ? nullptr : &m_all[latest->second];
            return incident && incident->isOpen() ? incident : nullptr;
        }

        void findCauses()
        {
            std::vector<Domain::Failing> failing;
            for (const auto &[service, id] : m_latest) {
                if (const Domain::Incident &incident = m_all[id]; incident.isOpen())
                    failing.push_back({ service, incident.openedAt, incident.peak });
            }
            for (const Domain::RootCause &cause : Domain::rootCauses(failing, m_graph)) {
                for (const Domain::Reached &reached : cause.failing)
                    m_causes.emplace(reached.id, cause.service);
            }
        }

    private:
        void follow(const Domain::Event &event)
        {
            const auto known = m_latest.find(event.service);
            const auto latest = known == m_latest.end() ? std::nullopt : std::optional(m_all[known->second]);
            const Domain::Transition transition { event.previous, event.next, event.vendorDetail,
                event.vendorTitle, event.vendorIncidentId };
            Domain::IncidentAdvance advance =
                Domain::advanceIncident(latest, event.service, transition, Domain::kReopenWindow, event.at);
            if (advance.step == IncidentStep::None)
                return;
            Domain::Incident &incident = advance.incident;
            if (incident.id == 0)
                incident.id = ++m_lastIncident;
            if (event.at > m_now - kAlertsKept)
                tell(incident, advance.step, event);
            if (advance.step == IncidentStep::Closed)
                report(incident, event);
            m_all[incident.id] = incident;
            m_latest[event.service] = incident.id;
            m_events[incident.id].push_back(event);
        }

        void tell(Domain::Incident &incident, IncidentStep step, const Domain::Event &event)
        {
            const Domain::Service *service = m_catalogue.find(event.service);
            Domain::AlertRecord record;
            record.id = static_cast<qint64>(m_batch.alerts.size()) + 1;
            record.dedupKey = incident.dedupKey;
            record.service = event.service;
            record.eventId = event.id;
            record.tier = service ? service->tier : Domain::Tier::Important;
            record.newStatus = event.next;
            record.kind = QStringLiteral("status_change");
            record.at = event.at;
            record.incident = incident.id;
            record.route = routeOf(record.tier);
            record.telling = tellingOf(step);
            if (record.route.isEmpty())
                hold(record, Suppression::NoRoute, "No route is for informational services");
            else if (step == IncidentStep::Deescalated)
                hold(record, Suppression::Improved, "Better, but not over: written down only");
            else
                send(record, incident);
            m_batch.alerts.push_back(record);
        }

        static void hold(Domain::AlertRecord &record, Suppression suppressed, const char *why)
        {
            record.suppressed = suppressed;
            record.why = QString::fromLatin1(why);
            record.route.clear();
        }

        void send(Domain::AlertRecord &record, Domain::Incident &incident)
        {
            record.channel = QStringLiteral("slack");
            record.why = whyOf(record.telling);
            record.outboxId = record.id;
            Domain::OutboxMessage message;
            message.id = record.id;
            message.channel = record.channel;
            message.state = Domain::OutboxState::Delivered;
            message.attempts = 1;
            message.createdAt = message.nextAttemptAt = record.at;
            message.finishedAt = record.at + 214ms;
            message.lastAnswer = QStringLiteral("HTTP 200");
            m_batch.outbox.push_back(message);
            if (incident.told.size() < Domain::kToldKept)
                incident.told.push_back({ record.route, 0, record.telling, incident.peak, record.at });
        }

        void report(const Domain::Incident &incident, const Domain::Event &last)
        {
            std::vector<Domain::Event> events = m_events[incident.id];
            events.push_back(last);
            QStringList affected;
            for (const Domain::Dependency &edge : m_graph.downstream(incident.service))
                affected.append(m_graph.displayName(edge.downstream));
            auto report = Domain::makeReport(
                incident.service, m_graph.displayName(incident.service), affected, events, last.at);
            if (!report)
                return;
            report->id = static_cast<qint64>(m_batch.reports.size()) + 1;
            report->incident = incident.id;
            m_batch.reports.push_back(*report);
        }

        void explain(Domain::Incident &incident)
        {
            const auto cause = m_causes.find(incident.service);
            if (!incident.isOpen() || cause == m_causes.end())
                return;
            incident.explainedBy = m_latest[cause->second];
            incident.told.clear();
            for (Domain::AlertRecord &record : m_batch.alerts) {
                if (record.incident != incident.id)
                    continue;
                std::erase_if(m_batch.outbox,
                    [&record](const Domain::OutboxMessage &message) { return message.id == record.outboxId; });
                hold(record, Suppression::AggregatedUnderUpstream, "");
                record.channel.clear();
                record.outboxId.reset();
                record.aggregatedUnder = cause->second.value;
                record.why = QStringLiteral("Held: explained by %1.").arg(m_graph.displayName(cause->second));
            }
        }

        Ports::CommitBatch &m_batch;
        const Domain::Catalogue &m_catalogue;
        const Domain::Graph &m_graph;
        const Instant m_now;
        std::map<qint64, Domain::Incident> m_all;
        std::map<ServiceId, qint64> m_latest;
        std::map<qint64, std::vector<Domain::Event>> m_events;
        std::map<ServiceId, ServiceId> m_causes; ///< explained -> cause
        qint64 m_lastIncident = 0;
    };

    void say(Ports::CommitBatch &batch, Domain::Incident *incident, Domain::IncidentNote::Kind kind, Instant at,
        const char *by, const char *text)
    {
        if (!incident || at < incident->openedAt)
            return;
        const QString who = QString::fromLatin1(by);
        batch.notes.push_back({ static_cast<qint64>(batch.notes.size()) + 1, incident->id, kind, at, who,
            QString::fromLatin1(text) });
        if (kind == Domain::IncidentNote::Kind::Acknowledged)
            incident->acknowledged = { at, who };
    }

    void letPeopleSpeak(Chronicle &chronicle, Ports::CommitBatch &batch, Instant now)
    {
        using Kind = Domain::IncidentNote::Kind;
        say(batch, chronicle.openOne("npm"), Kind::Acknowledged, now - 40min, "ben", "");
        say(batch, chronicle.openOne("npm"), Kind::Note, now - 35min, "ben",
            "Installs work from the mirror; publishing waits until they are done.");
        say(batch, chronicle.openOne("okta"), Kind::Note, now - 26min, "ann",
            "Vendor's support confirms: a certificate rotation, fix is rolling out.");
        say(batch, chronicle.openOne("payroll"), Kind::Note, now - 70min, "cleo",
            "The export is started by hand before the bank's cut-off.");
    }

    Domain::Silence payrollSilence(Instant now)
    {
        Domain::Silence silence;
        silence.id = 1;
        silence.match.services = { QStringLiteral("payroll") };
        silence.author = QStringLiteral("cleo");
        silence.reason = QStringLiteral("The export is started by hand tonight");
        silence.from = now - 70min;
        silence.until = now + 8h;
        return silence;
    }

    Domain::MaintenancePlan edgeMaintenance(Instant now)
    {
        Domain::MaintenancePlan plan;
        plan.id = 1;
        plan.title = QStringLiteral("Firmware of the VPN edges");
        plan.description = QStringLiteral("Each edge restarts once; sessions move to the other one.");
        plan.match.services = { QStringLiteral("vpn-ams"), QStringLiteral("dns") };
        plan.author = QStringLiteral("network team");
        plan.createdAt = now - 24h * 3;
        plan.from = startOfDay(now) + 24h * 2 + 22h;
        plan.length = 2h;
        return plan;
    }
} // namespace

void tellIncidents(
    Ports::CommitBatch &batch, const Domain::Catalogue &catalogue, const Domain::Graph &graph, Instant now)
{
    Chronicle chronicle(batch, catalogue, graph, now);
    chronicle.play(batch.events);
    chronicle.findCauses();
    letPeopleSpeak(chronicle, batch, now);
    chronicle.finish();
    batch.silences.push_back(payrollSilence(now));
    batch.plans.push_back(edgeMaintenance(now));
}

} // namespace Wf::Demo
