// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "killedtest.h"

#include "stage.h"
#include "wreck.h"

#include "domain/event.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>

#include <map>

using namespace Wf;
using namespace Wf::Integration;
using TestKit::FakeRequest;
using TestKit::FakeResponse;

namespace {

constexpr int kKills = 50;
constexpr int kFlipMillis = 900;
constexpr const char *kServices[] = { "a", "b", "c" };

/// Every outage that a page ever shows has a word of its own, which the alert about it repeats; the news of its
/// end has none.
QString wordOf(const QByteArray &message)
{
    if (message.contains("recovered"))
        return {};
    static const QRegularExpression pattern(QStringLiteral("trouble-[abc]-[0-9]+"));
    return pattern.match(QString::fromUtf8(message)).captured();
}

/// Pages that are well and in a major outage by turns, and a Slack that answers after a while and remembers what
/// it got.
class World {
public:
    explicit World(quint32 seed)
        : random(seed)
    {
        m_clock.start();
        stage.vendor->handle([this](const FakeRequest &request) { return page(request); });
        stage.slack.handle([this](const FakeRequest &request) { return take(request); });
    }

    [[nodiscard]] qint64 now() const { return m_clock.elapsed(); }
    void rest() { m_stillAt = now(); }

    Stage stage;
    QRandomGenerator random;
    std::map<QString, std::vector<qint64>> answered; ///< word → when the answers were due
    QSet<QString> recorded; ///< words that the database calls delivered
    QStringList repeated; ///< recorded, and yet they came again

private:
    FakeResponse page(const FakeRequest &request)
    {
        const char service = request.path.at(1);
        const qint64 at = m_stillAt.value_or(now()) + 300 * (service - 'a');
        const qint64 number = at / kFlipMillis;
        const QString word = QStringLiteral("trouble-%1-%2").arg(QLatin1Char(service)).arg(number);
        return pageAnswer(Page { number % 2 == 0 ? QStringLiteral("none") : QStringLiteral("critical"), word,
            QStringLiteral("incident-") + word, word });
    }

    FakeResponse take(const FakeRequest &request)
    {
        const QString word = wordOf(request.body);
        if (recorded.contains(word))
            repeated.append(word);
        const int delay = random.bounded(120);
        if (!word.isEmpty())
            answered[word].push_back(now() + delay);
        return { .status = 200, .body = "ok", .delay = std::chrono::milliseconds(delay) };
    }

