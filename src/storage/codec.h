// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/servicestate.h"

/// The JSON inside of columns: lists and small trees that are always read and written whole. Private to this room:
/// field names of the API are another matter. What cannot be read comes back empty, never as an error.
namespace Wf::Storage {

[[nodiscard]] QString encode(const QStringList &texts);
[[nodiscard]] QString encode(const std::vector<Domain::VendorIncident> &incidents);
[[nodiscard]] QString encode(const std::vector<Domain::VendorMaintenance> &maintenances);
[[nodiscard]] QString encode(const std::vector<Domain::Component> &components);
/// Credentials inside of addresses stay out; of services from files the query of the address too, because values
/// from the environment end up there. The file is read again at the next start anyway.
[[nodiscard]] QString encode(const std::vector<Domain::MonitorSpec> &monitors, Domain::Origin origin);
[[nodiscard]] QString encode(const Domain::ManualOverride &manual);

[[nodiscard]] QStringList decodeTexts(const QString &json);
[[nodiscard]] std::vector<Domain::VendorIncident> decodeIncidents(const QString &json);
[[nodiscard]] std::vector<Domain::VendorMaintenance> decodeMaintenances(const QString &json);
[[nodiscard]] std::vector<Domain::Component> decodeComponents(const QString &json);
[[nodiscard]] std::vector<Domain::MonitorSpec> decodeMonitors(const QString &json, const ServiceId &service);
[[nodiscard]] std::optional<Domain::ManualOverride> decodeManual(const QString &json);

/// The enumerator of a stored number; a number that is none becomes `otherwise`.
template <class Enum> [[nodiscard]] Enum enumOf(qint64 stored, Enum last, Enum otherwise)
{
    return stored >= 0 && stored <= static_cast<qint64>(last) ? static_cast<Enum>(stored) : otherwise;
}
[[nodiscard]] inline Domain::Status statusOf(qint64 stored)
{
    return enumOf(stored, Domain::Status::Unknown, Domain::Status::Unknown);
}

} // namespace Wf::Storage
