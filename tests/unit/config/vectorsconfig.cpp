// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/graph.h"
#include "folder.h"
#include "testkit/vectors.h"

namespace Wf {

namespace {
    using Runner = void (*)(TestKit::Fields &given, TestKit::Fields &then, const QString &when);

    void envReference(TestKit::Fields &given, TestKit::Fields &then, const QString &)
    {
        QHash<QString, QString> environment;
        const QJsonObject variables = given.value("env").toObject();
        for (const QString &name : variables.keys())
            environment.insert(name, variables.value(name).toString());
        const QString written = given.text("value");
        const Config::Reference reference = Config::expandReference(written, environment);
        QCOMPARE(!reference.missing.isEmpty(), then.value("warning").toBool());
        const QJsonValue wanted = then.value("value");
        if (wanted.isNull()) {
            QVERIFY(!reference.value.has_value());
            QVERIFY(written.contains(reference.missing));
        } else if (wanted.toString() == QLatin1String("same")) {
            QCOMPARE(reference.value, std::optional(written));
        } else if (wanted.toString() == QLatin1String("value of variable")) {
            QCOMPARE(reference.value, std::optional(environment.begin().value()));
        } else {
            QCOMPARE(reference.value, std::optional(wanted.toString()));
        }
    }

    void example(TestKit::Fields &given, TestKit::Fields &then)
    {
        QCOMPARE(given.text("file"), QStringLiteral("services.yaml"));
        const auto config = Config::load({ exampleFolder(), {}, {} });
        QVERIFY(config.has_value());
        QCOMPARE(static_cast<int>(config->catalogue->services.size()), then.number("count"));
        const auto service = [&config](const char *id) {
            const auto &all = config->catalogue->services;
            return std::find_if(all.begin(), all.end(),
                [id](const Domain::Service &candidate) { return candidate.id.value == QLatin1String(id); });
        };
        QCOMPARE(service("identity-provider")->pollType, then.text("identity-provider.poll_type"));
        QCOMPARE(service("github")->monitors.front().url.host(), then.text("github.host"));
    }

    void configServices(TestKit::Fields &given, TestKit::Fields &then, const QString &when)
    {
        if (given.has("file"))
            return example(given, then);
        if (when == QLatin1String("seed")) {
            std::size_t count = 0;
            for (int i = given.number("runs"); i > 0; --i)
                count = Config::load({ exampleFolder(), {}, {} })->catalogue->services.size();
            QCOMPARE(static_cast<int>(count), then.number("services"));
            return;
        }
        const QByteArray category = given.has("category") ? given.text("category").toUtf8() : QByteArray("other");
        const QByteArray type = given.has("poll_type") ? given.text("poll_type").toUtf8() : QByteArray("manual");
        Folder folder;
        folder.write("services.yaml",
            "services: [{id: a, display_name: A, category: " + category + ", poll_type: " + type + "}]\n");
        QCOMPARE(!folder.load().has_value(), then.value("error").toBool());
    }

    void configDependencies(TestKit::Fields &given, TestKit::Fields &then, const QString &)
    {
        if (given.has("file")) {
            QCOMPARE(given.text("file"), QStringLiteral("dependencies.yaml"));
            const auto config = Config::load({ exampleFolder(), {}, {} });
            const auto &edges = config->catalogue->dependencies;
            const auto from = [&edges](const char *id) {
                return static_cast<int>(std::count_if(edges.begin(), edges.end(),
                    [id](const Domain::Dependency &edge) { return edge.upstream.value == QLatin1String(id); }));
            };
            QCOMPARE(static_cast<int>(edges.size()), then.number("edges"));
            QCOMPARE(from("identity-provider"), then.number("identity-provider"));
            QCOMPARE(from("cloudflare"), then.number("cloudflare"));
            return;
        }
        const QByteArray upstream = given.has("upstream") ? given.text("upstream").toUtf8() : QByteArray("a");
        const QByteArray downstream =
            given.has("downstream") ? given.text("downstream").toUtf8() : QByteArray("a");
        Folder folder;
        folder.write("dependencies.yaml", "dependencies: {" + upstream + ": [{service: " + downstream + "}]}\n");
        QVERIFY(folder.faults().join(QString()).contains(then.text("error_contains")));
    }

