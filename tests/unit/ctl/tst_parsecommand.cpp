// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/detectcommand.h"
#include "apps/ctl/parsecommand.h"
#include "config/kinds.h"
#include "vendors/registry.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace Wf {

using namespace Ctl;

/// What `watchfloorctl parse` and `detect` understand, and what people read.
class ParseCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void printsTheObservation();
    void readsAFileAndSelectors();
    void timeIsAnArgument();
    void unreadableIsOne_data();
    void unreadableIsOne();
    void refuses_data();
    void refuses();
    void readsByRules();
    void rulesTellTheirFaults();
    void everyKindOfPageHasADialect();
    void detectKnowsItsWords();
    void detectTellsWhatItFound();
};

namespace {
    const QByteArray kSummary =
        R"({"page": {"name": "Acme"}, "status": {"indicator": "minor", "description": "Slow"},
        "components": [{"id": "a", "name": "API", "status": "degraded_performance"},
                       {"id": "w", "name": "Web", "status": "operational"},
                       {"id": "x", "name": "X", "status": "purple"}],
        "incidents": [{"id": "i1", "name": "Slow logins", "status": "monitoring", "impact": "minor",
            "created_at": "2026-04-24T11:00:00Z", "shortlink": "https://stspg.io/1",
            "incident_updates": [{"id": "u", "status": "monitoring", "body": "Better.", "display_at": "2026-04-24T11:30:00Z"}]}],
        "scheduled_maintenances": [{"id": "m1", "name": "Move", "status": "scheduled",
            "scheduled_for": "2026-04-25T10:00:00Z", "scheduled_until": "2026-04-25T12:00:00Z"}]})";

    const Instant kNow = parseTimestamp(QStringLiteral("2026-04-24T12:00:00Z")).value();

    QStringList words(const QByteArray &line)
    {
        return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
    }

    Report parse(const QByteArray &line, const QByteArray &input = kSummary)
    {
        QBuffer buffer;
        buffer.setData(input);
        buffer.open(QIODevice::ReadOnly);
        return parseReport(words(line), buffer, kNow);
    }

    QJsonObject objectOf(const Report &report)
    {
        return QJsonDocument::fromJson(report.text.toUtf8()).object();
    }

    void write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
} // namespace

void ParseCommandTest::printsTheObservation()
{
    const Report report = parse("statuspage -");
    QCOMPARE(report.exitStatus, 0);
    QCOMPARE(report.stream, Stream::Output);
    const QJsonObject said = objectOf(report);
    QCOMPARE(said.keys(),
        (QStringList { QStringLiteral("components"), QStringLiteral("detail"), QStringLiteral("health"),
            QStringLiteral("incidents"), QStringLiteral("maintenance"), QStringLiteral("maintenances"),
            QStringLiteral("page"), QStringLiteral("reason"), QStringLiteral("status"),
            QStringLiteral("warnings") }));
    QCOMPARE(said[u"status"].toString(), QStringLiteral("degraded"));
    QCOMPARE(said[u"detail"].toString(), QStringLiteral("Slow logins"));
    QCOMPARE(said[u"health"].toString(), QStringLiteral("healthy"));
    QVERIFY(said[u"reason"].isNull());
    QVERIFY(!said[u"maintenance"].toBool(true));
    const QJsonValue incident = said[u"incidents"][0];
    QCOMPARE(incident[u"id"].toString(), QStringLiteral("i1"));
    QCOMPARE(incident[u"state"].toString(), QStringLiteral("monitoring"));
    QCOMPARE(incident[u"impact"].toString(), QStringLiteral("degraded"));
    QCOMPARE(incident[u"link"].toString(), QStringLiteral("https://stspg.io/1"));
    QCOMPARE(incident[u"started_at"].toString(), QStringLiteral("2026-04-24T11:00:00Z"));
    QCOMPARE(incident[u"updates"][0][u"body"].toString(), QStringLiteral("Better."));
    const QJsonValue maintenance = said[u"maintenances"][0];
    QCOMPARE(maintenance[u"scheduled_for"].toString(), QStringLiteral("2026-04-25T10:00:00Z"));
    QCOMPARE(maintenance[u"status"].toString(), QStringLiteral("scheduled"));
    QVERIFY(!maintenance[u"active"].toBool(true));
    QCOMPARE(said[u"components"].toArray().size(), 3);
    QCOMPARE(said[u"warnings"].toArray().size(), 1);
}

