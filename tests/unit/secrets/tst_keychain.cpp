// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// The keychain, with a real one: a D-Bus session of its own and GNOME's keyring, both in a folder that goes
// afterwards.
#include "secrets/keychain.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Wf;
using Secrets::Found;
using Secrets::Keychain;

namespace {

using namespace std::chrono_literals;

template <class T> T answerOf(const QFuture<T> &future)
{
    static_cast<void>(QTest::qWaitFor([&future] { return future.isFinished(); }, 60'000));
    return future.result();
}

/// What a program printed on both of its streams, and how it ended.
struct Ended {
    QString output;
    int exitCode = -1;
};

Ended run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(qEnvironmentVariable("WF_BIN_DIR") + u'/' + program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return { QString::fromUtf8(process.readAll()), process.exitCode() };
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class KeychainTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void keepsReadsAndRemoves();
    void readsManyAtOnce();
    void asksTheFolderOfCredentialsFirst();
    void namesAreNoPaths();
    void answersWithoutAnyKeychain();
    void programsShareIt();

private:
    bool startBus();

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_keyring;
    bool m_real = false;
};

bool KeychainTest::startBus()
{
    m_bus.start(QStringLiteral("dbus-daemon"),
        { QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address") });
    if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead())
        return false;
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    // An empty password makes and unlocks the login keyring without a question.
    m_keyring.start(QStringLiteral("gnome-keyring-daemon"),
        { QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets") });
    if (!m_keyring.waitForStarted())
        return false;
    m_keyring.write("\n");
    m_keyring.closeWriteChannel();
    return true;
}

void KeychainTest::initTestCase()
{
    for (const char *name : { "HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME" })
        qputenv(name, m_home.path().toUtf8());
    qunsetenv("CREDENTIALS_DIRECTORY");
    qunsetenv("DISPLAY");
    qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    m_real = !QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon")).isEmpty()
        && !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty() && startBus();
    if (!m_real)
        return;
    // The keyring takes its name on the bus a moment after it was started.
    Keychain keychain({});
    QTRY_VERIFY_WITH_TIMEOUT(
        answerOf(keychain.store(QStringLiteral("ready"), Secret<QString>(QStringLiteral("yes")))), 30'000);
}

void KeychainTest::cleanupTestCase()
{
    for (QProcess *process : { &m_keyring, &m_bus }) {
        process->kill();
        process->waitForFinished();
    }
}

#define NEEDS_KEYRING()                                                                                           \
    if (!m_real)                                                                                                  \
    QSKIP("dbus-daemon and gnome-keyring-daemon are not installed")

void KeychainTest::keepsReadsAndRemoves()
{
    NEEDS_KEYRING();
    Keychain keychain({});
    const QString name = QStringLiteral("slack.hook");
    const Secret<QString> value(QStringLiteral("https://hooks.example/T/ä$\"'"));
    QVERIFY(answerOf(keychain.read({ name })).values.isEmpty());
    QVERIFY(answerOf(keychain.store(name, value)));
    const Found found = answerOf(keychain.read({ name }));
    QCOMPARE(found.values.value(name), value.reveal());
    QCOMPARE(found.trouble, QString());
    QVERIFY(answerOf(keychain.remove(name)));
    const Found gone = answerOf(keychain.read({ name }));
    QVERIFY(gone.values.isEmpty());
    QCOMPARE(gone.trouble, QString()); // there is a keychain: it only has none of this name
}

void KeychainTest::readsManyAtOnce()
{
    NEEDS_KEYRING();
    Keychain keychain({});
    QStringList names;
    for (int i = 0; i < 20; ++i) {
        names.append(QStringLiteral("many-%1").arg(i));
        QVERIFY(answerOf(keychain.store(names.last(), Secret<QString>(QString::number(i)))));
    }
    const Found found = answerOf(keychain.read(names + QStringList { QStringLiteral("nobody") }));
    QCOMPARE(found.values.size(), 20);
    QCOMPARE(found.values.value(QStringLiteral("many-7")), QStringLiteral("7"));
}

void KeychainTest::asksTheFolderOfCredentialsFirst()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("token")), "from the manager\n");
    Keychain keychain({ folder.path(), 2s });
    const Found found = answerOf(keychain.read({ QStringLiteral("token") }));
    QCOMPARE(found.values.value(QStringLiteral("token")), QStringLiteral("from the manager"));
    QCOMPARE(found.trouble, QString());
}

void KeychainTest::namesAreNoPaths()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("outside")), "x");
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("inside")));
    Keychain keychain({ folder.filePath(QStringLiteral("inside")), 2s });
    QVERIFY(answerOf(keychain.read({ QStringLiteral("../outside") })).values.isEmpty());
}

void KeychainTest::answersWithoutAnyKeychain()
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(
        QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=%1/nobody").arg(m_home.path()));
    program.setProcessEnvironment(environment);
    program.start(qEnvironmentVariable("WF_BIN_DIR") + QStringLiteral("/watchfloorctl"),
        { QStringLiteral("secret"), QStringLiteral("check"), QStringLiteral("token") });
    QVERIFY(program.waitForFinished(60'000));
    QCOMPARE(program.exitCode(), 1);
    QVERIFY(program.readAllStandardError().contains("keychain"));
}

void KeychainTest::programsShareIt()
{
    NEEDS_KEYRING();
    const QString server = QStringLiteral("watchfloord");
    const QString ctl = QStringLiteral("watchfloorctl");
    const auto secret = [&ctl](const char *verb, const QByteArray &input = {}) {
        return run(ctl, { QStringLiteral("secret"), QString::fromLatin1(verb), QStringLiteral("LOGIN") }, input);
    };
    QTemporaryDir config;
    write(config.filePath(QStringLiteral("services.yaml")),
        "categories: {own: Own}\n"
        "services:\n"
        "  - {id: login, display_name: Login, category: own, tier: critical, monitors: [{kind: http,\n"
        "     url: 'http://127.0.0.1:9/', auth: {bearer: 'keychain:LOGIN'}}]}\n");
    const QStringList check { QStringLiteral("--config"), config.path(), QStringLiteral("--check-config") };
    const Ended missing = run(server, check);
    QCOMPARE(missing.exitCode, 2);
    QVERIFY2(missing.output.contains(QStringLiteral("the keychain has no secret 'LOGIN' (store it with: "
                                                    "watchfloorctl secret set LOGIN)")),
        qPrintable(missing.output));
    QCOMPARE(secret("check").exitCode, 1);
    const Ended stored = secret("set", "open sesame\n");
    QCOMPARE(stored.exitCode, 0);
    QVERIFY(!stored.output.contains(QStringLiteral("sesame")));
    QCOMPARE(secret("check").exitCode, 0);
    const Ended found = run(server, check);
    QVERIFY2(found.exitCode == 0, qPrintable(found.output));
    QVERIFY(!found.output.contains(QStringLiteral("sesame")));
    QCOMPARE(secret("remove").exitCode, 0);
    QCOMPARE(run(server, check).exitCode, 2);
    QCOMPARE(secret("set", "\n").exitCode, 2);
}

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
