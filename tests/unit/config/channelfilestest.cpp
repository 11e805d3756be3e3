// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/channelfile.h"
#include "config/channelfolder.h"
#include "folder.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>

namespace Wf {

using Encoding = Domain::ChannelRequest::Encoding;

namespace {
    const QByteArray kPager = "label: Pager\n"
                              "parameters:\n"
                              "  routing_key: {required: true, secret: true}\n"
                              "  host: {default: events.example.com}\n"
                              "  signing_secret: {secret: true}\n"
                              "request:\n"
                              "  method: put\n"
                              "  url: 'https://{host}/v2'\n"
                              "  headers: {X-Key: 'Token {routing_key}', Accept: '*/*'}\n"
                              "  body: {summary: '{title:100}', n: 5, f: -1.5, yes: true, no: null, quoted: '5',\n"
                              "         level: '{status|severity}', list: ['{name}', {deep: '{{}}'}]}\n"
                              "on:\n"
                              "  over: {body: {action: resolve}}\n"
                              "  step: {skip: true}\n"
                              "  test: {method: GET, encoding: none}\n"
                              "words: {severity: {major_outage: critical, '': ''}}\n"
                              "success: {statuses: [200-202, 409], path: $.ok, equals: 'true', thread: $.ts}\n"
                              "retry: [429]\n"
                              "signature_header: X-Signature\n"
                              "limits: {per_minute: 7, deadline: 3s, joining: apart, longest_body: 2KiB}\n";

