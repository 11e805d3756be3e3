// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"

#include <QHash>

namespace Wf::Config {

/// How the value of a variable is put into a text.
enum class Filling : quint8 {
    Plain, ///< as it is
    Encoded, ///< with %XX where an address needs it, unless the whole text is the reference
};

/// Texts with secrets in them: each ${NAME} is taken from the environment. No sentence repeats such a text.
class References {
public:
    References(const QHash<QString, QString> &environment, Checker &checker)
        : m_environment(environment)
        , m_checker(checker)
    {
    }

    /// One line with every ${NAME} filled in; nothing, and a fault that names the variable, when one is not set.
    [[nodiscard]] std::optional<QString> fill(
        const YamlNode &node, const QString &what, qsizetype longest, Filling filling = Filling::Plain) const;

    /// The values of the variables that stand in a text: each of them may be a secret by itself.
    [[nodiscard]] QStringList valuesIn(const QString &text) const;

private:
    [[nodiscard]] bool isFillable(const YamlNode &node, const QString &what, const QString &text) const;

    const QHash<QString, QString> &m_environment;
    Checker &m_checker;
};

/// Whether a ${NAME} stands in it.
[[nodiscard]] bool hasReference(const QString &text);
/// Whether it is one ${NAME} and nothing else.
[[nodiscard]] bool isReference(const QString &text);
/// What stands for a secret that was not shown: never taken for the secret itself.
[[nodiscard]] QString hiddenSecret();

} // namespace Wf::Config