    QElapsedTimer m_clock;
    std::optional<qint64> m_stillAt;
};

void configure(World &world)
{
    std::vector<ServiceEntry> services;
    for (const char *id : kServices) {
        const QString own = world.stage.slack.url(QStringLiteral("/hook-") + QLatin1String(id)).toString();
        services.push_back({ QLatin1String(id), QStringLiteral("Service ") + QLatin1String(id),
            world.stage.pageUrl(QLatin1String(id)), QStringLiteral("important"),
            { QStringLiteral("slack_channel_override: ") + own, QStringLiteral("confirm: {down: 1, up: 1}") } });
    }
    world.stage.configure(services);
    // Every outage is an incident of its own and told at once.
    world.stage.server.configure(QStringLiteral("alerts.yaml"), "hold: 0s\nsettle: 0s\nreopen: 0s\n");
}

using Ledger = std::map<qint64, QString>; ///< event id → what it says

/// Reads the whole timeline, page by page.
Ledger timeline(Stage &stage)
{
    Ledger ledger;
    QString cursor;
    do {
        const QString from = cursor.isEmpty() ? QString() : QStringLiteral("&cursor=") + cursor;
        const auto answer = stage.server.get(QStringLiteral("/api/timeline?limit=200") + from);
        for (const auto event : answer.data().value(QStringLiteral("events")).toArray()) {
            ledger[event[QStringLiteral("id")].toInteger()] = event[QStringLiteral("service_id")].toString() + u' '
                + event[QStringLiteral("new_status")].toString() + u' '
                + event[QStringLiteral("vendor_detail")].toString();
        }
        cursor = answer.json().value(QStringLiteral("meta"))[QStringLiteral("next_cursor")].toString();
    } while (!cursor.isEmpty());
    return ledger;
}

QSet<QString> wordsOf(const Wreck &wreck, Domain::OutboxState state)
{
    QSet<QString> found;
    for (const QVariant &payload :
        wreck.column(QStringLiteral("SELECT payload FROM outbox WHERE state = %1").arg(int(state))))
        found.insert(wordOf(payload.toByteArray()));
    found.remove({});
    return found;
}

struct Tally {
    int answeredUnrecorded = 0; ///< kills between Slack's answer and the record of it
    qint64 longestGap = 0; ///< ms between such an answer and the kill
    QSet<QString> interrupted; ///< words whose sending a kill cut short
};

/// The kill, and what it left: which alerts count as delivered, which were under way.
void killAndLook(World &world, Tally &tally)
{
    const qint64 at = world.now();
    world.stage.server.kill();
    const Wreck wreck(world.stage.server.database());
    world.recorded = wordsOf(wreck, Domain::OutboxState::Delivered);
    const QSet<QString> sending = wordsOf(wreck, Domain::OutboxState::Sending);
    tally.interrupted.unite(sending);
    for (const QString &word : sending) {
        const auto &answers = world.answered[word];
        if (answers.empty() || answers.back() >= at)
            continue;
        ++tally.answeredUnrecorded;
        tally.longestGap = std::max(tally.longestGap, at - answers.back());
    }
}

/// Lets it run until a random moment and collects what it says happened.
void runForAWhile(World &world, Ledger &acknowledged)
{
    const qint64 until = world.now() + world.random.bounded(40, 900);
    while (world.now() < until) {
        acknowledged.merge(timeline(world.stage));
        QTest::qWait(static_cast<int>(std::clamp<qint64>(until - world.now(), 0, 40)));
    }
}

void verifyNothingLost(const Ledger &now, const Ledger &acknowledged)
{
    qint64 expected = 1;
    for (const auto &[id, what] : now)
        QCOMPARE(id, expected++);
    for (const auto &[id, what] : acknowledged) {
        QVERIFY2(now.contains(id), qPrintable(QStringLiteral("event %1 is gone: %2").arg(id).arg(what)));
        QCOMPARE(now.at(id), what);
    }
}

/// Nothing waits to be sent.
bool isDrained(Stage &stage)
{
    const auto answer = stage.server.get(QStringLiteral("/api/alerts?limit=200"));
    const QJsonArray alerts = answer.data().value(QStringLiteral("alerts")).toArray();
    return !alerts.isEmpty() && std::none_of(alerts.begin(), alerts.end(), [](const QJsonValue &alert) {
        return alert[QStringLiteral("decision")].toString() == QLatin1String("held");
    });
}

/// After a quiet end: every alert that was to be sent has arrived, and every change has its alert.
void verifyAllDelivered(World &world)
{
    const Wreck end(world.stage.server.database());
    QCOMPARE(end.column(QStringLiteral("PRAGMA integrity_check")), QVariantList { QStringLiteral("ok") });
    QCOMPARE(end.column(QStringLiteral("SELECT count(*) FROM outbox WHERE finished_at IS NULL")).at(0).toInt(), 0);
    const QVariantList lonely = end.column(QStringLiteral(
        "SELECT id FROM status_events WHERE id NOT IN (SELECT status_event_id FROM alert_sent_log)"));
    QVERIFY2(lonely.isEmpty(), "every change was decided about");
    const QVariantList unsent =
        end.column(QStringLiteral("SELECT id FROM alert_sent_log WHERE suppressed = 0 AND outbox_id IS NULL"));
    QVERIFY(unsent.isEmpty());
    const QSet<QString> delivered = wordsOf(end, Domain::OutboxState::Delivered);
    QVERIFY2(delivered.size() >= kKills / 4, "outages are told; their ends have no word of their own");
    for (const QString &word : delivered)
        QVERIFY2(world.answered.contains(word), qPrintable(word + QStringLiteral(" never arrived")));
}

} // namespace

void KilledTest::killedFiftyTimes()
{
    World world(20'261'122);
    Tally tally;
    Ledger acknowledged;
    configure(world);
    for (int kill = 0; kill < kKills; ++kill) {
        QVERIFY2(world.stage.server.start(), world.stage.server.log().constData());
        const Ledger after = timeline(world.stage);
        verifyNothingLost(after, acknowledged);
        if (QTest::currentTestFailed())
            return;
        acknowledged = after;
        runForAWhile(world, acknowledged);
        killAndLook(world, tally);
        QVERIFY2(world.repeated.isEmpty(), qPrintable(world.repeated.join(u' ')));
    }

    world.rest();
    const size_t asked = world.stage.vendor->requests().size();
    QVERIFY2(world.stage.server.start(), world.stage.server.log().constData());
    const size_t twiceEach = asked + 2 * std::size(kServices); // whatever changed is seen
    QTRY_VERIFY_WITH_TIMEOUT(world.stage.vendor->requests().size() >= twiceEach, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(isDrained(world.stage), 60'000);
    verifyNothingLost(timeline(world.stage), acknowledged);
    QCOMPARE(world.stage.server.stop(), 0);
    verifyAllDelivered(world);

    int messages = 0;
    int duplicates = 0;
    for (const auto &[word, answers] : world.answered) {
        messages += 1;
        duplicates += static_cast<int>(answers.size()) - 1;
        QVERIFY2(answers.size() == 1 || tally.interrupted.contains(word),
            qPrintable(word + QStringLiteral(" came twice though no kill cut its sending short")));
    }
    QVERIFY2(world.repeated.isEmpty(), qPrintable(world.repeated.join(u' ')));
    qInfo("%d kills, %d events, %d alerts; %d came twice: a kill fell into their sending, %d times between the "
          "answer and its record (at most %lld ms after the answer)",
        kKills, static_cast<int>(acknowledged.size()), messages, duplicates, tally.answeredUnrecorded,
        tally.longestGap);
}
