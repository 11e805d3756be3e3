// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>
#include <memory>

namespace Wf::TestKit {

/// An answer of the API; `status` is 0 when there was none.
struct ApiAnswer {
    int status = 0;
    QByteArray contentType;
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] QJsonObject data() const { return json().value(QStringLiteral("data")).toObject(); }
};

/// A watchfloord of its own: configuration made from texts, folders that vanish, a free port. Waiting spins the
/// event loop, so servers that live in the test's thread go on answering. What the process says is kept over
/// restarts. The process is killed when this goes out of scope.
class ServerProcess final {
public:
    ServerProcess()
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(QStringLiteral("HOME"), m_folder.path());
        for (const char *name : { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" })
            m_environment.insert(QLatin1String(name), m_folder.path());
        QDir(m_folder.path()).mkpath(QStringLiteral("config"));
        m_arguments = { QStringLiteral("--config"), configFolder(), QStringLiteral("--data"), dataFolder(),
            QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0") };
    }
    ~ServerProcess() { kill(); }
    Q_DISABLE_COPY_MOVE(ServerProcess)

    [[nodiscard]] static QString binary()
    {
        return qEnvironmentVariable("WF_BIN_DIR", QStringLiteral(".")) + QStringLiteral("/watchfloord");
    }
    [[nodiscard]] QString configFolder() const { return m_folder.filePath(QStringLiteral("config")); }
    [[nodiscard]] QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }
    [[nodiscard]] QString database() const { return dataFolder() + QStringLiteral("/data.db"); }

    void setArguments(const QStringList &arguments) { m_arguments = arguments; }
    void addArgument(const QString &argument) { m_arguments.append(argument); }
    void setVariable(const char *name, const QString &value) { m_environment.insert(QLatin1String(name), value); }
    /// Writes a file of the configuration folder, in one step as an editor does.
    void configure(const QString &file, const QByteArray &text) const
    {
        const QString path = configFolder() + QLatin1Char('/') + file;
        QFile fresh(path + QStringLiteral(".new"));
        QVERIFY(fresh.open(QIODevice::WriteOnly));
        fresh.write(text);
        fresh.close();
        QFile::remove(path);
        QVERIFY(fresh.rename(path));
    }

    /// Starts it and waits until it says where it listens.
    [[nodiscard]] bool start()
    {
        launch();
        return QTest::qWaitFor([this] { return !url().isEmpty() || hasExited(); }, kPatience) && !url().isEmpty();
    }
    /// Starts it and does not wait.
    void launch()
    {
        m_process = std::make_unique<QProcess>();
        m_said.clear();
        QObject::connect(m_process.get(), &QProcess::readyReadStandardOutput, m_process.get(), [this] { read(); });
        QObject::connect(m_process.get(), &QProcess::readyReadStandardError, m_process.get(), [this] { read(); });
        m_process->setProcessEnvironment(m_environment);
        m_process->start(binary(), m_arguments);
        m_process->waitForStarted(kPatience);
    }
    /// SIGKILL: the process gets no chance to tidy up.
    void kill()
    {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished(kPatience);
        read();
    }
    void signal(int number) const { ::kill(static_cast<pid_t>(pid()), number); }
    /// True once it has ended by itself; its exit status is in `exitStatus`.
    [[nodiscard]] bool waitForExit(int milliseconds = kPatience)
    {
        const bool ended = QTest::qWaitFor([this] { return hasExited(); }, milliseconds);
        read();
        return ended;
    }
    /// SIGTERM and its exit status, -1 when it was not gone in time or did not exit properly.
    [[nodiscard]] int stop()
    {
        signal(SIGTERM);
        return waitForExit() ? exitStatus() : -1;
    }
    [[nodiscard]] bool hasExited() const { return !m_process || m_process->state() == QProcess::NotRunning; }
    [[nodiscard]] int exitStatus() const
    {
        return m_process && m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    }
    [[nodiscard]] qint64 pid() const { return m_process ? m_process->processId() : 0; }

    /// "http://127.0.0.1:40001", empty until it was said.
    [[nodiscard]] QString url() const
    {
        const qsizetype line = m_said.indexOf("listening ");
        const qsizetype end = m_said.indexOf('\n', line);
        return line < 0 || end < 0 ? QString() : QString::fromLatin1(m_said.mid(line + 10, end - line - 10));
    }
    /// Standard output of this run.
    [[nodiscard]] const QByteArray &output() const { return m_said; }
    /// Standard error of all runs.
    [[nodiscard]] const QByteArray &log() const { return m_log; }
    void forgetLog() { m_log.clear(); }

    [[nodiscard]] ApiAnswer get(const QString &path, const QByteArray &token = {})
    {
        return finish(m_network.get(request(path, token)));
    }
    [[nodiscard]] ApiAnswer post(const QString &path, const QJsonObject &body, const QByteArray &token = {})
    {
        QNetworkRequest asked = request(path, token);
        asked.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return finish(m_network.post(asked, QJsonDocument(body).toJson(QJsonDocument::Compact)));
    }
    /// The entry of /api/services with this id; empty when there is none.
    [[nodiscard]] QJsonObject service(const QString &id)
    {
        const QJsonArray list =
            get(QStringLiteral("/api/services")).data().value(QStringLiteral("services")).toArray();
        for (const auto entry : list) {
            if (entry[QStringLiteral("id")].toString() == id)
                return entry.toObject();
        }
        return {};
    }

private:
    static constexpr int kPatience = 30'000;

    [[nodiscard]] QNetworkRequest request(const QString &path, const QByteArray &token) const
    {
        QNetworkRequest asked(QUrl(url() + path));
        asked.setTransferTimeout(kPatience);
        if (!token.isEmpty())
            asked.setRawHeader("Authorization", "Bearer " + token);
        return asked;
    }
    static ApiAnswer finish(QNetworkReply *reply)
    {
        const std::unique_ptr<QNetworkReply> held(reply);
        if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, kPatience))
            return {};
        return { reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(), reply->readAll() };
    }
    void read()
    {
        m_said += m_process->readAllStandardOutput();
        m_log += m_process->readAllStandardError();
    }

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QStringList m_arguments;
    QNetworkAccessManager m_network;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_said;
    QByteArray m_log;
};

} // namespace Wf::TestKit
