// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/catalogcommand.h"
#include "testkit/fakehttpserver.h"
#include "testkit/fakevendors.h"
#include "wire/vendorjson.h"

#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

namespace Wf {

using TestKit::FakeHttpServer;
using TestKit::FakeRequest;
using TestKit::FakeResponse;

namespace {
    QStringList words(const char *text)
    {
        return QString::fromUtf8(text).split(u' ');
    }

    FakeResponse answer(int status, const QJsonObject &object)
    {
        return { status, QJsonDocument(object).toJson(QJsonDocument::Compact) };
    }

    /// The API as far as the catalogue goes: searches as the server does, knows one service, and refuses Slack.
    struct Api {
        Api()
        {
            server.handle([this](const FakeRequest &request) { return take(request); });
        }

        FakeResponse take(const FakeRequest &request)
        {
            const QUrl url(QString::fromLatin1(request.path));
            if (url.path() == u"/api/catalog")
                return found(QUrlQuery(url).queryItemValue(QStringLiteral("q"), QUrl::FullyDecoded));
            if (url.path() == u"/api/monitors")
                return create(request);
            return watched.contains(url.path().section(u'/', -1)) ? answer(200, {}) : answer(404, {});
        }

        FakeResponse found(const QString &text) const
        {
            QJsonArray list;
            for (const Domain::VendorMatch &match : Domain::search(vendors, { text }))
                list.append(Wire::vendor(match));
            return answer(200, { { QStringLiteral("data"), list } });
        }

        FakeResponse create(const FakeRequest &request)
        {
            created.append(QJsonDocument::fromJson(request.body).object());
            tokens.append(request.headers.value("authorization"));
            const QString service = created.constLast().value(QStringLiteral("service")).toString();
            if (service != u"slack")
                return answer(201, {});
            return answer(409,
                { { QStringLiteral("error"),
                    QJsonObject { { QStringLiteral("message"), QStringLiteral("slack comes from a file") } } } });
        }

        std::vector<Domain::VendorEntry> vendors = TestKit::sampleVendors();
        QStringList watched;
        QList<QJsonObject> created;
        QByteArrayList tokens;
        FakeHttpServer server;
    };

    struct Outcome {
        QString output;
        QString errors;
        int exitStatus = -1;
    };

    Outcome run(const QUrl &server, const QStringList &given)
    {
        const auto order = Ctl::parseCatalog(QStringList { QStringLiteral("--url"), server.toString(),
                                                 QStringLiteral("--token"), QStringLiteral("sesame") }
                + given,
            {});
        Outcome outcome;
        if (!order)
            return { {}, order.error(), 2 };
        Ctl::CatalogRun command(*order);
        QObject::connect(&command, &Ctl::CatalogRun::told, &command, [&outcome](const Ctl::Report &report) {
            (report.stream == Ctl::Stream::Output ? outcome.output : outcome.errors) += report.text;
        });
        QObject::connect(&command, &Ctl::CatalogRun::finished, &command,
            [&outcome](int exitStatus) { outcome.exitStatus = exitStatus; });
        command.start();
        [&outcome] { QTRY_VERIFY(outcome.exitStatus >= 0); }();
        return outcome;
    }
} // namespace

class CatalogCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsItsWords();
    void refusesItsWords_data();
    void refusesItsWords();
    void searches();
    void addsByName();
    void optionsGoAlong();
    void refusals_data();
    void refusals();
    void whatIsWatchedStays();
    void oneRefusalDoesNotStopTheOthers();
    void nobodyAnswers();
    void cleansWhatTheServerSays();
};

void CatalogCommandTest::knowsItsWords()
{
    const auto order = Ctl::parseCatalog(
        words("add okta github --tier critical"), { { QStringLiteral("ADMIN_API_TOKEN"), QStringLiteral("t") } });
    QVERIFY(order.has_value());
    QVERIFY(order->what == Ctl::CatalogOrder::What::Add);
    QCOMPARE(order->names, words("okta github"));
    QCOMPARE(order->tier, Domain::Tier::Critical);
    QCOMPARE(order->token.reveal(), QStringLiteral("t"));
    QCOMPARE(order->url, QUrl(QStringLiteral("http://127.0.0.1:8000")));
}

void CatalogCommandTest::refusesItsWords_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *given, const char *sentence) {
        QTest::newRow(given) << QString::fromUtf8(given) << QString::fromUtf8(sentence);
    };
    row("add", "say 1 to 500 vendors");
    row("catalog", "say what to look for");
    row("catalog search", "say what to look for");
    row("catalog list okta", "say what to look for");
    row("add okta --tier urgent", "--tier is 'urgent' (write critical, important or informational)");
    row("add okta --component a slack", "--component goes with one vendor");
    row("add okta --url nonsense", "--url is not a web address");
    row("add okta --colour red", "Unknown option 'colour'");
}

void CatalogCommandTest::refusesItsWords()
{
    QFETCH(const QString, given);
    QFETCH(const QString, sentence);
    const auto order = Ctl::parseCatalog(given.split(u' '), {});
    QVERIFY(!order);
    QVERIFY2(order.error().startsWith(sentence), qPrintable(order.error()));
}

