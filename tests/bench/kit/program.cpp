// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/program.h"

#include "bench/kit/company.h"
#include "config/appconfig.h"
#include "core/clock.h"
#include "storage/sqlstore.h"

#include <QDir>

#include <cstdio>
#include <cstdlib>

namespace Wf::Bench {

namespace {
    constexpr int kPatience = 60'000;

    [[noreturn]] void giveUp(const QString &sentence)
    {
        std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
        std::exit(3);
    }
} // namespace

Program::Program(const QString &name, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LOG_LEVEL"), QStringLiteral("ERROR"));
    m_process.setProcessEnvironment(environment);
    m_process.start(QStringLiteral(WF_BIN_DIR "/") + name, arguments);
    if (!m_process.waitForStarted(kPatience))
        giveUp(name + QStringLiteral(" does not start: ") + m_process.errorString());
}

Program::~Program()
{
    stop();
}

void Program::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(kPatience))
        m_process.kill();
}

QByteArray Program::line()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(kPatience))
            giveUp(m_process.program() + QStringLiteral(" says nothing for a minute"));
    }
    return m_process.readLine().trimmed();
}

QUrl Program::listening()
{
    const QByteArray words = line();
    if (!words.startsWith("listening "))
        giveUp(QStringLiteral("expected a line 'listening ADDRESS', not: ") + QString::fromUtf8(words));
    return QUrl(QString::fromUtf8(words.mid(10)));
}

QStringList prepare(const QString &folder, const Domain::Catalogue &company)
{
    const QString config = folder + QStringLiteral("/config");
    const QString data = folder + QStringLiteral("/data");
    QDir().mkpath(config);
    writeConfiguration(company, config);
    // The program itself says what its monitors are called: a stored state is found again by that name.
    Config::Sources sources;
    sources.folder = config;
    const auto loaded = Config::load(sources);
    if (!loaded)
        giveUp(loaded.error().front().text());
    auto store = Storage::SqlStore::open({ data });
    if (!store)
        giveUp(store.error().detail);
    auto written = (*store)->commit(ninetyDays(*loaded->catalogue, SystemClock().now()));
    written.waitForFinished();
    if (!written.result())
        giveUp(written.result().error().detail);
    return { QStringLiteral("--config"), config, QStringLiteral("--data"), data, QStringLiteral("--listen"),
        QStringLiteral("127.0.0.1:0") };
}

} // namespace Wf::Bench
