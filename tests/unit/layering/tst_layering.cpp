// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "sourcecode.h"
#include "sourcerules.h"

#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString repository()
{
    return QStringLiteral(WF_SOURCE_TREE);
}

LayerTable table()
{
    return LayerTable::fromCMake(read(repository() % u"/packaging/cmake/WfLibrary.cmake"));
}

QtHeaders fewQtHeaders()
{
    return { { QStringLiteral("QString"), { QStringLiteral("Core") } },
        { QStringLiteral("QWidget"), { QStringLiteral("Widgets") } },
        { QStringLiteral("QTcpSocket"), { QStringLiteral("Network") } },
        { QStringLiteral("QSqlQuery"), { QStringLiteral("Sql") } } };
}

QString withHeader(const char *code)
{
    return QStringLiteral("// SPDX-FileCopyrightText: The Watchfloor authors\n// SPDX-License-Identifier: MIT\n")
        % QString::fromUtf8(code);
}

/// Every room that `room` reaches, itself only if there is a circle.
void reach(const LayerTable &table, const QString &room, QSet<QString> &reached)
{
    for (const QString &below : table.may.value(room)) {
        if (reached.contains(below))
            continue;
        reached.insert(below);
        reach(table, below, reached);
    }
}

} // namespace

class TestLayering final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRoomIsInTheTable();
    void noRoomReachesItself();
    void refuses_data();
    void refuses();
    void allows_data();
    void allows();
    void blanksWhatOnlyLooksLikeCode();
    void holdsInTheWholeTree();
};

void TestLayering::everyRoomIsInTheTable()
{
    const LayerTable layers = table();
    QVERIFY(layers.rooms.contains(u"domain"));
    for (const QString &room : layers.rooms) {
        QVERIFY2(layers.may.contains(room), qPrintable(u"no WF_MAY_" % room));
        QVERIFY2(layers.qt.value(room).contains(u"Core"), qPrintable(u"no WF_QT_" % room));
    }
    QCOMPARE(layers.may.value(QStringLiteral("domain")), QStringList { QStringLiteral("core") });
    QVERIFY(layers.may.value(QStringLiteral("core")).isEmpty());
}

void TestLayering::noRoomReachesItself()
{
    const LayerTable layers = table();
    for (const QString &room : layers.rooms) {
        QSet<QString> reached;
        reach(layers, room, reached);
        QVERIFY2(!reached.contains(room), qPrintable(room));
    }
}

void TestLayering::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const char *path, const char *code, const char *fault) {
        QTest::newRow(name) << QString::fromUtf8(path) << withHeader(code) << QString::fromUtf8(fault);
    };
    row("upward include", "src/domain/a.cpp", "#include \"domain/a.h\"\n#include \"engine/scheduler.h\"\n",
        "src/domain/a.cpp:4: includes \"engine/scheduler.h\", but domain may use only: core");
    row("adapter to adapter", "src/probes/a.h", "#include \"storage/sqlstore.h\"\n",
        "src/probes/a.h:3: includes \"storage/sqlstore.h\"");
    row("programs are above everything", "src/gui/a.cpp", "#include \"apps/desktop/desktop.h\"\n",
        "src/gui/a.cpp:3: includes \"apps/desktop/desktop.h\"");
    row("include past the folder", "src/wire/a.cpp", "  # include \"../http/b.h\"\n",
        "src/wire/a.cpp:3: includes");
    row("include without a room", "src/wire/a.cpp", "#include \"codec.h\"\n",
        "write it from src, as \"wire/codec.h\"");
    row("form outside the window", "src/models/a.cpp", "#include \"dialogs/ui_about.h\"\n", "forms belong to gui");
    row("Qt class of another module", "src/engine/a.cpp", "#include <QWidget>\n",
        "src/engine/a.cpp:3: includes <QWidget> of Qt Widgets, but engine may use only: Core");
    row("Qt header by module", "src/models/a.cpp", "#include <QtGui/QColor>\n",
        "of Qt Gui, but models may use only: Core");
    row("SQL in the front door", "src/http/a.cpp", "\n#include <QSqlQuery>\n",
        "src/http/a.cpp:4: includes <QSqlQuery> of Qt Sql");
    row("YAML outside config", "src/wire/a.cpp", "#include <yaml-cpp/yaml.h>\n", "which only config may");
    row("bare log", "src/http/a.cpp", "void f() {\n    qWarning() << 1;\n}\n",
        "src/http/a.cpp:4: logs without a category");
    row("bare log in C style", "src/core/a.cpp", "void f() { qDebug (\"x\"); }\n",
        "src/core/a.cpp:3: logs without");
    row("words in the engine", "src/engine/a.cpp", "QString f() { return tr(\"down\"); }\n",
        "src/engine/a.cpp:3: translates below the faces");
    row("words by class", "src/ports/a.cpp", "auto f = QObject::tr(\"x\");\n", "translates below the faces");
    row("wall clock of Qt", "src/gui/a.cpp", "auto n = QDateTime::currentDateTimeUtc();\n",
        "src/gui/a.cpp:3: reads the wall clock");
    row("wall clock of C++", "src/apps/server/a.cpp", "auto n = std::chrono::system_clock::now();\n",
        "reads the wall clock");
    row("wall clock in core", "src/core/time.cpp", "auto n = QDate::currentDate();\n", "reads the wall clock");
    row("folder of one machine", "src/config/a.cpp",
        "auto p = u\"/wo"
        "rk/main/config\";\n",
        "names a folder of one machine");
    row("folder of one machine in a test", "tests/unit/a.cpp",
        "auto p = \"/ho"
        "me/me/x\";\n",
        "tests/unit/a.cpp:3: names a folder");
    row("no such room", "src/cellar/a.cpp", "", "is in no room");
    QTest::newRow("no header") << QStringLiteral("src/wire/a.h") << QStringLiteral("#pragma once\n")
                               << QStringLiteral("src/wire/a.h:1: has no SPDX header");
    QTest::newRow("no header in a test") << QStringLiteral("tests/gui/a.cpp") << QStringLiteral("int a;\n")
                                         << QStringLiteral("tests/gui/a.cpp:1: has no SPDX header");
}

