// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/publishedrows.h"

#include "storage/columns.h"
#include "storage/jsonfields.h"

namespace Wf::Storage {

using namespace Domain;
using namespace Columns;

namespace {

    QJsonObject fromEdit(const VendorEdit &edit)
    {
        return { { QStringLiteral("at"), toEpochMillis(edit.at) },
            { QStringLiteral("what"), static_cast<int>(edit.what) }, { QStringLiteral("before"), edit.before },
            { QStringLiteral("after"), edit.after }, { QStringLiteral("quiet"), edit.quiet } };
    }

    VendorEdit toEdit(const QJsonObject &object)
    {
        return { fromEpochMillis(Json::number(object, "at")),
            enumOf(Json::number(object, "what"), VendorEdit::What::Start, VendorEdit::What::Title),
            Json::field(object, "before"), Json::field(object, "after"),
            object.value(QLatin1String("quiet")).toBool() };
    }

} // namespace

namespace Tables {

    const Table &publishedIncidents()
    {
        static const Table table { QStringLiteral("published_incidents"),
            { QStringLiteral("id"), QStringLiteral("service_id"), QStringLiteral("vendor_id"),
                QStringLiteral("title"), QStringLiteral("impact"), QStringLiteral("peak"), QStringLiteral("link"),
                QStringLiteral("seen_at"), QStringLiteral("started_at"), QStringLiteral("ended_at"),
                QStringLiteral("edits") } };
        return table;
    }

} // namespace Tables

QVariantList toRow(const PublishedIncident &incident)
{
    return { incident.id, text(incident.service.value), text(incident.vendorId), text(incident.title),
        number(incident.impact), number(incident.peak), link(incident.link), time(incident.seenAt),
        time(incident.startedAt), time(incident.endedAt), Json::text(Json::each(incident.edits, fromEdit)) };
}

PublishedIncident toPublished(const Rows &row)
{
    Cursor cursor(row);
    PublishedIncident incident;
    incident.id = cursor.number();
    incident.service = cursor.service();
    incident.vendorId = cursor.text();
    incident.title = cursor.text();
    incident.impact = cursor.status();
    incident.peak = cursor.status();
    incident.link = cursor.url();
    incident.seenAt = cursor.time();
    incident.startedAt = cursor.maybeTime();
    incident.endedAt = cursor.maybeTime();
    incident.edits = Json::each<VendorEdit>(Json::array(cursor.text()), toEdit);
    return incident;
}

} // namespace Wf::Storage
