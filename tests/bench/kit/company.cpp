// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/company.h"

#include "domain/servicestate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>

namespace Wf::Bench {

namespace {
    using namespace std::chrono_literals;
    using Domain::Status;

    constexpr int kUpstreamEvery = 10;
    constexpr int kComponents = 12;
    constexpr std::array kBadLevels { Status::Degraded, Status::PartialOutage, Status::MajorOutage };

    QString serviceId(int number)
    {
        return QStringLiteral("service-%1").arg(number, 4, 10, QLatin1Char('0'));
    }

    Domain::Service makeService(int number, Millis interval, const Sites &sites)
    {
        const QUrl &server = sites.servers[static_cast<size_t>(number) % sites.servers.size()];
        Domain::Service service;
        service.id = ServiceId(serviceId(number));
        service.displayName = QStringLiteral("Service %1").arg(number);
        service.category = QStringLiteral("engineering");
        service.tier = number % 5 == 0 ? Domain::Tier::Critical : Domain::Tier::Important;
        service.pollType = QStringLiteral("statuspage_json");
        service.statusPageUrl = server.resolved(QUrl(QStringLiteral("/%1").arg(number)));
        Domain::MonitorSpec monitor;
        monitor.id = MonitorId(service.id.value);
        monitor.service = service.id;
        monitor.kind = QStringLiteral("statuspage");
        monitor.name = QStringLiteral("status page");
        monitor.url = server.resolved(QUrl(QStringLiteral("/%1/api/v2/summary.json").arg(number)));
        monitor.interval = interval;
        service.monitors = { monitor };
        return service;
    }

    void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size())
            return;
        std::fprintf(stderr, "cannot write %s\n", qUtf8Printable(path));
        std::exit(3);
    }

    QByteArray serviceYaml(const Domain::Service &service)
    {
        const Domain::MonitorSpec &monitor = service.monitors.front();
        return QStringLiteral("  - id: %1\n    display_name: %2\n    category: engineering\n    tier: %3\n"
                              "    poll_type: statuspage_json\n    poll_url: %4\n    interval: %5ms\n")
            .arg(service.id.value, service.displayName, Domain::word(service.tier), monitor.url.toString())
            .arg(monitor.interval.count())
            .toUtf8();
    }

    Ports::HistoryChange stretch(const ServiceId &service, Instant from, std::optional<Instant> to, Status status)
    {
        return { service, { std::nullopt, Domain::Interval { from, to, status, Domain::Knowledge::Seen } } };
    }

    Domain::Event change(const ServiceId &service, Status from, Status to, Instant at)
    {
        Domain::Event event;
        event.service = service;
        event.previous = from;
        event.next = to;
        event.vendorTitle = QStringLiteral("Elevated error rates on the API");
        event.impact = QStringLiteral("People cannot open their dashboards and wait for pages.");
        event.source = QStringLiteral("statuspage_json");
        event.at = at;
        return event;
    }

    /// Bad for forty minutes every thirteenth day or so; each service at its own hour.
    void tellPast(const Domain::Service &service, int number, Instant now, Ports::CommitBatch &batch)
    {
        Instant from = now - 90 * 24h;
        for (int day = number % 7 + 5; day < 89; day += 13 + number % 5) {
            const Instant began = now - 90 * 24h + day * 24h + (number % 24) * 1h;
            const Status level = kBadLevels[static_cast<size_t>(day + number) % kBadLevels.size()];
            batch.history.push_back(stretch(service.id, from, began, Status::Operational));
            batch.history.push_back(stretch(service.id, began, began + 40min, level));
            batch.events.push_back(change(service.id, Status::Operational, level, began));
            batch.events.push_back(change(service.id, level, Status::Operational, began + 40min));
            from = began + 40min;
        }
        batch.history.push_back(stretch(service.id, from, std::nullopt, Status::Operational));
    }

    void tellPresent(const Domain::Service &service, int number, Instant now, Ports::CommitBatch &batch)
    {
        const Domain::MonitorSpec &spec = service.monitors.front();
        const Instant polled = now - 30s;
        Domain::MonitorState unknown;
        unknown.id = spec.id;
        const auto seen = observe(spec, static_cast<size_t>(number), Status::Operational, polled);
        const Domain::MonitorState state = Domain::advance(unknown, seen, spec, polled).state;
        Domain::ServiceState previous;
        previous.id = service.id;
        batch.serviceStates.push_back(Domain::combine(previous, std::span(&state, 1), service, polled));
        batch.monitors.push_back(state);
    }

    QJsonObject component(int page, int number)
    {
        return { { QStringLiteral("id"), QStringLiteral("c%1x%2").arg(page).arg(number) },
            { QStringLiteral("name"), QStringLiteral("Component number %1").arg(number) },
            { QStringLiteral("status"), QStringLiteral("operational") },
            { QStringLiteral("created_at"), QStringLiteral("2023-03-20T17:05:23.110Z") },
            { QStringLiteral("updated_at"), QStringLiteral("2026-03-20T17:05:23.110Z") },
            { QStringLiteral("position"), number }, { QStringLiteral("description"), QJsonValue::Null },
            { QStringLiteral("showcase"), false }, { QStringLiteral("group_id"), QJsonValue::Null },
            { QStringLiteral("page_id"), QStringLiteral("p%1").arg(page) }, { QStringLiteral("group"), false },
            { QStringLiteral("only_show_if_degraded"), false } };
    }
} // namespace

