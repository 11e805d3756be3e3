// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "core/logging.h"

#include "core/clock.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QRegularExpression>

#include <cstdio>

namespace Wf::Logging {

namespace {

    // The log is the one thing that is process-wide by nature: Qt has one message handler.
    struct Sink {
        QMutex mutex;
        Options options;
        QFile file;
        QtMessageHandler previous = nullptr;
        QStringList secrets;
    };

    Sink &sink()
    {
        static Sink instance;
        return instance;
    }

    thread_local QList<std::pair<QString, QString>> t_context;

    QString levelName(QtMsgType type)
    {
        switch (type) {
        case QtDebugMsg:
            return QStringLiteral("debug");
        case QtInfoMsg:
            return QStringLiteral("info");
        case QtWarningMsg:
            return QStringLiteral("warning");
        case QtCriticalMsg:
            return QStringLiteral("error");
        case QtFatalMsg:
            return QStringLiteral("critical");
        }
        return QStringLiteral("info");
    }

    int rank(QtMsgType type)
    {
        switch (type) {
        case QtDebugMsg:
            return 0;
        case QtInfoMsg:
            return 1;
        case QtWarningMsg:
            return 2;
        case QtCriticalMsg:
            return 3;
        case QtFatalMsg:
            return 4;
        }
        return 1;
    }

    int rank(const QString &level)
    {
        static const QStringList names { QStringLiteral("DEBUG"), QStringLiteral("INFO"),
            QStringLiteral("WARNING"), QStringLiteral("ERROR"), QStringLiteral("CRITICAL") };
        return std::max(0, static_cast<int>(names.indexOf(level.toUpper())));
    }

    QByteArray format(
        const Options &options, QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        const QString at = SystemClock().now().time_since_epoch().count() ? toIso(SystemClock().now()) : QString();
        const QString category = QString::fromUtf8(context.category ? context.category : "default");
        if (options.format == Format::JsonLines) {
            QJsonObject line { { QStringLiteral("timestamp"), at }, { QStringLiteral("level"), levelName(type) },
                { QStringLiteral("logger"), category }, { QStringLiteral("event"), text } };
            for (const auto &[key, value] : std::as_const(t_context))
                line.insert(key, value);
            return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
        }
        QString line = at % u' ' % levelName(type).leftJustified(8) % category % u": " % text;
        for (const auto &[key, value] : std::as_const(t_context))
            line += u' ' % key % u'=' % value;
        return line.toUtf8() + '\n';
    }

    void write(Sink &out, const QByteArray &line)
    {
        if (out.file.isOpen()) {
            if (!QFileInfo::exists(out.file.fileName())) { // rotated away by logrotate: begin the new one
                out.file.close();
                if (!out.file.open(QIODevice::Append | QIODevice::WriteOnly))
                    std::fputs("watchfloor: the log file cannot be reopened\n", stderr);
            }
            out.file.write(line);
            out.file.flush();
            return;
        }
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    }

    void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
    {
        Sink &out = sink();
        if (rank(type) < rank(out.options.level))
            return;
        const QByteArray line = format(out.options, type, context, redact(message));
        const QMutexLocker lock(&out.mutex);
        write(out, line);
    }

} // namespace

QString redact(QString text)
{
    static const QRegularExpression webhook(
        QStringLiteral(R"(hooks\.slack\.com/(services|workflows|triggers)/[^\s"'<>]+)"));
    static const QRegularExpression bearer(
        QStringLiteral(R"(\bBearer\s+[^\s"',;]+)"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression authorization(
        QStringLiteral(R"((authorization["']?\s*[:=]\s*["']?)[^\s"',;]+)"),
        QRegularExpression::CaseInsensitiveOption);
    Sink &out = sink();
    {
        const QMutexLocker lock(&out.mutex);
        for (const QString &secret : std::as_const(out.secrets))
            text.replace(secret, QStringLiteral("[REDACTED]"));
    }
    text.replace(webhook, QStringLiteral("hooks.slack.com/[REDACTED]"));
    text.replace(bearer, QStringLiteral("Bearer [REDACTED]"));
    text.replace(authorization, QStringLiteral("\\1[REDACTED]"));
    return text;
}

void registerSecrets(const QStringList &values)
{
    constexpr qsizetype kShortest = 6;
    Sink &out = sink();
    const QMutexLocker lock(&out.mutex);
    for (const QString &value : values) {
        if (value.size() >= kShortest && !out.secrets.contains(value))
            out.secrets.append(value);
    }
}

Session::Session(const Options &options)
{
    Sink &out = sink();
    {
        const QMutexLocker lock(&out.mutex);
        out.options = options;
        if (!options.file.isEmpty()) {
            out.file.setFileName(options.file);
            if (!out.file.open(QIODevice::Append | QIODevice::WriteOnly))
                std::fprintf(stderr, "watchfloor: cannot write the log file %s: logging to standard error\n",
                    qUtf8Printable(options.file));
        }
        out.previous = qInstallMessageHandler(handle);
    }
    QLoggingCategory::setFilterRules(rank(options.level) == 0 ? QStringLiteral("wf.*.debug=true\nqt.*.debug=false")
                                                              : QStringLiteral("*.debug=false\nqt.*.info=false"));
}

Session::~Session()
{
    Sink &out = sink();
    qInstallMessageHandler(out.previous);
    const QMutexLocker lock(&out.mutex);
    out.file.close();
}

Context::Context(const QString &key, const QString &value)
    : m_key(key)
{
    t_context.append({ key, value });
}

Context::~Context()
{
    for (qsizetype i = t_context.size() - 1; i >= 0; --i) {
        if (t_context.at(i).first == m_key) {
            t_context.removeAt(i);
            return;
        }
    }
}

} // namespace Wf::Logging