    auto read(const QByteArray &yaml)
    {
        return Config::readChannelFile(yaml, QStringLiteral("pager.yaml"));
    }
} // namespace

void ChannelFilesTest::everyKey()
{
    const auto pager = read(kPager);
    QVERIFY2(pager.has_value(), pager ? "" : qPrintable(pager.error().front().text()));
    QCOMPARE(pager->kind, QStringLiteral("pager"));
    QCOMPARE(pager->label, QStringLiteral("Pager"));
    const std::vector<Domain::ChannelParameter> parameters { { QStringLiteral("routing_key"), {}, true, true },
        { QStringLiteral("host"), QStringLiteral("events.example.com"), false, false },
        { QStringLiteral("signing_secret"), {}, false, true } };
    QVERIFY(pager->parameters == parameters);
    const Domain::ChannelRequest &usual = pager->requests.at(QString());
    QCOMPARE(usual.method, QStringLiteral("PUT"));
    QCOMPARE(usual.url, QStringLiteral("https://{host}/v2"));
    QCOMPARE(usual.headers.size(), std::size_t { 2 });
    QCOMPARE(usual.headers.front().second, QStringLiteral("Token {routing_key}"));
    const Domain::ChannelRequest &over = pager->requests.at(QStringLiteral("over"));
    QCOMPARE(over.url, usual.url);
    QCOMPARE(over.body, QJsonValue(QJsonObject { { QStringLiteral("action"), QStringLiteral("resolve") } }));
    const Domain::ChannelRequest &step = pager->requests.at(QStringLiteral("step"));
    QVERIFY(step.url.isEmpty() && step.encoding == Encoding::None && step.body.isNull());
    const Domain::ChannelRequest &test = pager->requests.at(QStringLiteral("test"));
    QVERIFY(test.method == QStringLiteral("GET") && test.encoding == Encoding::None && test.body.isNull());
    QCOMPARE(pager->requests.size(), std::size_t { 4 });
    const auto table = pager->words.value(QStringLiteral("severity"));
    QCOMPARE(table.value(QStringLiteral("major_outage")), QStringLiteral("critical"));
    QVERIFY(table.contains(QString()) && table.value(QString()).isEmpty());
    const std::vector<std::pair<int, int>> statuses { { 200, 202 }, { 409, 409 } };
    QVERIFY(pager->success.statuses == statuses);
    QCOMPARE(pager->success.path, QStringLiteral("$.ok"));
    QCOMPARE(pager->success.equals, QStringLiteral("true"));
    QCOMPARE(pager->success.thread, QStringLiteral("$.ts"));
    QVERIFY(pager->retry == std::vector<int> { 429 });
    QCOMPARE(pager->signatureHeader, QStringLiteral("X-Signature"));
    QVERIFY(pager->limits == (Domain::ChannelLimits { 7, Seconds { 3 }, Domain::Joining::Apart, 2048 }));
}

void ChannelFilesTest::least()
{
    const auto pager = read("label: P\nparameters: {url: {required: true}}\nrequest: {url: '{url}'}\n");
    QVERIFY(pager.has_value());
    Domain::ChannelDefinition expected;
    expected.kind = QStringLiteral("pager");
    expected.label = QStringLiteral("P");
    expected.parameters = { { QStringLiteral("url"), {}, true, false } };
    expected.requests[QString()].url = QStringLiteral("{url}");
    QVERIFY(*pager == expected);
}

void ChannelFilesTest::bodies()
{
    const QJsonObject body = read(kPager)->requests.at(QString()).body.toObject();
    QCOMPARE(body.value(QStringLiteral("n")), QJsonValue(5));
    QCOMPARE(body.value(QStringLiteral("f")), QJsonValue(-1.5));
    QCOMPARE(body.value(QStringLiteral("yes")), QJsonValue(true));
    QVERIFY(body.contains(QStringLiteral("no")) && body.value(QStringLiteral("no")).isNull());
    QCOMPARE(body.value(QStringLiteral("quoted")), QJsonValue(QStringLiteral("5")));
    QCOMPARE(body.value(QStringLiteral("list"))[1][QLatin1String("deep")].toString(), QStringLiteral("{{}}"));
    const auto form =
        read("label: F\nrequest: {url: 'https://x.example/', encoding: form, body: {p: 1, t: '{title}'}}\n");
    QVERIFY(form.has_value());
    QCOMPARE(form->requests.at(QString()).body[QLatin1String("p")], QJsonValue(QStringLiteral("1")));
    const auto text =
        read("label: T\nrequest:\n  url: https://x.example/\n  encoding: text\n  body: |\n    a\n    {name}\n");
    QVERIFY(text.has_value());
    QCOMPARE(text->requests.at(QString()).body.toString(), QStringLiteral("a\n{name}\n"));
}

void ChannelFilesTest::faults_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *lines, const char *fault) {
        QTest::newRow(lines) << QByteArray("label: P\nrequest: {url: 'https://x.example/'}\n") + lines + '\n'
                             << QString::fromUtf8(fault);
    };
    row("requests: {}", "pager.yaml:3:1: the channel: unknown key 'requests' (did you mean 'request'?)");
    row("parameters: {Key: {}}",
        "pager.yaml:3:14: parameter 'Key' is no name (write a-z, 0-9 and '_', beginning with a letter)");
    row("parameters: {kind: {}}",
        "pager.yaml:3:14: parameter 'kind' has a name that means something else (write another name)");
    row("parameters: {key: {required: true, default: x}}",
        "pager.yaml:3:19: parameter 'key' is required and has a default (keep one of them)");
    row("parameters: {key: {secrt: true}}",
        "pager.yaml:3:20: parameter 'key': unknown key 'secrt' (did you mean 'secret'?)");
    row("on: {ovr: {}}", "pager.yaml:3:6: on: unknown key 'ovr' (did you mean 'over'?)");
    row("on: {over: {body: '{titel}'}}",
        "pager.yaml:3:19: on: over: body: nothing is called {titel} (did you mean {title}?)");
    row("on: {over: {body: '{status|nothing}'}}",
        "pager.yaml:3:19: on: over: body: there are no words 'nothing' (write them below 'words:')");
    row("on: {over: {body: {text: {title}}}}",
        "pager.yaml:3:26: on: over: body: {title} stands without quotes (write \"{title}\")");
    row("on: {over: {skip: true, body: x}}",
        "pager.yaml:3:19: on: over is skipped and has a request (keep 'skip: true' alone, or remove it)");
    row("on: {over: {method: DELETE}}",
        "pager.yaml:3:21: on: over: method is 'DELETE' (write GET, POST, PUT or PATCH)");
    row("on: {over: {encoding: xml}}",
        "pager.yaml:3:23: on: over: encoding is 'xml' (write json, form, text or none)");
    row("on: {over: {encoding: text, body: [a]}}",
        "pager.yaml:3:35: on: over needs a text as its body (write one in quotes, or after '|')");
    row("on: {over: {encoding: none, body: a}}",
        "pager.yaml:3:35: on: over has a body that is not sent (write 'encoding: json', or remove the body)");
    row("on: {over: {headers: {'X Y': a}}}",
        "pager.yaml:3:23: on: over: headers: 'X Y' is no name of a header (write a name such as Authorization)");
    row("success: {statuses: [20x]}",
        "pager.yaml:3:21: success: statuses: '20x' is no status (write numbers and ranges from 100 to 599, such "
        "as "
        "200-299)");
    row("success: {equals: a}",
        "pager.yaml:3:10: success: equals stands without path (write the path of what is compared)");
    row("retry: [42]", "pager.yaml:3:9: retry entry is '42' (write a whole number from 100 to 599)");
    row("signature_header: X-Sig",
        "pager.yaml:3:19: signature_header: there is no parameter 'signing_secret' (write 'signing_secret: "
        "{secret: "
        "true}' below 'parameters:')");
    row("limits: {deadline: 2m}",
        "pager.yaml:3:20: limits: deadline is '2m' (write a duration from 1s to 1m, such as 500ms, 30s, 5m, 1h or "
        "2d)");
}

