// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/servicesfile.h"
#include "core/result.h"

#include <QJsonObject>

namespace Wf::Config {

/// Reads a service that is defined in the program: an entry of `services:` in services.yaml, as JSON. Only id and
/// monitors have to be there: display_name is the id, category is "checks" (any id may stand there) and tier is
/// important otherwise. The answer is of `origin: app`. The first fault comes back as Invalid: one sentence with
/// what to write instead, and the path of its field ("monitors[0].expect.status").
[[nodiscard]] Result<Domain::Service> readDefinition(
    const QJsonObject &definition, const ServiceDefaults &defaults);

/// Such services as a whole services.yaml. ${NAME} stays as it was written; a secret that was written in clear is
/// not in it: ${ITS_NAME} stands there instead, and the first lines say which variables have to be set.
[[nodiscard]] QString definitionYaml(const std::vector<QJsonObject> &definitions);

} // namespace Wf::Config
