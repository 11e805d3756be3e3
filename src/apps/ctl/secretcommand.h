// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "core/secret.h"

#include <tl/expected.hpp>

namespace Wf::Ctl {

/// What `secret` is asked to do.
struct SecretOrder {
    enum class What : quint8 { Set, Remove, Check };
    What what = What::Check;
    QString name {};
};
/// The words after `secret`; the error is one sentence.
[[nodiscard]] tl::expected<SecretOrder, QString> parseSecret(const QStringList &words);

/// `secret set|remove|check NAME`: the keychain of this user, which configuration files refer to as keychain:NAME.
/// The secret is read from standard input, one line, and never shown. Exit status: 0 done, 1 it is not there or
/// the keychain refused, 2 the words are wrong.
[[nodiscard]] int runSecret(const QStringList &words);

} // namespace Wf::Ctl
