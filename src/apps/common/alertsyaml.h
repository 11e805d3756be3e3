// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/appconfig.h"
#include "ports/policyfile.h"
#include "secrets/keychain.h"

namespace Wf::Apps {

/// alerts.yaml (or alerts.local.yaml) of a configuration folder. Texts are read by the very rules of the start.
class AlertsYaml final : public Ports::PolicyFile {
public:
    /// `example` is shown where there is no file yet.
    AlertsYaml(Config::Sources sources, QString example);

    [[nodiscard]] QFuture<Result<Ports::PolicyText>> read() const override;
    [[nodiscard]] QFuture<Ports::PolicyReading> check(const QString &text) const override;
    [[nodiscard]] QFuture<Result<void>> write(const Ports::PolicyText &before, const QString &text) const override;

    /// The same at once, in this thread.
    [[nodiscard]] static Result<Ports::PolicyText> readNow(const Config::Sources &sources, const QString &example);
    /// `sources` as they are: with the secrets that the text names.
    [[nodiscard]] static Ports::PolicyReading checkNow(const Config::Sources &sources, const QString &text);
    [[nodiscard]] static Result<void> writeNow(const Config::Sources &sources, const QString &example,
        const Ports::PolicyText &before, const QString &text);

private:
    [[nodiscard]] QFuture<Config::Sources> sourcesWith(const QString &text) const;

    const Config::Sources m_sources;
    const QString m_example;
    mutable Secrets::Keychain m_keychain { Secrets::Keychain::usualOptions() };
};

} // namespace Wf::Apps
