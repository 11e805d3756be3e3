// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/lettercodec.h"

#include "storage/codec.h"
#include "storage/jsonfields.h"

namespace Wf::Storage {

namespace {

    using namespace Domain;

    /// Most fields of most letters are empty: only the others are written.
    class Writer {
    public:
        void put(const char *key, const QString &text)
        {
            if (!text.isEmpty())
                m_object.insert(QLatin1String(key), text);
        }
        void put(const char *key, const QStringList &texts)
        {
            if (!texts.isEmpty())
                m_object.insert(QLatin1String(key), QJsonArray::fromStringList(texts));
        }
        void put(const char *key, const QUrl &url)
        {
            put(key, url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded));
        }
        void put(const char *key, qint64 number)
        {
            if (number != 0)
                m_object.insert(QLatin1String(key), number);
        }
        void put(const char *key, const std::optional<Instant> &at)
        {
            if (at)
                m_object.insert(QLatin1String(key), toEpochMillis(*at));
        }
        /// Always: what is left out must not depend on which one is the first.
        template <class Enum> void word(const char *key, Enum value)
        {
            m_object.insert(QLatin1String(key), static_cast<int>(value));
        }
        void put(const char *key, const QJsonValue &value) { m_object.insert(QLatin1String(key), value); }
        [[nodiscard]] QJsonObject take() { return std::exchange(m_object, {}); }

    private:
        QJsonObject m_object;
    };

    QJsonObject fromMonitor(const LetterMonitor &monitor)
    {
        Writer writer;
        writer.put("kind", monitor.kind);
        writer.put("name", monitor.name);
        writer.put("url", monitor.url);
        writer.put("status", monitor.status);
        writer.put("error", monitor.error);
        if (monitor.expectedEvery)
            writer.put("every", QJsonValue(qint64 { monitor.expectedEvery->count() }));
        writer.put("last_ping", monitor.lastPing);
        return writer.take();
    }

    LetterMonitor toMonitor(const QJsonObject &object)
    {
        LetterMonitor monitor;
        monitor.kind = Json::field(object, "kind");
        monitor.name = Json::field(object, "name");
        monitor.url = Json::field(object, "url");
        monitor.status = Json::field(object, "status");
        monitor.error = Json::field(object, "error");
        if (const auto every = object.value(QLatin1String("every")); every.isDouble())
            monitor.expectedEvery = Millis { every.toInteger() };
        monitor.lastPing = Json::time(object, "last_ping");
        return monitor;
    }

    void putSubject(Writer &writer, const Letter &letter)
    {
        writer.word("kind", letter.kind);
        writer.word("telling", letter.telling);
        writer.put("key", letter.key);
        writer.put("incident", letter.incident);
        writer.put("service", letter.service.value);
        writer.put("name", letter.name);
        writer.put("category", letter.category);
        writer.word("tier", letter.tier);
        writer.word("from", letter.from);
        writer.word("to", letter.to);
        writer.put("title", letter.title);
        writer.put("impact", letter.impact);
        writer.put("failing", letter.failing);
        writer.put("expected", letter.expected);
        writer.put("root_cause", letter.rootCause);
        writer.put("reason", letter.reason);
    }

    void putCourse(Writer &writer, const Letter &letter)
    {
        writer.put("status_page", letter.statusPage);
        writer.put("runbook", letter.runbook);
        writer.put("owner", letter.owner);
        writer.word("mention", letter.mention);
        writer.put("dedup_key", letter.dedupKey);
        writer.put("opened_at", toEpochMillis(letter.openedAt));
        writer.put("closed_at", letter.closedAt);
        writer.put("at", toEpochMillis(letter.at));
        writer.put("acknowledged_by", letter.acknowledgedBy);
        writer.put("turns", qint64 { letter.turns });
        writer.put("failures", qint64 { letter.failures });
        writer.put("fallback", qint64 { letter.fallback });
        writer.put("thread", letter.thread);
        writer.put("prepared", QString::fromLatin1(letter.prepared.toBase64()));
    }

    QJsonObject fromLetter(const Letter &letter)
    {
        Writer writer;
        putSubject(writer, letter);
        putCourse(writer, letter);
        if (letter.monitor)
            writer.put("monitor", QJsonValue(fromMonitor(*letter.monitor)));
        return writer.take();
    }

    void readSubject(Letter &letter, const QJsonObject &object)
    {
        letter.kind = enumOf(Json::number(object, "kind"), LetterKind::Channel, LetterKind::Incident);
        letter.telling = enumOf(Json::number(object, "telling"), TellingKind::Acknowledged, TellingKind::First);
        letter.key = Json::field(object, "key");
        letter.incident = Json::number(object, "incident");
        letter.service = ServiceId(Json::field(object, "service"));
        letter.name = Json::field(object, "name");
        letter.category = Json::field(object, "category");
        letter.tier = enumOf(Json::number(object, "tier"), Tier::Informational, Tier::Important);
        letter.from = statusOf(Json::number(object, "from"));
        letter.to = statusOf(Json::number(object, "to"));
        letter.title = Json::field(object, "title");
        letter.impact = Json::field(object, "impact");
        letter.failing = Json::texts(object, "failing");
        letter.expected = Json::texts(object, "expected");
        letter.rootCause = Json::field(object, "root_cause");
        letter.reason = Json::field(object, "reason");
    }

    void readCourse(Letter &letter, const QJsonObject &object)
    {
        letter.statusPage = Json::url(object, "status_page");
        letter.runbook = Json::url(object, "runbook");
        letter.owner = Json::field(object, "owner");
        letter.mention = enumOf(Json::number(object, "mention"), Mention::Here, Mention::None);
        letter.dedupKey = Json::field(object, "dedup_key");
        letter.openedAt = fromEpochMillis(Json::number(object, "opened_at"));
        letter.closedAt = Json::time(object, "closed_at");
        letter.at = fromEpochMillis(Json::number(object, "at"));
        letter.acknowledgedBy = Json::field(object, "acknowledged_by");
        letter.turns = static_cast<int>(Json::number(object, "turns"));
        letter.failures = static_cast<int>(Json::number(object, "failures"));
        letter.fallback = Json::number(object, "fallback") != 0;
        letter.thread = Json::field(object, "thread");
        letter.prepared = QByteArray::fromBase64(Json::field(object, "prepared").toLatin1());
    }

    Letter toLetter(const QJsonObject &object)
    {
        Letter letter;
        readSubject(letter, object);
        readCourse(letter, object);
        if (const auto monitor = object.value(QLatin1String("monitor")); monitor.isObject())
            letter.monitor = toMonitor(monitor.toObject());
        return letter;
    }

} // namespace

QByteArray encode(const Letter &letter)
{
    QJsonObject object = fromLetter(letter);
    if (!letter.parts.empty())
        object.insert(QStringLiteral("parts"), Json::each(letter.parts, fromLetter));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<Letter> decodeLetter(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.isEmpty())
        return std::nullopt;
    Letter letter = toLetter(object);
    letter.parts = Json::each<Letter>(object.value(QLatin1String("parts")).toArray(), toLetter);
    return letter;
}

} // namespace Wf::Storage