void ChannelFilesTest::faults()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QString, fault);
    const auto pager = read(yaml);
    QVERIFY(!pager.has_value());
    QCOMPARE(pager.error().front().text(), fault);
    QCOMPARE(pager.error().size(), std::size_t { 1 });
}

void ChannelFilesTest::ownFolderWins()
{
    Folder folder;
    QTemporaryDir shipped;
    const auto write = [](const QString &path, const QByteArray &yaml) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(yaml), yaml.size());
    };
    write(shipped.filePath(QStringLiteral("pager.yaml")), kPager);
    write(shipped.filePath(QStringLiteral("hook.yaml")), "label: Shipped\nrequest: {url: 'https://x.example/'}\n");
    QTemporaryDir own;
    QVERIFY(QDir(own.path()).mkdir(QStringLiteral("channels")));
    write(own.filePath(QStringLiteral("services.yaml")), kGoodService);
    write(
        own.filePath(QStringLiteral("channels/hook.yaml")), "label: Own\nrequest: {url: 'https://x.example/'}\n");
    write(own.filePath(QStringLiteral("channels/readme.txt")), "not: [read");
    write(own.filePath(QStringLiteral("alerts.yaml")),
        "channels: {p: {kind: pager, routing_key: '${KEY}'}}\nroutes: [{name: a, channels: p}]\n");
    const QHash<QString, QString> environment { { QStringLiteral("KEY"), QStringLiteral("key-secret") } };
    const auto config = Config::load({ own.path(), environment, {}, shipped.path() });
    QVERIFY(config.has_value());
    QCOMPARE(config->channelDefinitions.size(), std::size_t { 2 });
    QCOMPARE(config->channelDefinitions[0].label, QStringLiteral("Own"));
    QCOMPARE(config->channels.front().limits.perMinute, 7);
    QCOMPARE(config->channels.front().parameters.value(QStringLiteral("host")).reveal(),
        QStringLiteral("events.example.com"));
    QVERIFY(Config::secretValues(*config).contains(QStringLiteral("key-secret")));
    QCOMPARE(config->files.size(), 5);
    write(own.filePath(QStringLiteral("channels/email.yaml")), kPager);
    const auto taken = Config::load({ own.path(), environment, {}, shipped.path() });
    QVERIFY(!taken.has_value());
    QVERIFY(taken.error().front().text().endsWith(
        QStringLiteral("email.yaml: the kind 'email' is built in (give the file another name)")));
}

void ChannelFilesTest::shippedOnesAreClean()
{
    Config::Faults faults;
    const auto kinds = Config::readChannelFolders({ exampleFolder() + QStringLiteral("/channels") }, faults);
    for (const Config::Fault &fault : faults.sorted())
        qWarning("%s", qPrintable(fault.text()));
    QVERIFY(faults.isEmpty());
    QCOMPARE(kinds.definitions.size(), static_cast<std::size_t>(kinds.files.size()));
    for (const Domain::ChannelDefinition &definition : kinds.definitions)
        QCOMPARE(Domain::templateFaults(definition), QStringList());
}

void ChannelFilesTest::hostile()
{
    QRandomGenerator random(5);
    int refused = 0;
    for (int round = 0; round < 600; ++round) {
        QByteArray yaml = kPager;
        for (int i = random.bounded(1, 6); i > 0; --i) {
            const qsizetype at = random.bounded(static_cast<int>(yaml.size()) - 20);
            if (random.bounded(2) == 0)
                yaml.remove(at, random.bounded(1, 20));
            else
                yaml.insert(at, QByteArray(1, static_cast<char>(random.bounded(32, 127))));
        }
        const auto pager = read(yaml);
        if (pager)
            QVERIFY(!pager->requests.at(QString()).url.isEmpty());
        refused += pager ? 0 : 1;
    }
    QVERIFY(refused > 100);
    QCOMPARE(read(QByteArray(Config::kLargestChannelFile + 1, '#')).error().front().message,
        QStringLiteral("the file is larger than 256 KiB"));
    QVERIFY(!Config::readChannelFile(QStringLiteral("/nonexistent/pager.yaml")).has_value());
    QVERIFY(!Config::readChannelFile(kPager, QStringLiteral("no kind.yaml")).has_value());
    const QByteArray wide =
        "label: P\nrequest: {url: 'https://x.example/', body: [" + QByteArray("a,").repeated(3000) + "a]}\n";
    QCOMPARE(read(wide).error().front().hint, QStringLiteral("at most 2000"));
}

} // namespace Wf
