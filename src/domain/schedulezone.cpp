// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/schedulezone.h"

#include <QDateTime>
#include <QRegularExpression>

namespace Wf::Domain {

using namespace std::chrono;

namespace {
    QDateTime moment(sys_seconds at)
    {
        return QDateTime::fromSecsSinceEpoch(at.time_since_epoch().count(), Qt::UTC);
    }

    seconds offsetAt(const QTimeZone &zone, sys_seconds at)
    {
        return seconds { zone.offsetFromUtc(moment(at)) };
    }

    std::optional<sys_seconds> instantOf(const QTimeZone::OffsetData &transition)
    {
        if (!transition.atUtc.isValid())
            return std::nullopt;
        return sys_seconds { seconds { transition.atUtc.toSecsSinceEpoch() } };
    }

    /// A name that the data of the system would take but that is no zone of a place.
    bool isUsable(const QByteArray &name)
    {
        static const QRegularExpression shape(QStringLiteral("^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$"));
        return name.size() <= 64 && shape.match(QString::fromLatin1(name)).hasMatch() && !name.startsWith("UTC+")
            && !name.startsWith("UTC-") && name != "Factory";
    }

    QTimeZone findZone(const QByteArray &name)
    {
        if (name == "UTC")
            return QTimeZone::utc();
        return isUsable(name) ? QTimeZone(name) : QTimeZone();
    }

    /// The name that was probably meant: the same in other capitals, or of that city.
    QByteArray nearestName(const QByteArray &name)
    {
        const QByteArray wanted = name.toLower().replace(' ', '_');
        for (const QByteArray &each : QTimeZone::availableTimeZoneIds()) {
            const QByteArray known = each.toLower();
            if (isUsable(each)
                && (known == wanted || (!wanted.isEmpty() && known.endsWith(QByteArray('/' + wanted)))))
                return each;
        }
        return "Europe/Paris or UTC";
    }
} // namespace

Result<QTimeZone> zoneNamed(QStringView name)
{
    const QByteArray given = name.trimmed().toUtf8();
    for (const QByteArray &candidate : { presentZoneName(given), given }) {
        const QTimeZone zone = findZone(candidate);
        if (zone.isValid() && zone.id() == candidate)
            return zone;
    }
    return failure(ErrorCode::Invalid,
        QStringLiteral("there is no time zone '%1' (write an IANA name such as %2)")
            .arg(QString::fromUtf8(given.left(64)), QString::fromLatin1(nearestName(given.left(64)))),
        QStringLiteral("tz"));
}

ZoneSpan spanAt(const QTimeZone &zone, sys_seconds at)
{
    ZoneSpan span { offsetAt(zone, at), {} };
    if (!zone.hasTransitions())
        return span;
    const auto next = instantOf(zone.nextTransition(moment(at)));
    if (next && *next > at)
        span.until = next;
    return span;
}

std::optional<WallTime> repeatedUntil(const QTimeZone &zone, const ZoneSpan &span, sys_seconds at)
{
    if (!zone.hasTransitions() || offsetAt(zone, at - hours { 25 }) <= span.offset)
        return std::nullopt;
    const auto changed = instantOf(zone.previousTransition(moment(at + seconds { 1 })));
    if (!changed)
        return std::nullopt;
    const seconds before = offsetAt(zone, *changed - seconds { 1 });
    if (before <= span.offset)
        return std::nullopt;
    return WallTime { changed->time_since_epoch() + before };
}

} // namespace Wf::Domain
