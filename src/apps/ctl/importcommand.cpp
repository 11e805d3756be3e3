// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/importcommand.h"

#include "apps/common/fileimporter.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>

#include <cstdio>

namespace Wf::Ctl {

namespace {
    constexpr qsizetype kAtOnce = 200;
    constexpr int kPatienceMs = 60'000;

    QString heading(const QString &name)
    {
        return name.isEmpty() ? QStringLiteral("the file") : name;
    }

    QString targetOf(const QJsonObject &definition)
    {
        for (const char *key : { "url", "host", "domain", "schedule" }) {
            if (const QString text = definition.value(QLatin1String(key)).toString(); !text.isEmpty())
                return text;
        }
        return {};
    }

    QString notesText(const std::vector<Config::ImportNote> &notes)
    {
        QString text;
        for (const Config::ImportNote &note : notes)
            text += QStringLiteral("  %1: %2\n").arg(heading(note.name), note.text);
        return text;
    }
} // namespace

tl::expected<ImportOrder, QString> parseImport(
    const QStringList &words, const QHash<QString, QString> &environment)
{
    ImportOrder order;
    order.url = QUrl(QStringLiteral("http://127.0.0.1:8000"));
    QString token = environment.value(QStringLiteral("WATCHFLOOR_TOKEN"));
    if (token.isEmpty())
        token = environment.value(QStringLiteral("ADMIN_API_TOKEN"));
    QStringList names;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i) == u"--dry-run")
            order.mode = ImportOrder::Mode::DryRun;
        else if (words.at(i) == u"--url")
            order.url = QUrl(words.value(++i));
        else if (words.at(i) == u"--token")
            token = words.value(++i);
        else if (words.at(i).startsWith(u"--"))
            return tl::unexpected(
                QStringLiteral("there is no option '%1' (write --dry-run, --url URL or --token T)")
                    .arg(words.at(i)));
        else
            names.append(words.at(i));
    }
    if (names.size() != 2)
        return tl::unexpected(QStringLiteral("say one file: import FILE [--dry-run]"));
    if (!order.url.isValid() || order.url.scheme().isEmpty())
        return tl::unexpected(QStringLiteral("--url must be an address like http://127.0.0.1:8000"));
    order.file = names.at(1);
    order.token = Secret<QString>(token);
    return order;
}

QString importPreview(const Config::Import &import)
{
    QString text = QStringLiteral("%1: %2 monitors\n").arg(import.format).arg(import.monitors.size());
    std::vector<Config::ImportNote> notes = import.notes;
    for (const Config::Imported &monitor : import.monitors) {
        text += QStringLiteral("  %1  %2  %3\n")
                    .arg(monitor.name, monitor.definition.value(QStringLiteral("kind")).toString(),
                        targetOf(monitor.definition));
        if (!monitor.refusal.isEmpty())
            notes.push_back({ monitor.name, QStringLiteral("will be refused: ") + monitor.refusal });
    }
    if (!notes.empty())
        text += QStringLiteral("not taken over, or not exactly:\n") + notesText(notes);
    return text;
}

ImportRun::ImportRun(ImportOrder order, Config::Import import)
    : m_order(std::move(order))
    , m_import(std::move(import))
{
}

qsizetype leaveOutWhatIsThere(Config::Import &import, const QJsonObject &answer)
{
    QSet<QString> known;
    const QJsonObject data = answer.value(QStringLiteral("data")).toObject();
    for (const auto each : data.value(QStringLiteral("monitors")).toArray()) {
        const QJsonObject monitor = each.toObject();
        const auto textAt = [](const QJsonObject &from, const char *key) {
            return from.value(QLatin1String(key)).toString();
        };
        const QJsonObject heartbeat = monitor.value(QStringLiteral("heartbeat")).toObject();
        const QString target = heartbeat.isEmpty()
            ? textAt(monitor, "target")
            : textAt(heartbeat, "schedule") + u' ' + textAt(heartbeat, "tz");
        known.insert(Domain::identityOf(textAt(monitor, "name"), textAt(monitor, "kind"), target));
    }
    return static_cast<qsizetype>(std::erase_if(import.monitors, [&](const Config::Imported &monitor) {
        return monitor.spec && known.contains(Domain::identityOf(*monitor.spec));
    }));
}

void ImportRun::start()
{
    QNetworkReply *reply = m_network.get(request(QStringLiteral("/api/monitors")));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        if (const auto answer = answerOf(*reply)) {
            m_there = leaveOutWhatIsThere(m_import, *answer);
            next();
        }
    });
}

