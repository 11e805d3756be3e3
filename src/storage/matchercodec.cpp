// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/matchercodec.h"

#include "storage/jsonfields.h"

namespace Wf::Storage {

namespace {

    using namespace Domain;

    constexpr int kMinutesADay = 24 * 60;
    constexpr int kAllDays = 0x7f;

    template <class Enum> QJsonArray numbers(const std::vector<Enum> &words)
    {
        QJsonArray list;
        for (const Enum word : words)
            list.append(static_cast<int>(word));
        return list;
    }

    QJsonObject fromTimes(const WeekTimes &times)
    {
        return { { QStringLiteral("days"), int { times.days } }, { QStringLiteral("from"), times.from },
            { QStringLiteral("to"), times.to }, { QStringLiteral("zone"), QString::fromUtf8(times.zone) } };
    }

    /// Reads one field after another; the first that is not what it should be spoils the whole.
    class Fields {
    public:
        explicit Fields(QJsonObject object)
            : m_object(std::move(object))
        {
        }
        [[nodiscard]] bool isGood() const { return m_good; }

        QStringList texts(const char *key)
        {
            QStringList list;
            for (const auto &value : array(key)) {
                m_good = m_good && value.isString();
                list << value.toString();
            }
            return list;
        }
        template <class Enum> std::vector<Enum> words(const char *key, Enum last)
        {
            std::vector<Enum> list;
            const QJsonArray held = array(key);
            list.reserve(static_cast<size_t>(held.size()));
            for (const auto &value : held)
                list.push_back(static_cast<Enum>(checked(value, static_cast<int>(last))));
            return list;
        }
        int number(const char *key, int most) { return checked(m_object.value(QLatin1String(key)), most); }
        QString text(const char *key)
        {
            const auto value = m_object.value(QLatin1String(key));
            m_good = m_good && value.isString();
            return value.toString();
        }

    private:
        QJsonArray array(const char *key)
        {
            const auto value = m_object.value(QLatin1String(key));
            m_good = m_good && value.isArray();
            return value.toArray();
        }
        int checked(const QJsonValue &value, int most)
        {
            const int number = value.toInt(-1);
            m_good = m_good && number >= 0 && number <= most;
            return m_good ? number : 0;
        }

        QJsonObject m_object;
        bool m_good = true;
    };

    std::optional<WeekTimes> toTimes(const QJsonValue &value)
    {
        Fields fields(value.toObject());
        WeekTimes times;
        times.days = static_cast<quint8>(fields.number("days", kAllDays));
        times.from = fields.number("from", kMinutesADay - 1);
        times.to = fields.number("to", kMinutesADay - 1);
        times.zone = fields.text("zone").toUtf8();
        return fields.isGood() ? std::optional(times) : std::nullopt;
    }

} // namespace

QString encode(const AlertMatcher &matcher)
{
    QJsonObject object { { QStringLiteral("services"), QJsonArray::fromStringList(matcher.services) },
        { QStringLiteral("categories"), QJsonArray::fromStringList(matcher.categories) },
        { QStringLiteral("tiers"), numbers(matcher.tiers) },
        { QStringLiteral("tags"), QJsonArray::fromStringList(matcher.tags) },
        { QStringLiteral("kinds"), QJsonArray::fromStringList(matcher.kinds) },
        { QStringLiteral("statuses"), numbers(matcher.statuses) } };
    if (matcher.during)
        object.insert(QStringLiteral("during"), fromTimes(*matcher.during));
    return Json::text(object);
}

std::optional<AlertMatcher> decodeMatcher(const QString &json)
{
    const QJsonObject object = Json::object(json);
    Fields fields(object);
    AlertMatcher matcher;
    matcher.services = fields.texts("services");
    matcher.categories = fields.texts("categories");
    matcher.tiers = fields.words("tiers", Tier::Informational);
    matcher.tags = fields.texts("tags");
    matcher.kinds = fields.texts("kinds");
    matcher.statuses = fields.words("statuses", Status::Unknown);
    if (!fields.isGood())
        return std::nullopt;
    if (const auto during = object.value(QLatin1String("during")); !during.isUndefined()) {
        matcher.during = toTimes(during);
        if (!matcher.during)
            return std::nullopt;
    }
    return matcher;
}

} // namespace Wf::Storage
