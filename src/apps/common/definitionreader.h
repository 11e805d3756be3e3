// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/appconfig.h"
#include "config/definitions.h"
#include "core/logging.h"
#include "ports/definitions.h"

#include <mutex>

namespace Wf::Apps {

/// Reads what is defined in the program by the rules of the files, against the defaults of the configuration that
/// runs.
class DefinitionReader final : public Ports::DefinitionReader {
public:
    /// A changed configuration brings other defaults and another environment. Any thread may call it.
    void setDefaults(const Config::ServiceDefaults &defaults)
    {
        const std::lock_guard lock(m_mutex);
        m_defaults = defaults;
    }

    [[nodiscard]] Result<Domain::Service> read(const QJsonObject &definition) const override
    {
        const std::lock_guard lock(m_mutex);
        Result<Domain::Service> service = Config::readDefinition(definition, m_defaults);
        if (service)
            Logging::registerSecrets(Config::secretValues(*service));
        return service;
    }

    [[nodiscard]] QString yaml(const std::vector<QJsonObject> &definitions) const override
    {
        return Config::definitionYaml(definitions);
    }

private:
    mutable std::mutex m_mutex;
    Config::ServiceDefaults m_defaults;
};

} // namespace Wf::Apps