void CatalogCommandTest::searches()
{
    Api api;
    const Outcome found = run(api.server.url(), words("catalog search git"));
    QCOMPARE(found.exitStatus, 0);
    const QStringList lines = found.output.split(u'\n');
    QVERIFY2(
        lines.value(1).startsWith(u"github") && lines.value(1).contains(u"engineering"), qPrintable(found.output));
    QVERIFY(lines.value(2).startsWith(u"gitlab") && lines.value(2).contains(u"- the page is closed"));
    const Outcome json = run(api.server.url(), words("catalog search git --json"));
    QCOMPARE(QJsonDocument::fromJson(json.output.toUtf8())[QStringLiteral("data")].toArray().size(), 2);
    const Outcome nothing = run(api.server.url(), words("catalog search zzz"));
    QCOMPARE(nothing.exitStatus, 1);
    QCOMPARE(nothing.output, QStringLiteral("nothing found\n"));
}

void CatalogCommandTest::addsByName()
{
    Api api;
    const Outcome added = run(api.server.url(), words("add OKTA github --tier critical"));
    QCOMPARE(added.exitStatus, 0);
    QCOMPARE(added.errors, QString());
    QCOMPARE(added.output,
        QStringLiteral("okta: added, okta, https://status.okta.com/api\n"
                       "github: added, statuspage, https://status.github.example/api\n"));
    QCOMPARE(api.created.size(), 2);
    QCOMPARE(api.created[0], Ports::definitionOf(TestKit::sampleVendors()[0], Domain::Tier::Critical));
    QCOMPARE(api.tokens, (QByteArrayList { "Bearer sesame", "Bearer sesame" }));
}

void CatalogCommandTest::optionsGoAlong()
{
    Api api;
    const Outcome added =
        run(api.server.url(), words("add github --category tools --component API --component glob:Web*"));
    QCOMPARE(added.exitStatus, 0);
    const QJsonObject definition = api.created.constFirst();
    QCOMPARE(definition.value(QStringLiteral("category")).toString(), QStringLiteral("tools"));
    QCOMPARE(definition.value(QStringLiteral("tier")).toString(), QStringLiteral("important"));
    QCOMPARE(definition.value(QStringLiteral("components")).toArray(),
        (QJsonArray { QStringLiteral("API"), QStringLiteral("glob:Web*") }));
}

void CatalogCommandTest::refusals_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("several") << QStringLiteral("git")
                             << QStringLiteral("git: which one? github, gitlab (write the id)\n");
    QTest::newRow("nobody") << QStringLiteral("zzz") << QStringLiteral("zzz: no such vendor in the catalogue");
    QTest::newRow("only its category") << QStringLiteral("identity")
                                       << QStringLiteral("identity: which one? okta (write the id)\n");
    QTest::newRow("cannot be asked") << QStringLiteral("gitlab")
                                     << QStringLiteral("gitlab: GitLab cannot be watched by its status page: the "
                                                       "page is closed (https://status.gitlab.example)\n");
    QTest::newRow("by the server") << QStringLiteral("slack")
                                   << QStringLiteral("slack: slack comes from a file\n");
}

void CatalogCommandTest::refusals()
{
    QFETCH(const QString, name);
    QFETCH(const QString, sentence);
    Api api;
    const Outcome refused = run(api.server.url(), { QStringLiteral("add"), name });
    QCOMPARE(refused.exitStatus, 1);
    QVERIFY2(refused.errors.startsWith(sentence), qPrintable(refused.errors));
    QCOMPARE(refused.output, QString());
}

void CatalogCommandTest::whatIsWatchedStays()
{
    Api api;
    api.watched = QStringList { QStringLiteral("okta") };
    const Outcome again = run(api.server.url(), words("add okta"));
    QCOMPARE(again.exitStatus, 0);
    QCOMPARE(again.output, QStringLiteral("okta: is watched already\n"));
    QVERIFY(api.created.isEmpty());
}

void CatalogCommandTest::oneRefusalDoesNotStopTheOthers()
{
    Api api;
    const Outcome mixed = run(api.server.url(), words("add zzz okta"));
    QCOMPARE(mixed.exitStatus, 1);
    QVERIFY(mixed.output.startsWith(QStringLiteral("okta: added")));
    QVERIFY(mixed.errors.startsWith(QStringLiteral("zzz: ")));
}

void CatalogCommandTest::nobodyAnswers()
{
    QUrl nobody;
    {
        const FakeHttpServer gone;
        nobody = gone.url();
    }
    const Outcome silent = run(nobody, words("add okta github"));
    QCOMPARE(silent.exitStatus, 3);
    QCOMPARE(silent.errors.count(QStringLiteral("no answer")), 1);
}

void CatalogCommandTest::cleansWhatTheServerSays()
{
    Api api;
    api.vendors[3].note = QStringLiteral("red\033[31m\nnext");
    const Outcome refused = run(api.server.url(), words("add gitlab"));
    QVERIFY(!refused.errors.contains(QChar(0x1b)));
    QCOMPARE(refused.errors.count(u'\n'), 1);
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::CatalogCommandTest)
#include "tst_catalogcommand.moc"
