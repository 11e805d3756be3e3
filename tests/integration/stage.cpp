// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"

namespace Wf::Integration {

namespace {
    /// The usual policy without its pauses.
    constexpr char kAtOnce[] = "hold: 0s\nsettle: 0s\n";
} // namespace

using TestKit::FakeRequest;
using TestKit::FakeResponse;

namespace {
    QString usualWords(const QString &indicator)
    {
        if (indicator == QLatin1String("none"))
            return QStringLiteral("All Systems Operational");
        if (indicator == QLatin1String("maintenance"))
            return QStringLiteral("Service Under Maintenance");
        return QStringLiteral("Some Systems Have Trouble");
    }

    QJsonObject incident(const Page &page)
    {
        const QString at = QStringLiteral("2026-01-01T00:00:00Z");
        return { { QStringLiteral("id"), page.incidentId }, { QStringLiteral("name"), page.incidentName },
            { QStringLiteral("status"), QStringLiteral("investigating") },
            { QStringLiteral("impact"), page.indicator }, { QStringLiteral("created_at"), at },
            { QStringLiteral("updated_at"), at }, { QStringLiteral("incident_updates"), QJsonArray() },
            { QStringLiteral("components"), QJsonArray() } };
    }

    QByteArray entryYaml(const ServiceEntry &entry)
    {
        QStringList lines { QStringLiteral("  - id: ") + entry.id,
            QStringLiteral("    display_name: ") + entry.name, QStringLiteral("    category: engineering"),
            QStringLiteral("    tier: ") + entry.tier };
        if (entry.url.isEmpty()) {
            lines.append(QStringLiteral("    poll_type: manual"));
        } else {
            lines.append(QStringLiteral("    poll_type: statuspage_json"));
            lines.append(QStringLiteral("    poll_url: ") + entry.url.toString());
        }
        for (const QString &line : entry.extra)
            lines.append(QStringLiteral("    ") + line);
        return lines.join(QLatin1Char('\n')).toUtf8() + '\n';
    }
} // namespace

QByteArray pageBody(const Page &page)
{
    const QString words = page.description.isEmpty() ? usualWords(page.indicator) : page.description;
    QJsonArray incidents;
    if (!page.incidentId.isEmpty())
        incidents.append(incident(page));
    const QJsonObject body { { QStringLiteral("page"),
                                 QJsonObject { { QStringLiteral("id"), QStringLiteral("p1") },
                                     { QStringLiteral("name"), QStringLiteral("Acme") },
                                     { QStringLiteral("url"), QStringLiteral("https://status.acme.example") } } },
        { QStringLiteral("status"),
            QJsonObject {
                { QStringLiteral("indicator"), page.indicator }, { QStringLiteral("description"), words } } },
        { QStringLiteral("components"), page.components }, { QStringLiteral("incidents"), incidents },
        { QStringLiteral("scheduled_maintenances"), QJsonArray() } };
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

FakeResponse pageAnswer(const Page &page)
{
    return { 200, pageBody(page), { { "Content-Type", "application/json; charset=utf-8" } } };
}

FakeResponse pageAnswer(const char *indicator)
{
    return pageAnswer(Page { QLatin1String(indicator) });
}

QByteArray servicesYaml(const std::vector<ServiceEntry> &services)
{
    QByteArray text = "categories:\n  engineering: Engineering\nservices:\n";
    for (const ServiceEntry &entry : services)
        text += entryYaml(entry);
    return text;
}

Stage::Stage()
{
    startVendor();
    slack.handle([](const FakeRequest &) { return FakeResponse { 200, "ok" }; });
    const auto webhook = [this](const char *path) { return slack.url(QLatin1String(path)).toString(); };
    server.setVariable("SLACK_WEBHOOK_URL", webhook(kGlobalWebhook));
    server.setVariable("POLLER_HEALTH_SLACK_WEBHOOK_URL", webhook(kHealthWebhook));
    server.setVariable("ADMIN_API_TOKEN", QLatin1String(kAdminToken));
    server.setVariable("POLL_INTERVAL_SECONDS", QStringLiteral("1"));
    server.setVariable("BREAKER_TTL_SECONDS", QStringLiteral("1"));
}

void Stage::startVendor()
{
    vendor = std::make_unique<TestKit::FakeHttpServer>(QHostAddress::LocalHost, m_vendorPort);
    m_vendorPort = vendor->serverPort();
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
        vendor->always("/" + page.key().toLatin1(), { 200, page.value() });
}

void Stage::show(const QString &name, const Page &page)
{
    m_pages.insert(name, pageBody(page));
    if (vendor)
        vendor->always("/" + name.toLatin1(), { 200, m_pages.value(name) });
}

QUrl Stage::pageUrl(const QString &name) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/%2").arg(m_vendorPort).arg(name));
}

int Stage::asked(const QString &name) const
{
    const QByteArray path = "/" + name.toLatin1();
    const auto &all = vendor->requests();
    return static_cast<int>(
        std::count_if(all.begin(), all.end(), [&](const FakeRequest &request) { return request.path == path; }));
}

QStringList Stage::messages(const char *webhook) const
{
    QStringList texts;
    for (const FakeRequest &request : slack.requests()) {
        if (request.path == webhook)
            texts.append(QString::fromUtf8(request.body));
    }
    return texts;
}

void Stage::configure(const std::vector<ServiceEntry> &services, const QByteArray &dependencies)
{
    server.configure(QStringLiteral("services.yaml"), servicesYaml(services));
    server.configure(QStringLiteral("dependencies.yaml"), dependencies);
    server.configure(QStringLiteral("alerts.yaml"), kAtOnce);
}

QString Stage::status(const QString &service)
{
    return server.service(service).value(QStringLiteral("current_status")).toString();
}

QString Stage::effective(const QString &service)
{
    return server.service(service).value(QStringLiteral("effective_status")).toString();
}

QJsonArray Stage::alerts(const QString &service)
{
    const QString path = QStringLiteral("/api/alerts?limit=200&service_id=") + service;
    return server.get(path).data().value(QStringLiteral("alerts")).toArray();
}

QJsonArray Stage::timeline(const QString &service)
{
    const QString filter = service.isEmpty() ? QString() : QStringLiteral("&service_id=") + service;
    return server.get(QStringLiteral("/api/timeline?limit=200") + filter)
        .data()
        .value(QStringLiteral("events"))
        .toArray();
}

} // namespace Wf::Integration
