// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/catalogue.h"

#include <QJsonObject>

#include <vector>

namespace Wf::Ports {

/// Reads what a service defined in the program says: the words of services.yaml, as JSON.
class DefinitionReader {
public:
    DefinitionReader() = default;
    DefinitionReader(const DefinitionReader &) = delete;
    DefinitionReader &operator=(const DefinitionReader &) = delete;
    virtual ~DefinitionReader() = default;

    /// The service with `origin: app`, or Invalid with the field ("monitors[0].interval") and what to write
    /// instead.
    [[nodiscard]] virtual Result<Domain::Service> read(const QJsonObject &definition) const = 0;
    /// Services as read() takes them, as the text of a services.yaml without secrets.
    [[nodiscard]] virtual QString yaml(const std::vector<QJsonObject> &definitions) const = 0;
};

/// A sentence or a field without "monitors[0]": who defines one monitor does not know where it stands in its
/// service's list.
[[nodiscard]] QString withoutPosition(QString text);

} // namespace Wf::Ports