std::shared_ptr<const Domain::Catalogue> makeCompany(int services, Millis interval, const Sites &sites)
{
    auto company = std::make_shared<Domain::Catalogue>();
    company->categories = { { QStringLiteral("engineering"), QStringLiteral("Engineering") } };
    for (int number = 0; number < services; ++number)
        company->services.push_back(makeService(number, interval, sites));
    for (int upstream = 0; upstream + 4 < services; upstream += kUpstreamEvery) {
        for (int next = 1; next <= 4; ++next)
            company->dependencies.push_back(
                { ServiceId(serviceId(upstream)), ServiceId(serviceId(upstream + next)),
                    QStringLiteral("pages do not open"), Domain::EdgeSeverity::High });
    }
    return company;
}

void writeConfiguration(const Domain::Catalogue &company, const QString &folder)
{
    QByteArray services = "categories:\n  engineering: Engineering\nservices:\n";
    for (const Domain::Service &service : company.services)
        services += serviceYaml(service);
    write(folder + QStringLiteral("/services.yaml"), services);
    QByteArray edges = "dependencies:\n";
    ServiceId upstream;
    for (const Domain::Dependency &edge : company.dependencies) {
        if (edge.upstream != upstream)
            edges += "  " + edge.upstream.value.toUtf8() + ":\n";
        upstream = edge.upstream;
        edges += QStringLiteral("    - service: %1\n      impact: %2\n      severity: high\n")
                     .arg(edge.downstream.value, edge.impact)
                     .toUtf8();
    }
    write(folder + QStringLiteral("/dependencies.yaml"), edges);
}

Ports::CommitBatch ninetyDays(const Domain::Catalogue &company, Instant now)
{
    Ports::CommitBatch batch;
    batch.services = company.services;
    int number = 0;
    for (const Domain::Service &service : company.services) {
        tellPast(service, number, now, batch);
        tellPresent(service, number++, now, batch);
    }
    std::ranges::stable_sort(batch.events, {}, &Domain::Event::at);
    qint64 id = 0;
    for (Domain::Event &event : batch.events)
        event.id = ++id;
    batch.aliveAt = now;
    return batch;
}

Domain::Observation observe(const Domain::MonitorSpec &monitor, size_t number, Status status, Instant at)
{
    Domain::Observation observation;
    observation.monitor = monitor.id;
    observation.at = at;
    observation.status = status;
    observation.latency = 120ms;
    observation.httpStatus = 200;
    observation.pageName = QStringLiteral("Vendor %1").arg(number);
    for (int i = 0; i < kComponents; ++i)
        observation.components.push_back({ QStringLiteral("c%1").arg(i),
            QStringLiteral("Component number %1").arg(i), i < 3 ? status : Status::Operational, false, true });
    if (Domain::isTrouble(status)) {
        observation.detail = QStringLiteral("Component number 0, Component number 1, Component number 2");
        observation.incidents = { { .id = QStringLiteral("inc%1").arg(toEpochMillis(at) / 600'000),
            .title = QStringLiteral("Elevated error rates on the API"),
            .state = QStringLiteral("investigating"),
            .impact = status,
            .link = QUrl(),
            .startedAt = at,
            .updatedAt = at,
            .updates = {},
            .components = {} } };
    }
    return observation;
}

QByteArray statusPage(int number, int edition)
{
    QJsonArray components;
    const int count = number % 50 == 49 ? 400 : 15 + number % 20;
    for (int i = 0; i < count; ++i)
        components.append(component(number, i));
    const QString changed = QStringLiteral("2026-04-24T10:%1:00.000Z").arg(edition % 60, 2, 10, QLatin1Char('0'));
    const QJsonObject page { { QStringLiteral("id"), QStringLiteral("p%1").arg(number) },
        { QStringLiteral("name"), QStringLiteral("Vendor %1").arg(number) },
        { QStringLiteral("updated_at"), changed } };
    const QJsonObject status { { QStringLiteral("indicator"), QStringLiteral("none") },
        { QStringLiteral("description"), QStringLiteral("All Systems Operational") } };
    return QJsonDocument(
        QJsonObject { { QStringLiteral("page"), page }, { QStringLiteral("components"), components },
            { QStringLiteral("incidents"), QJsonArray() },
            { QStringLiteral("scheduled_maintenances"), QJsonArray() }, { QStringLiteral("status"), status } })
        .toJson(QJsonDocument::Compact);
}

void furnish(Engine::World &world, std::shared_ptr<const Domain::Catalogue> company, Instant now)
{
    Ports::CommitBatch past = ninetyDays(*company, now);
    Ports::StoredWorld stored;
    stored.services = std::move(past.services);
    stored.monitors = std::move(past.monitors);
    stored.serviceStates = std::move(past.serviceStates);
    for (const Ports::HistoryChange &change : past.history) {
        if (stored.history.empty() || stored.history.back().service != change.service)
            stored.history.push_back({ change.service, {} });
        stored.history.back().intervals.push_back(*change.step.opened);
    }
    Ports::CommitBatch ignored;
    Engine::adoptCatalogue(world, std::move(company), &stored, now, ignored);
    for (const Domain::Event &event : past.events)
        world.record(event);
}

} // namespace Wf::Bench
