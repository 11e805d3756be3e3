// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"
#include "testkit/vectors.h"

using namespace Samples;
using Wf::Engine::Tick;
using Wf::TestKit::Fields;

namespace {
Status statusOf(const QString &word)
{
    return Wf::Domain::statusFromWord(word).value_or(Status::Unknown);
}

Wf::Domain::ConfirmPolicy policyOf(Fields &given, Wf::Domain::ConfirmPolicy policy)
{
    if (given.has("confirm"))
        policy.down = given.number("confirm");
    if (given.has("recovery"))
        policy.up = given.number("recovery");
    if (given.has("dwell_s"))
        policy.dwell = std::chrono::seconds { given.number("dwell_s") };
    return policy;
}

std::shared_ptr<Wf::Domain::Catalogue> watched(const Wf::Domain::ConfirmPolicy &policy)
{
    auto one = service("a", Wf::Domain::Tier::Critical);
    one.monitors.front().confirm = policy;
    return catalogue({ one });
}

/// A workbench whose service has been seen at this status.
std::unique_ptr<Workbench> benchAt(const Wf::Domain::ConfirmPolicy &policy, const QString &current)
{
    auto bench = std::make_unique<Workbench>(watched(policy));
    if (statusOf(current) != Status::Unknown)
        (void)bench->observe({ seen(id("a"), statusOf(current)) });
    bench->clock.advance(60s);
    return bench;
}

Wf::Domain::Observation poll(const QString &word)
{
    return word == QLatin1String("fail") ? failed(id("a")) : seen(id("a"), statusOf(word));
}
} // namespace

class RecordedTest : public QObject {
    Q_OBJECT

private:
    QJsonArray m_cases;

    /// Rows of one area that are run by this word.
    void addRows(const char *area, const QString &when)
    {
        QTest::addColumn<QJsonObject>("recorded");
        for (const QJsonValue &each : m_cases) {
            if (each[u"area"].toString() == QLatin1String(area) && each[u"when"].toString().startsWith(when))
                QTest::newRow(qPrintable(each[u"name"].toString())) << each.toObject();
        }
        if (m_cases.isEmpty())
            QTest::newRow("absent") << QJsonObject();
    }
    static void checkAllRead(const Fields &given, const Fields &then)
    {
        QCOMPARE(given.leftovers() + then.leftovers(), QStringList());
    }

#define FETCH_CASE                                                                                                \
    QFETCH(QJsonObject, recorded);                                                                                \
    if (recorded.isEmpty())                                                                                       \
        QSKIP("the recorded cases are not here: set WF_SHARED");                                                  \
    Fields given(recorded[u"given"].toObject());                                                                  \
    Fields then(recorded[u"then"].toObject())

private Q_SLOTS:
    void initTestCase()
    {
        m_cases = Wf::TestKit::recordedCases();
    }

    void change_data()
    {
        addRows("change", QStringLiteral("detect"));
    }
    void change()
    {
        FETCH_CASE;
        Fields &thresholds = given.child("thresholds");
        const auto bench = benchAt(policyOf(thresholds, {}), given.text("current"));
        Fields &asked = given.child("poll");
        Wf::Domain::Observation observation = asked.has("failure_reason")
            ? Wf::Domain::failedObservation(MonitorId(QStringLiteral("a:page")), {}, Wf::Domain::Failure::Timeout,
                asked.text("failure_reason"), QStringLiteral("no answer"))
            : seen(id("a"), Status::Unknown, asked.text("detail"));
        observation.status = statusOf(asked.text("status"));
        const Tick tick = bench->observe({ observation });
        const QJsonArray changes = then.value("changes").toArray();
        QCOMPARE(static_cast<qsizetype>(tick.changes.size()), changes.size());
        for (const QJsonValue &expected : changes) {
            QCOMPARE(Wf::Domain::word(tick.changes.front().transition.from), expected[u"previous"].toString());
            QCOMPARE(Wf::Domain::word(tick.changes.front().transition.to), expected[u"new"].toString());
            QCOMPARE(tick.changes.front().transition.detail, expected[u"detail"].toString());
        }
        const Wf::Domain::MonitorState &state = bench->entry("a").monitors.front();
        QCOMPARE(static_cast<int>(tick.healthChanges.size()), then.value("health_changes").toArray().size());
        if (then.has("events"))
            QCOMPARE(static_cast<int>(tick.batch.events.size()), then.number("events"));
        if (then.text("last_polled_at") == QLatin1String("set"))
            QCOMPARE(state.polledAt, std::optional(bench->clock.now()));
        if (then.has("detail"))
            QCOMPARE(state.detail, then.text("detail"));
        if (then.has("current_status"))
            QCOMPARE(Wf::Domain::word(state.status), then.text("current_status"));
        QCOMPARE(state.failures, then.number("consecutive_failures"));
        QCOMPARE(state.failureReason, then.text("last_failure_reason"));
        if (then.has("poller_health"))
            QCOMPARE(Wf::Domain::word(state.health), then.text("poller_health"));
        checkAllRead(given, then);
    }

