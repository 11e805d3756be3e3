// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/cluster.h"
#include "samples.h"
#include "tests.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;
using namespace std::chrono_literals;

namespace {
const Instant kStart = fromEpochMillis(1'777'024'800'000);

ServiceId sid(const char *name)
{
    return ServiceId(QLatin1String(name));
}

Event change(qint64 id, const char *service, Status from, Status to, Millis after)
{
    Event event;
    event.id = id;
    event.service = sid(service);
    event.previous = from;
    event.next = to;
    event.at = kStart + after;
    return event;
}

Event fails(qint64 id, const char *service, Millis after)
{
    return change(id, service, Status::Operational, Status::MajorOutage, after);
}

Event recovers(qint64 id, const char *service, Millis after)
{
    return change(id, service, Status::MajorOutage, Status::Operational, after);
}

/// base carries app and shop; auth carries app and mail.
Graph graph()
{
    Catalogue catalogue;
    for (const char *name : { "base", "auth", "app", "shop", "mail" }) {
        Service service;
        service.id = sid(name);
        service.displayName = QLatin1String(name);
        catalogue.services.push_back(service);
    }
    const auto edge = [&](const char *up, const char *down) {
        catalogue.dependencies.push_back({ sid(up), sid(down), {}, EdgeSeverity::High });
    };
    edge("base", "app");
    edge("base", "shop");
    edge("auth", "app");
    edge("auth", "mail");
    edge("auth", "auth");
    return Graph(catalogue);
}
} // namespace

class ClusterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingGivesNothing();
    void gapsDivide();
    void chainsStayTogether();
    void newestFirst();
    void recoveriesAreOperational();
    void bootIsNoNews();
    void causeHasMostDependents();
    void tiesGoToTheFirstThenById();
};

void ClusterTest::nothingGivesNothing()
{
    QVERIFY(clusterEvents({}, 5min, graph()).empty());
}

void ClusterTest::gapsDivide()
{
    const auto clusters =
        clusterEvents({ fails(1, "app", 0s), fails(2, "shop", 300s), fails(3, "mail", 601s) }, 300s, graph());
    QCOMPARE(clusters.size(), size_t(2));
    QCOMPARE(clusters[0].events.size(), size_t(1));
    QCOMPARE(clusters[1].events.size(), size_t(2));
}

void ClusterTest::chainsStayTogether()
{
    std::vector<Event> events;
    for (int i = 0; i < 10; ++i)
        events.push_back(fails(i + 1, "app", i * 4min));
    const auto clusters = clusterEvents(events, 5min, graph());
    QCOMPARE(clusters.size(), size_t(1));
    QVERIFY(clusters[0].endedAt - clusters[0].startedAt == 36min);
    QCOMPARE(clusters[0].services.size(), size_t(1));
}

void ClusterTest::newestFirst()
{
    const auto clusters =
        clusterEvents({ fails(1, "app", 0s), fails(2, "shop", 1s), fails(3, "mail", 1h) }, 300s, graph());
    QCOMPARE(clusters[0].events[0].id, 3);
    QCOMPARE(clusters[1].events[0].id, 2);
    QCOMPARE(clusters[1].events[1].id, 1);
    QVERIFY(clusters[1].startedAt == kStart && clusters[1].endedAt == kStart + 1s);
}

void ClusterTest::recoveriesAreOperational()
{
    const auto well = clusterEvents({ recovers(1, "app", 0s), recovers(2, "shop", 1s) }, 300s, graph());
    QCOMPARE(well[0].severity, Status::Operational);
    const auto mixed = clusterEvents(
        { recovers(1, "app", 0s), change(2, "shop", Status::Operational, Status::Degraded, 1s) }, 300s, graph());
    QCOMPARE(mixed[0].severity, Status::Degraded);
}

void ClusterTest::bootIsNoNews()
{
    Event health = fails(2, "app", 0s);
    health.kind = EventKind::HealthChange;
    QVERIFY(clusterEvents({ change(1, "app", Status::Unknown, Status::Operational, 0s), health }, 300s, graph())
                .empty());
    const auto trouble =
        clusterEvents({ change(1, "app", Status::Unknown, Status::MajorOutage, 0s) }, 300s, graph());
    QCOMPARE(trouble.size(), size_t(1));
}

void ClusterTest::causeHasMostDependents()
{
    const auto clusters = clusterEvents(
        { fails(1, "auth", 0s), fails(2, "app", 1s), fails(3, "shop", 2s), fails(4, "base", 3s) }, 300s, graph());
    QCOMPARE(clusters[0].rootCause, sid("base"));
    const auto alone = clusterEvents({ fails(1, "auth", 0s), fails(2, "shop", 1s) }, 300s, graph());
    QVERIFY(alone[0].rootCause.isEmpty()); // what depends on itself explains nobody else
}

void ClusterTest::tiesGoToTheFirstThenById()
{
    const auto first =
        clusterEvents({ fails(1, "base", 0s), fails(2, "auth", 1s), fails(3, "app", 2s) }, 300s, graph());
    QCOMPARE(first[0].rootCause, sid("base"));
    const auto byId =
        clusterEvents({ fails(1, "base", 0s), fails(2, "auth", 0s), fails(3, "app", 2s) }, 300s, graph());
    QCOMPARE(byId[0].rootCause, sid("auth"));
}

std::unique_ptr<QObject> clusterTest()
{
    return std::make_unique<ClusterTest>();
}

#include "clustertest.moc"
