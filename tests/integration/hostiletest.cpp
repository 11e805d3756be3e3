// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

using namespace Wf;
using namespace Wf::Integration;
using TestKit::FakeResponse;

namespace {

constexpr int kPatience = 60'000;

/// 64 MiB of spaces as gzip. Deflate squeezes a run a thousandfold; twice over would not even be needed.
QByteArray gzipBomb()
{
    // qCompress gives a four-byte length, a two-byte zlib header, deflated data and a four-byte checksum.
    const QByteArray packed = qCompress(QByteArray(64 * 1024 * 1024, ' '), 9);
    const QByteArray deflated = packed.mid(6, packed.size() - 10);
    return QByteArray::fromHex("1f8b0800000000000003") + deflated + QByteArray(8, '\0');
}

struct Hostile {
    const char *id;
    FakeResponse answer;
};

std::vector<Hostile> hostiles()
{
    using Manner = FakeResponse::Manner;
    const auto json = std::pair<QByteArray, QByteArray>("Content-Type", "application/json");
    QByteArray deep(200'000, '[');
    return {
        { "html",
            { 200, "<!doctype html><title>Checking your browser</title>", { { "Content-Type", "text/html" } } } },
        { "large", { 200, QByteArray(9 * 1024 * 1024, ' ') + "{}", { json } } },
        { "bomb", { 200, gzipBomb(), { json, { "Content-Encoding", "gzip" } } } },
        { "dribble", { .status = 200, .body = QByteArray(100'000, ' '), .manner = Manner::Dribble } },
        { "redirects", { 302, "", { { "Location", "/page" } } } },
        { "garbage", { .body = QByteArray::fromHex("000102ff1603010000"), .manner = Manner::Raw } },
        { "unmodified", { 304, "" } },
        { "silent", { .manner = Manner::Close } },
        { "empty", { 200, "", { json } } },
        { "deep", { 200, deep, { json } } },
        { "list", { 200, "[1, 2, 3]", { json } } },
        { "lies",
            { 200, R"({"page": {"id": "x"}, "status": {"indicator": "fine"}, "components": "many"})", { json } } },
    };
}

qint64 peakMemory(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').value(0).toLongLong() * 1024;
    }
    return 0;
}

} // namespace

void HostileTest::eachIsBlindAndTheOthersAreNot()
{
    Stage stage;
    stage.show(QStringLiteral("good"), "none");
    std::vector<ServiceEntry> services { { QStringLiteral("good"), QStringLiteral("Good"),
        stage.pageUrl(QStringLiteral("good")) } };
    std::vector<std::unique_ptr<TestKit::FakeHttpServer>> servers;
    int last = 10;
    for (const Hostile &each : hostiles()) {
        const QHostAddress address(QStringLiteral("127.0.0.%1").arg(++last));
        servers.push_back(std::make_unique<TestKit::FakeHttpServer>(address));
        servers.back()->always("/page", each.answer);
        services.push_back({ QLatin1String(each.id), QLatin1String(each.id),
            servers.back()->url(QStringLiteral("/page")), QStringLiteral("important"),
            { QStringLiteral("timeout: 1s"), QStringLiteral("broken_after: 2") } });
    }
    stage.configure(services);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    for (const Hostile &each : hostiles()) {
        const QString id = QLatin1String(each.id);
        QTRY_COMPARE_WITH_TIMEOUT(stage.server.service(id).value(QStringLiteral("poller_health")).toString(),
            QStringLiteral("broken"), kPatience);
        const QJsonObject service = stage.server.service(id);
        QCOMPARE(service.value(QStringLiteral("effective_status")).toString(), QStringLiteral("unknown"));
        const QString reason = service.value(QStringLiteral("failure_detail")).toString();
        QVERIFY2(reason.contains(u' ') && !reason.contains(u'\n'), qPrintable(id + u": " + reason));
        qInfo("%s: %s", each.id, qPrintable(reason));
    }
    QCOMPARE(stage.effective(QStringLiteral("good")), QStringLiteral("operational"));
    const int asked = stage.asked(QStringLiteral("good"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.asked(QStringLiteral("good")) >= asked + 3, kPatience);
    const qint64 peak = peakMemory(stage.server.pid());
    qInfo("peak memory %lld MiB", peak / 1024 / 1024);
#if !defined(__SANITIZE_ADDRESS__)
    QVERIFY2(peak < 300 * 1024 * 1024, "memory stays within bounds");
#endif
    QVERIFY2(stage.server.stop() == 0, stage.server.log().constData());
}