void ParseCommandTest::readsAFileAndSelectors()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("summary.json"));
    write(path, kSummary);
    const QByteArray name = path.toUtf8();
    const auto web = parse("statuspage_json " + name + " --component Web");
    QCOMPARE(objectOf(web)[u"status"].toString(), QStringLiteral("operational"));
    const auto both = parse("statuspage " + name + " --component Web --component glob:A*");
    QCOMPARE(objectOf(both)[u"status"].toString(), QStringLiteral("degraded"));
    const auto none = parse("statuspage " + name + " --component Nothing");
    QCOMPARE(none.exitStatus, 1);
    QCOMPARE(objectOf(none)[u"reason"].toString(), QStringLiteral("selector: nothing matches \"Nothing\""));
    QCOMPARE(objectOf(none)[u"status"].toString(), QStringLiteral("unknown"));
}

void ParseCommandTest::timeIsAnArgument()
{
    const auto later = objectOf(parse("statuspage - --now 2026-04-25T11:00:00Z"));
    QVERIFY(later[u"maintenances"][0][u"active"].toBool());
}

void ParseCommandTest::unreadableIsOne_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    QTest::newRow("HTML") << QByteArray("<html>") << QStringLiteral("parse_error: expected JSON, got HTML");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("parse_error: empty body");
    QTest::newRow("huge") << QByteArray(8 * 1024 * 1024 + 1, ' ') << QStringLiteral("request_error: BodyTooLarge");
}

void ParseCommandTest::unreadableIsOne()
{
    QFETCH(QByteArray, body);
    const Report report = parse("statuspage -", body);
    QCOMPARE(report.exitStatus, 1);
    QCOMPARE(report.stream, Stream::Output);
    const QJsonObject said = objectOf(report);
    QTEST(said[u"reason"].toString(), "reason");
    QCOMPARE(said[u"status"].toString(), QStringLiteral("unknown"));
    QCOMPARE(said[u"health"].toString(), QStringLiteral("degraded"));
    QVERIFY(!said[u"detail"].toString().isEmpty());
}

void ParseCommandTest::refuses_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *line, const char *sentence) {
        QTest::newRow(line) << QByteArray(line) << QString::fromUtf8(sentence);
    };
    row("", "'parse' needs a dialect and a file");
    row("statuspage", "'parse' needs a dialect and a file");
    row("statuspage a b", "'parse' needs a dialect and a file");
    row("statuspag -", "there is no dialect 'statuspag' (did you mean 'statuspage'?)");
    row("html -", "there is no dialect 'html': a pattern over HTML breaks");
    row("statuspage /no/such/file", "/no/such/file cannot be read");
    row("statuspage - --now soon", "--now is not a time");
    row("statuspage - --rules x.yaml", "--rules belongs to the dialect json");
    row("statuspage - --color", "Unknown option 'color'");
    row("json -", "'parse json' needs the rules to read it by (write --rules RULES.yaml)");
    row("json - --rules /no/such/file", "/no/such/file cannot be read");
}

void ParseCommandTest::refuses()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, sentence);
    const Report report = parse(line);
    QCOMPARE(report.exitStatus, 2);
    QCOMPARE(report.stream, Stream::Error);
    QVERIFY2(report.text.startsWith(QStringLiteral("watchfloorctl: ") + sentence), qPrintable(report.text));
    QCOMPARE(report.text.count(u'\n'), 1);
}

