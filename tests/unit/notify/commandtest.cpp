// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "samples.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <csignal>

namespace Wf {

namespace {
    using Outcome = Ports::Delivery::Outcome;
    using Notify::ChannelNotifier;
    using Notify::Commands;

    Ports::Delivery run(const QString &command, const Domain::Letter &letter = Samples::letter(),
        Millis deadline = Seconds { 30 }, Commands commands = Commands::Allowed)
    {
        const SystemClock clock;
        ChannelNotifier notifier(clock, Samples::quick());
        ChannelNotifier::BuiltIn builtIn;
        builtIn.commands = commands;
        notifier.configure({},
            { Samples::channel(QStringLiteral("command"), { { QStringLiteral("command"), command } }, deadline) },
            builtIn);
        return Samples::answerOf(notifier.deliver(Samples::message(letter)));
    }

    QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
} // namespace

void CommandTest::outcomes_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char *command, Outcome outcome, const char *answer) {
        QTest::newRow(command) << QString::fromLatin1(command) << static_cast<int>(outcome)
                               << QString::fromLatin1(answer);
    };
    row("/bin/true", Outcome::Delivered, "exit code 0");
    row("/bin/sh -c \"echo no modem >&2; exit 3\"", Outcome::Retry, "exit code 3: no modem");
    row("/bin/sh -c \"kill -9 $$\"", Outcome::Retry, "the program was ended by a signal");
    row("/no/such/program", Outcome::Rejected, "/no/such/program cannot be started");
    row("  ", Outcome::Rejected, "the channel names no program");
}

void CommandTest::outcomes()
{
    QFETCH(const QString, command);
    QFETCH(const int, outcome);
    QFETCH(const QString, answer);
    const Ports::Delivery delivery = run(command);
    QCOMPARE(delivery.answer, answer);
    QCOMPARE(static_cast<int>(delivery.outcome), outcome);
}

void CommandTest::getsTheLetter()
{
    const QTemporaryDir folder;
    const QString seen = folder.filePath(QStringLiteral("seen"));
    qputenv("WF_TEST_SECRET", "sesame");
    Domain::Letter letter = Samples::full();
    letter.impact = QStringLiteral("$(touch /tmp/evil) `id` \"quoted\"\nline");
    QCOMPARE(run(QStringLiteral("/bin/sh -c \"cat > %1.json; env > %1.env\"").arg(seen), letter).outcome,
        Outcome::Delivered);
    qunsetenv("WF_TEST_SECRET");
    const QJsonObject json = QJsonDocument::fromJson(content(seen + QStringLiteral(".json"))).object();
    QCOMPARE(json.value(QLatin1String("name")).toString(), QStringLiteral("GitHub"));
    QCOMPARE(json.value(QLatin1String("impact")).toString(), letter.impact);
    const QByteArray environment = content(seen + QStringLiteral(".env"));
    QVERIFY(environment.contains("WATCHFLOOR_STATUS=major_outage\n"));
    QVERIFY(environment.contains("WATCHFLOOR_IMPACT=$(touch /tmp/evil)"));
    QVERIFY(!environment.contains("sesame")); // our own environment may hold secrets
}

void CommandTest::argumentsAreNotFilled()
{
    const QTemporaryDir folder;
    const QString seen = folder.filePath(QStringLiteral("seen"));
    run(QStringLiteral("/bin/sh -c \"echo $0 $1 > %1\" {name} \"two words\"").arg(seen));
    QVERIFY2(content(seen).startsWith("{name} two words"), content(seen).constData());
}

void CommandTest::needsPermission()
{
    const Ports::Delivery delivery =
        run(QStringLiteral("/bin/true"), Samples::letter(), Seconds { 30 }, Commands::Refused);
    QCOMPARE(delivery.outcome, Outcome::Rejected);
    QVERIFY(delivery.answer.startsWith(QStringLiteral("commands are not run here")));
}

void CommandTest::lateOnesAreEnded()
{
    const QTemporaryDir folder;
    const QString seen = folder.filePath(QStringLiteral("pid"));
    const Ports::Delivery delivery = run(QStringLiteral("/bin/sh -c \"echo $$ > %1; sleep 600 & wait\"").arg(seen),
        Samples::letter(), Millis { 700 });
    QCOMPARE(delivery.answer, QStringLiteral("timeout"));
    QCOMPARE(delivery.outcome, Outcome::Retry);
    const int pid = content(seen).trimmed().toInt();
    QVERIFY(pid > 0);
    QTRY_VERIFY_WITH_TIMEOUT(::kill(pid, 0) != 0, Samples::kPatience);
}

} // namespace Wf
