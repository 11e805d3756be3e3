// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/matcherjson.h"

#include <QJsonArray>

namespace Wf::Wire {

namespace {
    constexpr int kMostWords = 500;
    constexpr int kMinutesOfHour = 60;

    QString clockText(int minutes)
    {
        return QStringLiteral("%1:%2")
            .arg(minutes / kMinutesOfHour, 2, 10, QLatin1Char('0'))
            .arg(minutes % kMinutesOfHour, 2, 10, QLatin1Char('0'));
    }

    QJsonValue during(const std::optional<Domain::WeekTimes> &times)
    {
        if (!times)
            return QJsonValue::Null;
        static const QStringList names { QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"),
            QStringLiteral("thu"), QStringLiteral("fri"), QStringLiteral("sat"), QStringLiteral("sun") };
        QJsonArray days;
        for (qsizetype day = 0; day < names.size(); ++day) {
            if ((times->days >> day) & 1)
                days.append(names[day]);
        }
        return QJsonObject { { QStringLiteral("days"), days }, { QStringLiteral("from"), clockText(times->from) },
            { QStringLiteral("to"), clockText(times->to) },
            { QStringLiteral("zone"),
                times->zone.isEmpty() ? QStringLiteral("UTC") : QString::fromLatin1(times->zone) } };
    }

    template <class Enum> QJsonArray words(const std::vector<Enum> &values)
    {
        QJsonArray list;
        for (const Enum value : values)
            list.append(Domain::word(value));
        return list;
    }

    template <class Enum>
    std::vector<Enum> readWords(BodyReader &reader, const QString &field,
        std::optional<Enum> (*fromWord)(QStringView), const QString &choices)
    {
        std::vector<Enum> values;
        for (const QString &word : reader.texts(field, kMostWords)) {
            if (const auto value = fromWord(word))
                values.push_back(*value);
            else
                reader.refuse(field, QStringLiteral("'%1' may hold %2.").arg(field, choices));
        }
        return values;
    }

    Domain::AlertMatcher readFields(BodyReader &reader)
    {
        Domain::AlertMatcher match;
        match.services = reader.texts(QStringLiteral("services"), kMostWords);
        match.categories = reader.texts(QStringLiteral("categories"), kMostWords);
        match.tiers = readWords(reader, QStringLiteral("tiers"), Domain::tierFromWord,
            QStringLiteral("critical, important and informational"));
        match.tags = reader.texts(QStringLiteral("tags"), kMostWords);
        match.kinds = reader.texts(QStringLiteral("kinds"), kMostWords);
        match.statuses = readWords(reader, QStringLiteral("statuses"), Domain::statusFromWord,
            QStringLiteral("degraded, partial_outage and major_outage"));
        return match;
    }

    Domain::AlertMatcher readObjectOf(BodyReader &reader, const QString &field)
    {
        if (!reader.value(field).isObject()) {
            reader.refuse(field, QStringLiteral("'match' must be an object such as {\"services\": [\"okta\"]}."));
            return {};
        }
        BodyReader inner(reader.value(field).toObject());
        inner.refuseOthers({ QStringLiteral("services"), QStringLiteral("categories"), QStringLiteral("tiers"),
                               QStringLiteral("tags"), QStringLiteral("kinds"), QStringLiteral("statuses") },
            {});
        Domain::AlertMatcher match = readFields(inner);
        if (inner.fault())
            reader.refuse(QStringLiteral("match.") + inner.fault()->field, inner.fault()->detail);
        return match;
    }
} // namespace

QJsonObject matcher(const Domain::AlertMatcher &match)
{
    return { { QStringLiteral("services"), QJsonArray::fromStringList(match.services) },
        { QStringLiteral("categories"), QJsonArray::fromStringList(match.categories) },
        { QStringLiteral("tiers"), words(match.tiers) },
        { QStringLiteral("tags"), QJsonArray::fromStringList(match.tags) },
        { QStringLiteral("kinds"), QJsonArray::fromStringList(match.kinds) },
        { QStringLiteral("statuses"), words(match.statuses) },
        { QStringLiteral("during"), during(match.during) } };
}

Domain::AlertMatcher readMatcher(BodyReader &reader)
{
    const QString field = QStringLiteral("match");
    const QString services = QStringLiteral("services");
    if (reader.has(field) && reader.has(services)) {
        reader.refuse(services, QStringLiteral("Write the services into 'match', not beside it."));
        return {};
    }
    Domain::AlertMatcher match;
    if (reader.has(field))
        match = readObjectOf(reader, field);
    else
        match.services = reader.texts(services, kMostWords);
    if (match == Domain::AlertMatcher {}) {
        reader.refuse(reader.has(field) ? field : services,
            QStringLiteral("Say what it is about: 'services' with ids such as [\"okta\"] or [\"payment-*\"], or "
                           "'match'; [\"*\"] is everything."));
    }
    return match;
}

} // namespace Wf::Wire
