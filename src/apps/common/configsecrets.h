// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/appconfig.h"
#include "secrets/keychain.h"

namespace Wf::Apps {

/// The sources of a configuration together with the secrets that its files name by keychain:NAME. What is not
/// found is told when the files are read; a keychain that cannot be asked is told in the log.
[[nodiscard]] QFuture<Config::Sources> withSecrets(Secrets::Keychain &keychain, Config::Sources sources);
/// The same at once: for the start of a program, before its event loop runs.
[[nodiscard]] Config::Sources withSecretsNow(const Config::Sources &sources);

} // namespace Wf::Apps