    Domain::Catalogue graphCatalogue(TestKit::Fields &given)
    {
        if (!given.has("edges"))
            return *Config::load({ exampleFolder(), {}, {} })->catalogue;
        Domain::Catalogue catalogue;
        for (const QJsonValue &edge : given.value("edges").toArray()) {
            Domain::Dependency dependency;
            dependency.upstream = ServiceId(edge.toArray().at(0).toString());
            dependency.downstream = ServiceId(edge.toArray().at(1).toString());
            catalogue.dependencies.push_back(dependency);
        }
        return catalogue;
    }

    void graph(TestKit::Fields &given, TestKit::Fields &then, const QString &when)
    {
        const Domain::Graph graph(graphCatalogue(given));
        const QString subject =
            given.has("ids") || when.contains(QLatin1Char(' ')) ? when.section(QLatin1Char(' '), 1) : QString();
        QStringList subjects = given.texts("ids");
        if (!subject.isEmpty())
            subjects.append(subject);
        if (given.has("seed"))
            QCOMPARE(given.text("seed"), QStringLiteral("example"));
        if (subjects.isEmpty())
            subjects.append(when == QLatin1String("downstream") ? QStringLiteral("identity-provider")
                                                                : QStringLiteral("github"));
        for (const QString &id : subjects) {
            const bool up = when.startsWith(QLatin1String("upstream"));
            const auto edges = up ? graph.upstream(ServiceId(id)) : graph.downstream(ServiceId(id));
            QStringList reached;
            for (const Domain::Dependency &edge : edges)
                reached.append(up ? edge.upstream.value : edge.downstream.value);
            if (then.has("count"))
                QCOMPARE(static_cast<int>(reached.size()), then.number("count"));
            if (then.has("ids"))
                QCOMPARE(reached, then.texts("ids"));
            for (const QString &wanted : then.texts("includes"))
                QVERIFY2(reached.contains(wanted), qPrintable(wanted));
            if (then.has("order")) {
                QCOMPARE(then.text("order"), QStringLiteral("critical before high"));
                QVERIFY(std::is_sorted(edges.begin(), edges.end(),
                    [](const auto &a, const auto &b) { return a.severity < b.severity; }));
            }
        }
    }

    Runner runnerFor(const QString &area)
    {
        static const QHash<QString, Runner> runners { { QStringLiteral("config.env_reference"), envReference },
            { QStringLiteral("config.services"), configServices },
            { QStringLiteral("config.dependencies"), configDependencies }, { QStringLiteral("graph"), graph } };
        return runners.value(area, nullptr);
    }
} // namespace

void VectorsConfig::recorded_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    const QJsonArray cases = TestKit::recordedCases();
    if (cases.isEmpty())
        QTest::newRow("absent") << QJsonObject();
    for (const QJsonValue &value : cases) {
        const QJsonObject recorded = value.toObject();
        const QString area = recorded.value(QLatin1String("area")).toString();
        const QString name = area + QStringLiteral(": ") + recorded.value(QLatin1String("name")).toString();
        if (runnerFor(area))
            QTest::newRow(qPrintable(name)) << recorded;
    }
}

void VectorsConfig::recorded()
{
    QFETCH(const QJsonObject, recorded);
    if (recorded.isEmpty())
        QSKIP("The recorded cases are not there; set WF_SHARED to the folder that holds them.");
    TestKit::Fields given(recorded.value(QLatin1String("given")).toObject());
    TestKit::Fields then(recorded.value(QLatin1String("then")).toObject());
    runnerFor(recorded.value(QLatin1String("area")).toString())(
        given, then, recorded.value(QLatin1String("when")).toString());
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(given.leftovers(), QStringList());
    QCOMPARE(then.leftovers(), QStringList());
}

} // namespace Wf
