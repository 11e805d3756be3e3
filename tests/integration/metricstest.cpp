// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "metricstest.h"

#include "stage.h"
#include "testkit/faketlsserver.h"

#include <QRegularExpression>
#include <QSet>

using namespace Wf;
using namespace Wf::Integration;

namespace {

constexpr int kPatience = 30'000;
const QString kUuid = QStringLiteral("f4d9b5c1-0b5e-4f6a-9d3c-1a2b3c4d5e6f");

QString sourceFile(const char *path)
{
    return qEnvironmentVariable("WF_SOURCE_DIR") + u'/' + QLatin1String(path);
}

QByteArray readSource(const char *path)
{
    QFile file(sourceFile(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A vendor's page in trouble, of which Slack hears; a site of our own over TLS; a job that ran.
class Company {
public:
    Company()
        : m_site(m_certificates.make(QStringLiteral("DNS:localhost"), 12),
            TestKit::FakeTlsServer::Begins::Encrypted, {}, TestKit::FakeTlsServer::web("fine"))
    {
        m_stage.slack.once(kGlobalWebhook, { 503, "busy" });
        m_stage.show(QStringLiteral("vendor"), "major");
        m_stage.server.configure(QStringLiteral("dependencies.yaml"), "dependencies: {}\n");
        m_stage.server.configure(QStringLiteral("services.yaml"), services().toUtf8());
    }
    [[nodiscard]] bool hasCertificates() const { return m_certificates.areThere(); }
    [[nodiscard]] bool start() { return m_stage.server.start(); }
    [[nodiscard]] QByteArray log() { return m_stage.server.log(); }
    [[nodiscard]] int ping() { return m_stage.server.get(QStringLiteral("/ping/") + kUuid).status; }
    [[nodiscard]] QByteArray metrics() { return m_stage.server.get(QStringLiteral("/metrics")).body; }

private:
    [[nodiscard]] QString services() const
    {
        return QStringLiteral("categories: {own: Own}\n"
                              "services:\n"
                              "  - {id: vendor, display_name: Vendor, category: own, tier: critical,\n"
                              "     poll_type: statuspage_json, poll_url: '%1', confirm: {down: 1}}\n"
                              "  - id: shop\n"
                              "    display_name: Shop\n"
                              "    category: own\n"
                              "    monitors:\n"
                              "      - {kind: http, name: front, url: 'https://localhost:%2/', ca_file: '%3',\n"
                              "         ip: 4, interval: 1s}\n"
                              "      - {kind: heartbeat, name: backup, schedule: 1d, uuid: %4}\n")
            .arg(m_stage.pageUrl(QStringLiteral("vendor")).toString())
            .arg(m_site.serverPort())
            .arg(m_certificates.authority(), kUuid);
    }

    TestKit::Certificates m_certificates;
    TestKit::FakeTlsServer m_site;
    Stage m_stage;
};

/// What was told, by the names of families; a histogram's series count for its family.
struct Told {
    QByteArray text;
    QHash<QString, QString> types;
    QSet<QString> sampled; ///< names of series of which there is at least one
};

Told parsed(const QByteArray &text)
{
    Told told { text, {}, {} };
    for (const QByteArray &line : text.split('\n')) {
        const QByteArrayList words = line.split(' ');
        if (line.startsWith("# TYPE "))
            told.types.insert(QString::fromLatin1(words.value(2)), QString::fromLatin1(words.value(3)));
        else if (!line.startsWith('#') && !line.isEmpty())
            told.sampled.insert(QString::fromLatin1(line.left(line.indexOf(line.contains('{') ? '{' : ' '))));
    }
    return told;
}

/// Only a breaker that moved and an alert that was held back make these.
const QSet<QString> kRare { QStringLiteral("circuit_breaker_state"), QStringLiteral("alerts_suppressed_total") };

/// Names of series in an expression of PromQL: words that are neither functions nor labels.
QStringList seriesIn(QString expression)
{
    static const QRegularExpression strings(QStringLiteral(R"("[^"]*")"));
    static const QRegularExpression matchers(QStringLiteral(R"(\{[^}]*\}|\[[^\]]*\])"));
    static const QRegularExpression groupings(QStringLiteral(R"(\b(by|without|on|ignoring)\s*\([^)]*\))"));
    static const QRegularExpression words(QStringLiteral(R"([a-zA-Z_:][a-zA-Z0-9_:]*(?!\w*\s*\())"));
    static const QSet<QString> operators { QStringLiteral("and"), QStringLiteral("or"), QStringLiteral("unless"),
        QStringLiteral("bool") };
    for (const QRegularExpression &noise : { strings, matchers, groupings })
        expression.replace(noise, QStringLiteral(" "));
    QStringList names;
    for (auto found = words.globalMatch(expression); found.hasNext();) {
        const QString name = found.next().captured();
        if (!operators.contains(name))
            names.append(name);
    }
    names.removeDuplicates();
    return names;
}

/// Of "- alert" entries: the text behind "expr:", folded or not.
QStringList ruleExpressions()
{
    static const QRegularExpression shape(QStringLiteral(R"(\n +expr: (?:\|\n((?: {10,}.*\n)+)|(.*)\n))"));
    QStringList expressions;
    for (auto found = shape.globalMatch(QString::fromUtf8(readSource("packaging/prometheus/rules.yaml")));
         found.hasNext();) {
        const auto match = found.next();
        expressions.append(QString(match.captured(1) + match.captured(2)).simplified());
    }
    return expressions;
}

QJsonObject dashboard()
{
    return QJsonDocument::fromJson(readSource("packaging/grafana/watchfloor.json")).object();
}

QStringList dashboardExpressions()
{
    QStringList expressions;
    for (const QJsonValue panel : dashboard()[u"panels"].toArray()) {
        for (const QJsonValue target : panel[u"targets"].toArray())
            expressions.append(target[u"expr"].toString());
    }
    return expressions;
}

struct Verdict {
    int status = -1;
    QByteArray said;
};

/// Nothing where there is no promtool.
std::optional<Verdict> promtool(const QStringList &arguments, const QByteArray &input = {})
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("promtool"));
    if (program.isEmpty())
        return std::nullopt;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(kPatience))
        return Verdict {};
    return Verdict { process.exitCode(), process.readAll() };
}

/// What the program told that initTestCase started.
Told &live()
{
    static Told told;
    return told;
}

void checkNames(const QStringList &expressions)
{
    QVERIFY(expressions.size() > 10);
    for (const QString &expression : expressions) {
        const QStringList names = seriesIn(expression);
        QVERIFY2(!names.isEmpty(), qPrintable(expression));
        for (const QString &name : names) {
            const bool there =
                live().sampled.contains(name) || (kRare.contains(name) && live().types.contains(name));
            QVERIFY2(there, qPrintable(name + QStringLiteral(" in ") + expression));
        }
    }
}

} // namespace

void MetricsTest::initTestCase()
{
    QCOMPARE(
        seriesIn(QStringLiteral("sum by (le, a) (rate(x_bucket{b=\"c\"}[5m])) / time() > 2 and on (a) y_total")),
        (QStringList { QStringLiteral("x_bucket"), QStringLiteral("y_total") }));
    Company company;
    if (!company.hasCertificates())
        QSKIP("there is no openssl program to make certificates with");
    QVERIFY2(company.start(), company.log().constData());
    QCOMPARE(company.ping(), 200);
    const auto complete = [&] {
        live() = parsed(company.metrics());
        return live().text.contains(
                   "uptime_alert_delivery_duration_seconds_count{alert_type=\"global\",channel=\"slack\"} 1")
            && live().sampled.contains(QStringLiteral("uptime_website_ssl_expiry_timestamp_seconds"))
            && live().sampled.contains(QStringLiteral("uptime_heartbeat_last_ping_timestamp"))
            && live().sampled.contains(QStringLiteral("uptime_website_status"));
    };
    QVERIFY2(QTest::qWaitFor(complete, kPatience), live().text.constData());
    QVERIFY(!live().text.contains(kUuid.toLatin1())); // the address of a heartbeat is its secret
    QVERIFY(!live().text.contains(kAdminToken) && !live().text.contains("globalsecret"));
}

void MetricsTest::rulesUseOnlyWhatThereIs()
{
    const QStringList expressions = ruleExpressions();
    QCOMPARE(expressions.size(), readSource("packaging/prometheus/rules.yaml").count("- alert: "));
    checkNames(expressions);
}

void MetricsTest::dashboardUsesOnlyWhatThereIs()
{
    checkNames(dashboardExpressions());
    for (const QJsonValue variable : dashboard()[u"templating"][u"list"].toArray()) {
        const QString definition = variable[u"definition"].toString();
        if (!definition.isEmpty())
            QVERIFY(live().sampled.contains(definition.section(u'(', 1).section(u',', 0, 0)));
    }
}

void MetricsTest::dashboardIsWellFormed()
{
    QSet<int> ids;
    QSet<QString> rows;
    QSet<QPair<int, int>> covered;
    for (const QJsonValue panel : dashboard()[u"panels"].toArray()) {
        const QString title = panel[u"title"].toString();
        QVERIFY2(!ids.contains(panel[u"id"].toInt()), qPrintable(title));
        ids.insert(panel[u"id"].toInt());
        if (panel[u"type"] == QLatin1String("row"))
            rows.insert(title);
        else
            QVERIFY2(!panel[u"targets"].toArray().isEmpty(), qPrintable(title));
        const QJsonObject place = panel[u"gridPos"].toObject();
        QVERIFY2(place[u"x"].toInt() + place[u"w"].toInt() <= 24, qPrintable(title));
        for (int x = place[u"x"].toInt(); x < place[u"x"].toInt() + place[u"w"].toInt(); ++x) {
            for (int y = place[u"y"].toInt(); y < place[u"y"].toInt() + place[u"h"].toInt(); ++y) {
                QVERIFY2(!covered.contains({ x, y }), qPrintable(title));
                covered.insert({ x, y });
            }
        }
    }
    QCOMPARE(rows,
        (QSet<QString> { QStringLiteral("Overview"), QStringLiteral("Checks"), QStringLiteral("Heartbeats"),
            QStringLiteral("Alerts"), QStringLiteral("Engine") }));
}

/// Every name of the README's table is told, and every name that is told stands there.
void MetricsTest::readmeNamesThemAll()
{
    const QString readme = QString::fromUtf8(readSource("README.md"));
    const QString section =
        readme.section(QStringLiteral("### Metrics\n"), 1).section(QStringLiteral("\n## "), 0, 0);
    QVERIFY(!section.isEmpty());
    static const QRegularExpression row(QStringLiteral(R"(\n\| `([a-z_]+)` \| (\w+) \|)"));
    QHash<QString, QString> documented;
    for (auto found = row.globalMatch(section); found.hasNext();) {
        const auto match = found.next();
        documented.insert(match.captured(1), match.captured(2));
    }
    for (auto each = documented.cbegin(); each != documented.cend(); ++each)
        QVERIFY2(live().types.value(each.key()) == each.value(), qPrintable(each.key()));
    for (auto each = live().types.cbegin(); each != live().types.cend(); ++each)
        QVERIFY2(documented.contains(each.key()), qPrintable(each.key()));
}

void MetricsTest::promtoolFindsNoFault()
{
    const auto verdict = promtool({ QStringLiteral("check"), QStringLiteral("metrics") }, live().text);
    if (!verdict)
        QSKIP("there is no promtool (Debian: prometheus)");
    QVERIFY2(verdict->said.isEmpty(), verdict->said.constData());
    QCOMPARE(verdict->status, 0);
}

void MetricsTest::promtoolReadsTheRules()
{
    const auto read = promtool({ QStringLiteral("check"), QStringLiteral("rules"), QStringLiteral("--lint-fatal"),
        sourceFile("packaging/prometheus/rules.yaml") });
    if (!read)
        QSKIP("there is no promtool (Debian: prometheus)");
    QVERIFY2(read->status == 0, read->said.constData());
    const QString cases = sourceFile("tests/data/prometheus/rules_test.yaml");
    const auto played = promtool({ QStringLiteral("test"), QStringLiteral("rules"), cases });
    QVERIFY2(played->status == 0, played->said.constData());
    // Each of them is seen to fire.
    const QByteArray text = readSource("tests/data/prometheus/rules_test.yaml");
    static const QRegularExpression alert(QStringLiteral(R"(- alert: (\w+))"));
    for (auto found = alert.globalMatch(QString::fromUtf8(readSource("packaging/prometheus/rules.yaml")));
         found.hasNext();) {
        const QByteArray name = found.next().captured(1).toLatin1();
        QVERIFY2(text.contains(QByteArray("\n      - alertname: " + name)), name.constData());
    }
}

/// As rules that record: what Prometheus cannot read is live().
void MetricsTest::promtoolReadsTheDashboard()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("dashboard.yaml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QJsonArray rules;
    for (QString expression : dashboardExpressions()) {
        expression.replace(QStringLiteral("$__rate_interval"), QStringLiteral("1m"));
        rules.append(QJsonObject { { QStringLiteral("record"), QStringLiteral("a:b%1").arg(rules.size()) },
            { QStringLiteral("expr"), expression } });
    }
    const QJsonObject group { { QStringLiteral("name"), QStringLiteral("dashboard") },
        { QStringLiteral("rules"), rules } };
    file.write(QJsonDocument(QJsonObject { { QStringLiteral("groups"), QJsonArray { group } } }).toJson());
    file.close();
    const auto read = promtool({ QStringLiteral("check"), QStringLiteral("rules"), file.fileName() });
    if (!read)
        QSKIP("there is no promtool (Debian: prometheus)");
    QVERIFY2(read->status == 0, read->said.constData());
}