QNetworkRequest ImportRun::request(const QString &path) const
{
    QUrl url = m_order.url;
    url.setPath(path);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(kPatienceMs);
    if (!m_order.token.reveal().isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_order.token.reveal().toUtf8());
    return request;
}

void ImportRun::next()
{
    const auto total = static_cast<qsizetype>(m_import.monitors.size());
    if (m_position >= total)
        return conclude({});
    QJsonArray monitors;
    m_sent = std::min(kAtOnce, total - m_position);
    for (qsizetype i = 0; i < m_sent; ++i)
        monitors.append(m_import.monitors[static_cast<size_t>(m_position + i)].definition);
    QNetworkRequest request = this->request(QStringLiteral("/api/monitors/bulk"));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    const QByteArray body =
        QJsonDocument(QJsonObject { { QStringLiteral("monitors"), monitors } }).toJson(QJsonDocument::Compact);
    QNetworkReply *reply = m_network.post(request, body);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        if (const auto answer = answerOf(*reply))
            take(*answer);
    });
}

std::optional<QJsonObject> ImportRun::answerOf(QNetworkReply &reply)
{
    reply.deleteLater();
    const QJsonObject answer = QJsonDocument::fromJson(reply.readAll()).object();
    const QJsonValue data = answer.value(QStringLiteral("data"));
    if (data.isArray() || data.isObject())
        return answer;
    const QString said =
        answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("message")).toString();
    conclude(said.isEmpty() ? reply.errorString() : said);
    return std::nullopt;
}

void ImportRun::take(const QJsonObject &answer)
{
    for (const auto each : answer.value(QStringLiteral("data")).toArray()) {
        const QJsonObject line = each.toObject();
        const qsizetype index = m_position + line.value(QStringLiteral("index")).toInt();
        if (line.contains(QStringLiteral("id"))) {
            ++m_created;
        } else if (index < static_cast<qsizetype>(m_import.monitors.size())) {
            const QString why =
                line.value(QStringLiteral("error")).toObject().value(QStringLiteral("message")).toString();
            m_refused.push_back(
                { m_import.monitors[static_cast<size_t>(index)].name, QStringLiteral("refused: ") + why });
        }
    }
    m_position += m_sent;
    next();
}

void ImportRun::conclude(const QString &trouble)
{
    QString text = QStringLiteral("%1: %2 of %3 monitors created\n")
                       .arg(m_import.format)
                       .arg(m_created)
                       .arg(m_import.monitors.size() + static_cast<size_t>(m_there));
    if (m_there > 0)
        text += QStringLiteral("%1 were there already, by name, kind and target\n").arg(m_there);
    std::vector<Config::ImportNote> notes = m_refused;
    notes.insert(notes.end(), m_import.notes.begin(), m_import.notes.end());
    if (!notes.empty())
        text += QStringLiteral("not taken over, or not exactly:\n") + notesText(notes);
    if (!trouble.isEmpty())
        text += QStringLiteral("watchfloorctl: stopped: %1\n").arg(trouble);
    const bool whole = trouble.isEmpty() && m_refused.empty();
    Q_EMIT finished({ text, trouble.isEmpty() ? Stream::Output : Stream::Error, whole ? 0 : 1 });
}

int runImport(const QStringList &words, const QHash<QString, QString> &environment)
{
    const auto say = [](const QString &text, FILE *stream) { std::fputs(text.toUtf8().constData(), stream); };
    const auto order = parseImport(words, environment);
    if (!order) {
        say(QStringLiteral("watchfloorctl: %1\n").arg(order.error()), stderr);
        return 2;
    }
    const Result<Config::Import> import = Apps::FileImporter::readNow(order->file);
    if (!import) {
        say(QStringLiteral("watchfloorctl: %1\n").arg(import.error().detail), stderr);
        return 2;
    }
    if (order->mode == ImportOrder::Mode::DryRun) {
        say(importPreview(*import), stdout);
        return 0;
    }
    ImportRun run(*order, *import);
    QObject::connect(&run, &ImportRun::finished, qApp, [say](const Report &report) {
        say(report.text, report.stream == Stream::Output ? stdout : stderr);
        QCoreApplication::exit(report.exitStatus);
    });
    QMetaObject::invokeMethod(&run, &ImportRun::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace Wf::Ctl
