// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "queuetest.h"

#include "stage.h"
#include "wreck.h"

#include "domain/event.h"

#include <QSet>
#include <QTest>

#include <map>

using namespace Wf;
using namespace Wf::Integration;
using TestKit::FakeRequest;
using TestKit::FakeResponse;

namespace {

constexpr int kAlerts = 1000;
constexpr int kChannels = 4;
constexpr int kPatience = 120'000;

/// Takes every message, after a moment; counts how often each came, and which of them got their answer.
class Sink {
public:
    Sink()
    {
        m_server.handle([this](const FakeRequest &request) {
            const QByteArray key = request.headers.value("idempotency-key");
            ++arrivals[key];
            return FakeResponse { .status = 200, .body = "ok", .delay = std::chrono::milliseconds { 5 } };
        });
    }
    [[nodiscard]] QString url(int channel) const
    {
        return m_server.url(QStringLiteral("/channel/%1").arg(channel)).toString();
    }
    [[nodiscard]] int repetitions() const
    {
        int count = 0;
        for (const auto &[key, times] : arrivals)
            count += times - 1;
        return count;
    }

    std::map<QByteArray, int> arrivals; ///< by idempotency key

private:
    TestKit::FakeHttpServer m_server;
};

/// A thousand services that one page speaks for, told one by one over four channels.
void configure(Stage &stage, const Sink &sink)
{
    std::vector<ServiceEntry> services;
    for (int i = 0; i < kAlerts; ++i) {
        const QString id = QStringLiteral("s%1").arg(i);
        services.push_back({ id, id, stage.pageUrl(QStringLiteral("all")), QStringLiteral("critical"),
            { QStringLiteral("tags: [c%1]").arg(i % kChannels), QStringLiteral("confirm: {down: 1, up: 1}") } });
    }
    stage.configure(services);
    QByteArray policy = "hold: 0s\ncritical_hold: 0s\nthreshold: 100\nchannels:\n";
    for (int i = 0; i < kChannels; ++i)
        policy +=
            QStringLiteral("  c%1: {kind: webhook, address: '%2', limits: {joining: apart, per_minute: 600}}\n")
                .arg(i)
                .arg(sink.url(i))
                .toUtf8();
    policy += "routes:\n";
    for (int i = 0; i < kChannels; ++i)
        policy += QStringLiteral("  - {name: r%1, match: {tags: [c%1]}, channels: [c%1]}\n").arg(i).toUtf8();
    stage.server.configure(QStringLiteral("alerts.yaml"), policy);
}

QSet<QByteArray> underWay(const Wreck &wreck)
{
    QSet<QByteArray> keys;
    for (const QVariant &payload : wreck.column(
             QStringLiteral("SELECT payload FROM outbox WHERE state = %1").arg(int(Domain::OutboxState::Sending))))
        keys.insert(QJsonDocument::fromJson(payload.toByteArray())
                        .object()
                        .value(QStringLiteral("key"))
                        .toString()
                        .toUtf8());
    return keys;
}

int unfinished(const Wreck &wreck)
{
    return wreck.column(QStringLiteral("SELECT count(*) FROM outbox WHERE finished_at IS NULL")).at(0).toInt();
}

} // namespace

void QueueTest::nothingOfAThousandIsLost()
{
    Stage stage;
    const Sink sink;
    stage.show(QStringLiteral("all"), "none");
    configure(stage, sink);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("s999")), QStringLiteral("operational"), kPatience);
    stage.show(QStringLiteral("all"), "critical");
    QSet<QByteArray> cutOff;
    int waited = 0;
    for (const size_t enough : { size_t { 100 }, size_t { 400 }, size_t { 700 } }) {
        QTRY_VERIFY_WITH_TIMEOUT(sink.arrivals.size() >= enough, kPatience);
        stage.server.kill();
        const Wreck wreck(stage.server.database());
        cutOff.unite(underWay(wreck));
        waited = std::max(waited, unfinished(wreck));
        QVERIFY2(stage.server.start(), stage.server.log().constData());
    }
    QVERIFY2(waited > kAlerts / 2, "the first kill has to find most of them waiting");
    QTRY_COMPARE_WITH_TIMEOUT(sink.arrivals.size(), size_t { kAlerts }, kPatience);
    const auto drained = [&] { return unfinished(Wreck(stage.server.database())) == 0; };
    QTRY_VERIFY_WITH_TIMEOUT(drained(), kPatience);
    QCOMPARE(stage.server.stop(), 0);
    for (const auto &[key, times] : sink.arrivals) {
        QVERIFY2(times == 1 || cutOff.contains(key),
            qPrintable(
                QString::fromUtf8(key) + QStringLiteral(" came twice though no kill cut its sending short")));
    }
    qInfo("3 kills within %d alerts, %d of them waiting at the first: none lost, %d came twice, %d were on their "
          "way",
        kAlerts, waited, sink.repetitions(), static_cast<int>(cutOff.size()));
}