    void sequence_data()
    {
        addRows("flap", QStringLiteral("detect sequence"));
    }
    void sequence()
    {
        FETCH_CASE;
        const auto bench = benchAt(policyOf(given, {}), given.text("current"));
        const QJsonValue polls = given.value("polls");
        QStringList words = polls.toVariant().toStringList();
        if (polls.isString()) { // "240 x alternating major_outage/degraded"
            const QStringList levels = polls.toString().section(u' ', -1).split(u'/');
            words.clear();
            for (int i = 0; i < polls.toString().section(u' ', 0, 0).toInt(); ++i)
                words.append(levels.at(i % levels.size()));
        }
        const std::chrono::seconds interval { given.number("interval_s", 60) };
        QJsonArray changes;
        QStringList reached;
        for (const QString &word : words) {
            const Tick tick = bench->observe({ poll(word) });
            changes.append(static_cast<int>(tick.changes.size()));
            for (const auto &each : tick.changes)
                reached.append(Wf::Domain::word(each.transition.to));
            bench->clock.advance(interval);
        }
        if (then.has("reference_changes")) { // the reference never alerts here; we do, at the level that held
            QCOMPARE(then.number("reference_changes"), 0);
            QVERIFY(then.text("recommended").contains(QStringLiteral("promote to degraded")));
            QCOMPARE(reached.value(0), QStringLiteral("degraded"));
        } else {
            QCOMPARE(changes, then.value("changes").toArray());
            if (then.has("current"))
                QCOMPARE(Wf::Domain::word(bench->entry("a").state.status), then.text("current"));
        }
        checkAllRead(given, then);
    }

    void health_data()
    {
        addRows("poller_health", QStringLiteral("detect x4"));
    }
    void health()
    {
        FETCH_CASE;
        const auto bench = benchAt({}, QStringLiteral("operational"));
        Tick last(bench->clock.now());
        for (const QString &word : given.texts("polls")) {
            last = bench->observe({ poll(word == QLatin1String("ok") ? QStringLiteral("operational") : word) });
            bench->clock.advance(60s);
        }
        QJsonArray transitions;
        for (const auto &each : last.healthChanges)
            transitions.append(QJsonObject { { QStringLiteral("from"), Wf::Domain::word(each.transition.from) },
                { QStringLiteral("to"), Wf::Domain::word(each.transition.to) },
                { QStringLiteral("failures"), each.transition.failures } });
        QCOMPARE(transitions, then.value("after_4").toArray());
        checkAllRead(given, then);
    }

    void manual_data()
    {
        addRows("manual_update", QStringLiteral("apply_manual"));
    }
    void manual()
    {
        FETCH_CASE;
        const auto bench = benchAt({}, given.text("current"));
        (void)bench->observe({ poll(QStringLiteral("major_outage")) }); // something pending
        Tick tick(bench->clock.now());
        const QString name = given.has("service") ? given.text("service") : QStringLiteral("a");
        const auto result =
            bench->pipeline.setStatus({ ServiceId(name), statusOf(given.text("new")), given.text("detail"),
                                          QStringLiteral("because"), {}, {}, {} },
                tick);
        if (then.has("error_contains")) {
            QVERIFY(!result && result.error().detail.contains(then.text("error_contains")));
            checkAllRead(given, then);
            return;
        }
        QCOMPARE(result->changed, then.value("change").isObject());
        if (result->changed) {
            Fields &expected = then.child("change");
            QCOMPARE(Wf::Domain::word(tick.changes.front().transition.from), expected.text("previous"));
            QCOMPARE(Wf::Domain::word(tick.changes.front().transition.to), expected.text("new"));
            QCOMPARE(tick.batch.events.front().source, expected.text("poll_type"));
            QCOMPARE(tick.batch.events.front().source, then.text("event_source"));
            QCOMPARE(then.text("pending"), QStringLiteral("cleared"));
            QVERIFY(!bench->entry("a").monitors.front().flap.pending);
        } else {
            QCOMPARE(bench->entry("a").state.detail, then.text("detail"));
            QVERIFY(tick.batch.events.empty());
        }
        checkAllRead(given, then);
    }

