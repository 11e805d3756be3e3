// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/reading.h"

namespace Wf::Vendors {

using Domain::Status;

Reading lookUp(std::span<const Word> table, QStringView word)
{
    const Word *row = findRow(table, word.trimmed());
    return row ? row->reading : kUnknown;
}

Reading worse(const Reading &one, const Reading &other)
{
    return weight(other) > weight(one) ? other : one;
}

int weight(const Reading &reading)
{
    if (reading.maintenance)
        return 1;
    switch (reading.status) {
    case Status::Operational:
        return 0;
    case Status::Unknown:
        return 2;
    case Status::Degraded:
        return 3;
    case Status::PartialOutage:
        return 4;
    case Status::MajorOutage:
        return 5;
    }
    return 2;
}

QString phrase(const Reading &reading)
{
    if (reading.maintenance)
        return QStringLiteral("under maintenance");
    switch (reading.status) {
    case Status::Operational:
        return QStringLiteral("operational");
    case Status::Degraded:
        return QStringLiteral("degraded performance");
    case Status::PartialOutage:
        return QStringLiteral("partial outage");
    case Status::MajorOutage:
        return QStringLiteral("major outage");
    case Status::Unknown:
        break;
    }
    return QStringLiteral("unknown status");
}

} // namespace Wf::Vendors
