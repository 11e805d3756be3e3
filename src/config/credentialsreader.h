// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "core/shared.h"
#include "domain/clientcredentials.h"

namespace Wf::Config {

/// Keys below `auth:` of a page that hold nothing secret.
[[nodiscard]] QStringList publicCredentialKeys();
/// Whether pages of this kind may have `auth:`.
[[nodiscard]] bool takesCredentials(const QString &kind);
/// `auth: {client_credentials: {client_id, client_secret, tenant | token_url, scope}}` of a page. A tenant is
/// Microsoft's and stands for its token address. Null without `auth:`, and after a fault.
[[nodiscard]] Shared<Domain::ClientCredentials> readCredentials(const Place &monitor, const Reading &reading);
/// What is asked when a page of Microsoft's is watched with credentials and without a url.
[[nodiscard]] QUrl graphHealthUrl();

} // namespace Wf::Config