    void maintenance_data()
    {
        addRows("maintenance", QStringLiteral("upsert"));
    }
    void maintenance()
    {
        FETCH_CASE;
        Workbench bench(catalogue({ service("a") }));
        std::vector<Wf::Domain::MaintenanceRow> rows;
        for (const char *key : { "item", "first", "second" }) {
            if (!given.has(key))
                continue;
            Fields &item = given.child(key);
            Wf::Domain::VendorMaintenance one;
            one.id = item.text("id");
            one.title = item.text("name");
            one.scheduledFor = *Wf::parseTimestamp(item.text("scheduled_for"));
            one.scheduledUntil = Wf::parseTimestamp(item.text("scheduled_until"));
            one.state = *Wf::Domain::maintenanceStateFromWord(item.text("status"));
            one.description = item.value("incident_updates")[0][u"body"].toString();
            auto observation = seen(id("a"), Status::Operational);
            observation.maintenances = { one };
            rows = bench.observe({ observation }).batch.maintenances;
        }
        QCOMPARE(static_cast<int>(bench.world.maintenances.size()), then.number("rows"));
        const Wf::Domain::VendorMaintenance &kept = rows.front().maintenance;
        QCOMPARE(rows.front().id, qint64 { 1 });
        QCOMPARE(Wf::Domain::word(kept.state), then.text("status"));
        if (then.has("title")) {
            QCOMPARE(kept.id, then.text("vendor_maintenance_id"));
            QCOMPARE(kept.title, then.text("title"));
            QCOMPARE(kept.description, then.text("description"));
        }
        checkAllRead(given, then);
    }

    void endToEnd_data()
    {
        addRows("e2e", QStringLiteral("run three cycles then alert"));
    }
    void endToEnd()
    {
        FETCH_CASE;
        Rig rig;
        auto one = service("a", *Wf::Domain::tierFromWord(given.text("tier")));
        one.monitors.front().confirm = policyOf(given, {});
        one.displayName = given.text("display_name");
        const QHash<QString, Status> indicators { { QStringLiteral("none"), Status::Operational },
            { QStringLiteral("critical"), Status::MajorOutage } };
        rig.prober.say(id("a"), indicators.value(given.texts("indicators").value(0)));
        rig.start({ one });
        rig.run(5s);
        const size_t asked = rig.prober.asked.size();
        const size_t before = rig.store.events().size();
        rig.prober.say(id("a"), indicators.value(given.texts("indicators").value(1)));
        while (rig.prober.asked.size() < asked + 2) {
            QCOMPARE(rig.store.events().size(), before);
            rig.run(1s);
        }
        rig.run(1s);
        QCOMPARE(then.value("changes").toArray(), (QJsonArray { 0, 0, 1 }));
        QCOMPARE(static_cast<int>(rig.store.events().size() - before), then.number("events"));
        QCOMPARE(Wf::Domain::word(rig.store.events().back().previous), then.text("previous"));
        QCOMPARE(Wf::Domain::word(rig.store.events().back().next), then.text("new"));
        QCOMPARE(static_cast<int>(rig.notifier.sent.size()), then.number("slack_posts"));
        for (const QString &text : then.texts("body_contains"))
            QVERIFY2(rig.notifier.texts().value(0).contains(text), qPrintable(text));
        Fields &row = then.child("log_row");
        const Wf::Domain::AlertRecord record = rig.store.alerts().back();
        QVERIFY(row.value("suppressed_by").isNull() && record.suppressed == Wf::Domain::Suppression::None);
        QCOMPARE(Wf::Domain::word(record.tier), row.text("severity"));
        QCOMPARE(record.kind, row.text("alert_kind"));
        QCOMPARE(static_cast<int>(rig.stats.sent.front().count), then.number("alerts_sent_total_delta"));
        checkAllRead(given, then);
    }
};

std::unique_ptr<QObject> recordedTest()
{
    return std::make_unique<RecordedTest>();
}

#include "recordedtest.moc"
