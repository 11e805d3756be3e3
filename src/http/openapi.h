// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/routes.h"

#include <QJsonObject>

namespace Wf::Http {

/// The API's own description (OpenAPI 3.0), made from the table that serves it.
[[nodiscard]] QJsonObject openApi(const std::vector<Route> &routes);

} // namespace Wf::Http