void TestLayering::refuses()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QString, fault);
    const QStringList faults = SourceRules(table(), fewQtHeaders()).faults(path, text);
    QCOMPARE(faults.size(), 1);
    QVERIFY2(faults.constFirst().contains(fault), qPrintable(faults.constFirst()));
}

void TestLayering::allows_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *path, const char *code) {
        QTest::newRow(name) << QString::fromUtf8(path) << withHeader(code);
    };
    row("lower rooms and Core", "src/engine/a.cpp",
        "#include \"ports/store.h\"\n#include <QString>\n#include <vector>\n");
    row("network where it belongs", "src/probes/a.cpp",
        "#include <QTcpSocket>\n#include \"vendors/registry.h\"\n");
    row("generated by moc", "src/http/a.cpp", "#include \"a.moc\"\n");
    row("forms of the window", "src/gui/a.cpp", "#include \"dialogs/ui_about.h\"\n#include <QWidget>\n");
    row("programs link everything", "src/apps/desktop/main.cpp",
        "#include \"storage/sqlstore.h\"\n#include <QWidget>\n");
    row("log with a category", "src/engine/a.cpp", "void f() { qCWarning(lcEngine) << 1; }\n");
    row("the log itself", "src/core/logging.cpp", "void f() { qWarning(\"x\"); }\n");
    row("the one clock", "src/core/clock.cpp", "auto n = std::chrono::system_clock::now();\n");
    row("steady time", "src/engine/a.cpp", "auto n = std::chrono::steady_clock::now();\n");
    row("words on a face", "src/models/a.cpp", "QString f() { return tr(\"down\"); }\n");
    row("names that only end alike", "src/engine/a.cpp", "int ptr(int); int a = ptr(1); int b = MyqDebug(2);\n");
    row("spoken of in a comment", "src/engine/a.cpp",
        "// tr(\"x\"), qDebug() and system_clock::now()\n"
        "/* #include \"gui/x.h\"\n#include \"gui/y.h\"\n*/\n");
    row("spoken of in a string", "src/engine/a.cpp",
        "auto s = \"qDebug( tr(\"; auto n = 1'000; auto t = \"now'\";\n");
    row("path of somebody else", "src/vendors/a.cpp",
        "auto u = \"https://example.com/wo"
        "rk/status\";\n");
}

void TestLayering::allows()
{
    QFETCH(QString, path);
    QFETCH(QString, text);
    const QStringList faults = SourceRules(table(), fewQtHeaders()).faults(path, text);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void TestLayering::blanksWhatOnlyLooksLikeCode()
{
    const SourceCode source(
        QStringLiteral("a = \"tr(\\\"\"; // tr(\nb = R\"x(tr(\n)\")x\"; c = '\"'; d = 1'000;\ne = tr(1);"));
    QCOMPARE(source.code().size(), source.text().size());
    QCOMPARE(source.code().count(QStringLiteral("tr(")), 1);
    QCOMPARE(source.lineAt(source.code().indexOf(QStringLiteral("tr("))), 4);
    QVERIFY(source.code().contains(QStringLiteral("d = 1'000;")));
}

void TestLayering::holdsInTheWholeTree()
{
    const QtHeaders headers = installedQtHeaders(QLibraryInfo::path(QLibraryInfo::HeadersPath));
    const SourceRules rules(table(), headers);
    QStringList faults;
    int files = 0;
    for (const QString &folder : { QStringLiteral("src"), QStringLiteral("tests") }) {
        QDirIterator walk(repository() % u'/' % folder, { QStringLiteral("*.h"), QStringLiteral("*.cpp") },
            QDir::Files, QDirIterator::Subdirectories);
        for (; walk.hasNext(); ++files) {
            const QString file = walk.next();
            faults += rules.faults(QDir(repository()).relativeFilePath(file), read(file));
        }
    }
    faults.sort();
    QVERIFY2(faults.isEmpty(), qPrintable(u'\n' % faults.join(u'\n')));
    QVERIFY2(files > 40, "the tree was not found");
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
