// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"

#include <QHash>

namespace Wf::Config {

// A reference stands for a secret: ${NAME} is a variable of the environment, ${keychain:NAME} an entry of the
// keychain; a text that is nothing else may be written keychain:NAME, too. Values are looked up by what stands in
// the braces.

/// How the value of a reference is put into a text.
enum class Filling : quint8 {
    Plain, ///< as it is
    Encoded, ///< with %XX where an address needs it, unless the whole text is the reference
};

/// Texts with references in them. No sentence repeats such a text.
class References {
public:
    /// `values`: variables, and "keychain:NAME".
    References(const QHash<QString, QString> &values, Checker &checker)
        : m_values(values)
        , m_checker(checker)
    {
    }

    /// One line with every reference filled in; nothing, and a fault that names it, when one has no value.
    [[nodiscard]] std::optional<QString> fill(
        const YamlNode &node, const QString &what, qsizetype longest, Filling filling = Filling::Plain) const;

    /// The values of the references that stand in a text: each of them may be a secret by itself.
    [[nodiscard]] QStringList valuesIn(const QString &text) const;

private:
    [[nodiscard]] bool isFillable(const YamlNode &node, const QString &what, const QString &text) const;

    const QHash<QString, QString> &m_values;
    Checker &m_checker;
};

/// Whether a reference stands in it.
[[nodiscard]] bool hasReference(const QString &text);
/// Whether it is one reference and nothing else.
[[nodiscard]] bool isReference(const QString &text);
/// What stands for a secret that was not shown: never taken for the secret itself.
[[nodiscard]] QString hiddenSecret();
/// Names of the keychain's entries that a text refers to.
[[nodiscard]] QStringList keychainNamesIn(const QString &text);
/// What an entry of the keychain may be called: letters, digits, '_', '.' and '-', 100 at most.
[[nodiscard]] bool isKeychainName(const QString &name);

/// What a whole value comes to.
struct Reference {
    std::optional<QString> value; ///< nothing when what it refers to is unset or empty
    QString missing; ///< what has no value: "NAME", "keychain:NAME"
};
/// A value that is exactly one reference, spaces around it aside, is what that stands for; anything else is
/// itself.
[[nodiscard]] Reference expandReference(const QString &value, const QHash<QString, QString> &values);
/// "the environment variable NAME is not set", "the keychain has no secret 'NAME'"
[[nodiscard]] QString noValueText(const QString &name);

} // namespace Wf::Config
