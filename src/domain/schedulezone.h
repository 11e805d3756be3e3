// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/schedulepattern.h"

#include <QTimeZone>

namespace Wf::Domain {

/// The zone of an IANA name. Legacy names ("Europe/Kiev") become their present ones ("Europe/Kyiv") where the zone
/// data knows those. Offsets ("UTC+3"), abbreviations that no data file has and names in other capitals are
/// refused with what to write instead; the field of the error is "tz".
[[nodiscard]] Result<QTimeZone> zoneNamed(QStringView name);
/// The present name of a legacy one; any other name as it is.
[[nodiscard]] QByteArray presentZoneName(const QByteArray &name);

/// A stretch of time in which the clocks of a zone run evenly.
struct ZoneSpan {
    std::chrono::seconds offset {}; ///< what the wall shows more than UTC
    std::optional<std::chrono::sys_seconds> until; ///< when the clocks are changed next; nothing: never

    [[nodiscard]] WallTime wall(std::chrono::sys_seconds at) const
    {
        return WallTime { at.time_since_epoch() + offset };
    }
    [[nodiscard]] std::chrono::sys_seconds instant(WallTime wall) const
    {
        return std::chrono::sys_seconds { wall.time_since_epoch() - offset };
    }
};
[[nodiscard]] ZoneSpan spanAt(const QTimeZone &zone, std::chrono::sys_seconds at);
/// When the clocks were set back during the day before `at`: the wall time up to which they show again what they
/// had shown already.
[[nodiscard]] std::optional<WallTime> repeatedUntil(
    const QTimeZone &zone, const ZoneSpan &span, std::chrono::sys_seconds at);

} // namespace Wf::Domain
