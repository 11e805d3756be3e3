// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/incidentcodec.h"

#include "storage/codec.h"
#include "storage/jsonfields.h"

namespace Wf::Storage {

using namespace Domain;

namespace {

    QJsonObject fromTold(const Told &told)
    {
        return { { QStringLiteral("route"), told.route }, { QStringLiteral("step"), told.step },
            { QStringLiteral("kind"), static_cast<int>(told.kind) },
            { QStringLiteral("status"), static_cast<int>(told.status) },
            { QStringLiteral("at"), toEpochMillis(told.at) } };
    }

    Told toTold(const QJsonObject &object)
    {
        return { Json::field(object, "route"), static_cast<int>(Json::number(object, "step")),
            enumOf(Json::number(object, "kind"), TellingKind::Acknowledged, TellingKind::First),
            statusOf(Json::number(object, "status")), fromEpochMillis(Json::number(object, "at")) };
    }

} // namespace

QString encode(const std::vector<Instant> &turns)
{
    return Json::text(Json::each(turns, toEpochMillis));
}

QString encode(const std::vector<Told> &told)
{
    return Json::text(Json::each(told, fromTold));
}

QString encode(const QHash<QString, QString> &threads)
{
    QJsonObject object;
    for (auto thread = threads.cbegin(); thread != threads.cend(); ++thread)
        object.insert(thread.key(), thread.value());
    return Json::text(object);
}

std::vector<Instant> decodeTurns(const QString &json)
{
    std::vector<Instant> turns;
    for (const auto &value : Json::array(json)) {
        if (const auto at = Json::time(value))
            turns.push_back(*at);
    }
    return turns;
}

std::vector<Told> decodeTold(const QString &json)
{
    return Json::each<Told>(Json::array(json), toTold);
}

QHash<QString, QString> decodeThreads(const QString &json)
{
    QHash<QString, QString> threads;
    const QJsonObject object = Json::object(json);
    for (auto thread = object.begin(); thread != object.end(); ++thread)
        threads.insert(thread.key(), thread.value().toString());
    return threads;
}

} // namespace Wf::Storage
