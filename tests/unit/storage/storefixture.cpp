// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storefixture.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

namespace Wf::Testing {

void StoreFixture::open()
{
    auto opened = Storage::SqlStore::open({ data() });
    if (!opened)
        qFatal("%s", qPrintable(opened.error().detail));
    store = std::move(*opened);
}

void StoreFixture::reopen()
{
    store.reset();
    open();
}

QVariant StoreFixture::sql(const QString &statement) const
{
    const auto name = QStringLiteral("beside");
    QVariant value;
    {
        auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(file());
        database.open();
        QSqlQuery query(database);
        if (!query.exec(statement))
            qFatal("%s", qPrintable(query.lastError().text()));
        if (query.next())
            value = query.value(0);
    }
    QSqlDatabase::removeDatabase(name);
    return value;
}

Domain::Service service(const char *id)
{
    Domain::Service service;
    service.id = ServiceId(QString::fromLatin1(id));
    service.displayName = QString::fromLatin1(id).toUpper();
    service.category = QStringLiteral("identity");
    service.pollType = QStringLiteral("manual");
    return service;
}

Domain::Event eventOf(qint64 id, const char *service, Instant at)
{
    Domain::Event event;
    event.id = id;
    event.service = ServiceId(QString::fromLatin1(service));
    event.next = Domain::Status::Degraded;
    event.previous = Domain::Status::Operational;
    event.source = QStringLiteral("manual");
    event.at = at;
    return event;
}

Domain::AlertRecord alert(qint64 id, const char *service, Instant at)
{
    Domain::AlertRecord alert;
    alert.id = id;
    alert.service = ServiceId(QString::fromLatin1(service));
    alert.dedupKey = QStringLiteral("fallback:%1").arg(id);
    alert.kind = QStringLiteral("status_change");
    alert.at = at;
    return alert;
}

Domain::OutboxMessage message(qint64 id, const char *service, Instant at)
{
    Domain::OutboxMessage message;
    message.id = id;
    message.channel = QStringLiteral("slack");
    message.service = ServiceId(QString::fromLatin1(service));
    message.letter.key = QStringLiteral("letter:%1").arg(id);
    message.letter.title = QStringLiteral("hello");
    message.createdAt = at;
    message.nextAttemptAt = at;
    return message;
}

Domain::Incident incidentOf(qint64 id, const char *service, Instant openedAt, std::optional<Instant> closedAt)
{
    Domain::Incident incident;
    incident.id = id;
    incident.service = ServiceId(QString::fromLatin1(service));
    incident.openedAt = openedAt;
    incident.closedAt = closedAt;
    incident.status = Domain::Status::Degraded;
    incident.peak = Domain::Status::Degraded;
    return incident;
}

Domain::Letter fullLetter()
{
    using namespace Domain;
    Letter letter;
    letter.kind = LetterKind::Health;
    letter.telling = TellingKind::Back;
    letter.key = QStringLiteral("okta:7:back");
    letter.incident = 7'000'000'000;
    letter.service = ServiceId(QStringLiteral("okta"));
    letter.name = QStringLiteral("Okta „SSO“ ☂");
    letter.category = QStringLiteral("identity");
    letter.tier = Tier::Critical;
    letter.from = Status::Degraded;
    letter.to = Status::Operational;
    letter.title = QStringLiteral("Errors");
    letter.impact = QStringLiteral("nobody signs in");
    letter.failing = { QStringLiteral("Shop: no sign-in"), QStringLiteral("a,b") };
    letter.expected = { QStringLiteral("Mail") };
    letter.statusPage = QUrl(QStringLiteral("https://status.example.com/a%20b?x=1"));
    letter.runbook = QUrl(QStringLiteral("https://wiki.example.com/okta#top"));
    letter.owner = QStringLiteral("identity-team");
    letter.mention = Mention::Here;
    letter.dedupKey = QStringLiteral("vendor:okta:i1");
    letter.openedAt = kNow - Millis { 60'000 };
    letter.closedAt = kNow - Millis { 1 };
    letter.at = kNow;
    letter.acknowledgedBy = QStringLiteral("ann");
    letter.turns = 6;
    letter.failures = 3;
    letter.rootCause = QStringLiteral("Azure");
    letter.reason = QStringLiteral("transient_http_503");
    letter.fallback = true;
    letter.monitor = LetterMonitor { QStringLiteral("heartbeat"), QStringLiteral("backup"),
        QStringLiteral("https://example.com/"), QStringLiteral("503"), QStringLiteral("timeout"),
        Millis { 3'600'000 }, kNow - Millis { 9 } };
    letter.thread = QStringLiteral("1777.0001");
    letter.prepared = QByteArray("{\"a\":\0 1}", 9);
    return letter;
}

Ports::CommitBatch registering(std::initializer_list<const char *> services)
{
    Ports::CommitBatch batch;
    for (const char *id : services)
        batch.services.push_back(service(id));
    return batch;
}

Ports::CommitBatch withEvent(Domain::Event event)
{
    Ports::CommitBatch batch;
    batch.events.push_back(std::move(event));
    return batch;
}

} // namespace Wf::Testing