void ParseCommandTest::readsByRules()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("rules.yaml"));
    const QByteArray line = "json - --rules " + path.toUtf8();
    for (const QByteArray &yaml :
        { QByteArray("status: $.state\nmap: {operational: [ok], major_outage: [down]}\n"),
            QByteArray("json:\n  status: $.state\n  map: {operational: [ok], major_outage: [down]}\n") }) {
        write(path, yaml);
        const Report report = parse(line, "{\"state\": \"DOWN\"}");
        QCOMPARE(report.exitStatus, 0);
        QCOMPARE(objectOf(report)[u"status"].toString(), QStringLiteral("major_outage"));
    }
    QCOMPARE(parse(line, "{\"state\": \"new\"}").exitStatus, 1);
}

void ParseCommandTest::rulesTellTheirFaults()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("rules.yaml"));
    write(path, "status: state\nmapp: {}\n");
    const Report report = parse("json - --rules " + path.toUtf8());
    QCOMPARE(report.exitStatus, 2);
    const QStringList lines = report.text.split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(lines.size() >= 2);
    QVERIFY2(lines.at(0).startsWith(path + QStringLiteral(":1:")), qPrintable(lines.at(0)));
    QVERIFY(report.text.contains(QStringLiteral(":2:1: json: unknown key 'mapp' (did you mean 'map'?)")));
}

/// The words of the configuration and the dialects are two lists; they must be the same.
void ParseCommandTest::everyKindOfPageHasADialect()
{
    QStringList written;
    for (const QString &word : Config::usableKinds()) {
        if (const auto kind = Config::findKind(word); kind->family == Config::KindFamily::Page)
            written.append(kind->word);
    }
    written.sort();
    QCOMPARE(written, Vendors::dialectKinds());
    for (const QString &type : Config::usablePollTypes()) {
        const auto kind = Config::findKind(type);
        QVERIFY2(kind, qPrintable(type));
        if (kind->family == Config::KindFamily::Page)
            QCOMPARE(Vendors::canonicalKind(type), kind->word);
    }
}

void ParseCommandTest::detectKnowsItsWords()
{
    QCOMPARE(parseDetect(words("status.example.com"))->page, QUrl(QStringLiteral("https://status.example.com")));
    QCOMPARE(parseDetect(words("http://127.0.0.1:8080/x --json"))->output, Output::Json);
    for (const char *line : { "", "a b", "ftp://x/", "https://", "https://me:sesame@x/", "--jsn x" })
        QVERIFY2(!parseDetect(words(line)), line);
}

void ParseCommandTest::detectTellsWhatItFound()
{
    Domain::Detection detection;
    detection.sentence = QStringLiteral("Nothing.\033[2J");
    detection.steps = { { QUrl(QStringLiteral("https://me:sesame@x.example/")),
        QStringLiteral("does not exist") } };
    const Report nothing = detectReport({}, detection);
    QCOMPARE(nothing.exitStatus, 1);
    QCOMPARE(nothing.text, QStringLiteral("Nothing.[2J\n\n  https://x.example/ does not exist\n"));
    detection.kind = QStringLiteral("instatus");
    detection.url = QUrl(QStringLiteral("https://x.example/summary.json"));
    detection.now.status = Domain::Status::Operational;
    const Report found = detectReport({}, detection);
    QCOMPARE(found.exitStatus, 0);
    QVERIFY(found.text.contains(QStringLiteral("Now operational, 0 components")));
    QVERIFY(found.text.contains(QStringLiteral("  - kind: instatus\n    url: https://x.example/summary.json\n")));
    const auto json = objectOf(detectReport({ {}, Output::Json }, detection));
    QVERIFY(json[u"found"].toBool());
}

} // namespace Wf

QTEST_GUILESS_MAIN(Wf::ParseCommandTest)
#include "tst_parsecommand.moc"
