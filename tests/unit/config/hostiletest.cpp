// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/yamlnode.h"
#include "folder.h"

#include <QRandomGenerator>

namespace Wf {

namespace {
    /// Nine levels of ten aliases each: a thousand million values in a few hundred bytes.
    QByteArray aliasBomb()
    {
        QByteArray yaml = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int level = 1; level < 10; ++level) {
            const QByteArray below = "*l" + QByteArray::number(level - 1);
            const QByteArray name = "l" + QByteArray::number(level);
            yaml += name + ": &" + name + " [" + QByteArrayList(10, below).join(", ") + "]\n";
        }
        return yaml;
    }
} // namespace

void HostileTest::refused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &yaml, const char *fault) {
        QTest::newRow(name) << yaml << QString::fromUtf8(fault);
    };
    row("alias bomb", aliasBomb(), "the document grows beyond 1,000,000 values");
    row("deep lists", QByteArray(100'000, '['), "");
    row("deep enough to be closed", QByteArray(65, '[') + QByteArray(65, ']'),
        "lists and maps are nested more than 64 deep");
    row("deep maps", "a: " + QByteArray("{a: ").repeated(100'000), "");
    row("deep block lists", QByteArray("- ").repeated(100'000), "");
    row("its own alias", "a: &x [*x]\n", "an alias stands inside its own anchor");
    row("unknown alias", "a: *nothing\n", "");
    row("too large", QByteArray(Config::kLargestYaml + 1, '#'), "the file is larger than 4 MiB");
    row("binary", QByteArray("a: \xff\xfe\n"), "the file is not UTF-8 text");
    row("nul", QByteArray("a: \0b\n", 6), "the file is not UTF-8 text");
    row("list as key", "? [a, b]\n: c\n", "a key is not plain text");
    row("two documents", QByteArray(kGoodService) + "---\na: 1\n", "a second document begins");
    row("open quote", "services: 'x\n", "");
    row("tab", "services:\n\t- id: a\n", "");
}

void HostileTest::refused()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QString, fault);
    Folder folder;
    folder.write("services.yaml", yaml);
    const auto config = folder.load();
    QVERIFY(!config.has_value());
    QCOMPARE(config.error().size(), std::size_t { 1 });
    if (!fault.isEmpty())
        QCOMPARE(config.error().front().message, fault);
    QVERIFY(!config.error().front().text().contains(QLatin1Char('\n')));
    QVERIFY(config.error().front().text().size() < 400);
}

void HostileTest::randomBytes()
{
    QRandomGenerator random(20260424);
    static const QByteArray alphabet = "abc:- \n\n  [],{}&*!|>'\"%@`?#<~\\0\t\r:-";
    int faulty = 0;
    for (int round = 0; round < 4000; ++round) {
        QByteArray yaml;
        const int length = random.bounded(1, 300);
        for (int i = 0; i < length; ++i)
            yaml += round % 4 == 0 ? static_cast<char>(random.bounded(256))
                                   : alphabet[random.bounded(alphabet.size())];
        Config::Faults faults;
        const Config::YamlPtr root = Config::parseYaml(yaml, QStringLiteral("f"), faults);
        QVERIFY(root || !faults.isEmpty());
        faulty += faults.isEmpty() ? 0 : 1;
    }
    QVERIFY(faulty > 1000);
}

void HostileTest::mutatedExample()
{
    QFile file(exampleFolder() + QStringLiteral("/services.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray original = file.readAll();
    QRandomGenerator random(7);
    Folder folder;
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        QByteArray yaml = original;
        for (int i = random.bounded(1, 6); i > 0; --i) {
            const qsizetype at = random.bounded(static_cast<int>(yaml.size()) - 20);
            if (random.bounded(2) == 0)
                yaml.remove(at, random.bounded(1, 20));
            else
                yaml.insert(at, QByteArray(1, static_cast<char>(random.bounded(32, 127))));
        }
        folder.write("services.yaml", yaml);
        const auto config = folder.load();
        if (config)
            QVERIFY(!config->catalogue->services.empty());
        else
            QVERIFY(!config.error().empty() && config.error().size() <= 200);
        refused += config ? 0 : 1;
    }
    QVERIFY(refused > 50 && refused < 400);
}

void HostileTest::manyServices()
{
    const auto yaml = [](int count) {
        QByteArray text = "services:\n";
        for (int i = 0; i < count; ++i)
            text +=
                "  - {id: s" + QByteArray::number(i) + ", display_name: S, category: other, poll_type: manual}\n";
        return text;
    };
    Folder folder;
    folder.write("services.yaml", yaml(5000));
    QCOMPARE(folder.load()->catalogue->services.size(), std::size_t { 5000 });
    folder.write("services.yaml", yaml(5001));
    QCOMPARE(folder.faults(),
        QStringList { QStringLiteral("services.yaml:2:3: services has 5001 entries (at most 5000)") });
}

} // namespace Wf
