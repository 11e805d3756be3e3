// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"
#include "config/references.h"

namespace Wf::Config {

/// Whether checks that run a program may be written: whoever may write one may run anything as this user.
enum class CommandChecks : quint8 { Refused, Allowed };

/// What the readers of one file share.
struct Reading {
    Checker &checker;
    const References &references;
    QStringList &warnings;
    CommandChecks commands = CommandChecks::Refused;
};

/// A map that is being read, and how its values are named in sentences.
class Place {
public:
    Place(const YamlNode &map, QString what)
        : m_map(&map)
        , m_what(std::move(what))
    {
    }

    [[nodiscard]] const YamlNode &map() const { return *m_map; }
    [[nodiscard]] const QString &what() const { return m_what; }
    /// The value of a key; null when it is absent or written as null.
    [[nodiscard]] const YamlNode *find(QStringView key) const { return m_map->find(key); }
    [[nodiscard]] QString about(QStringView key) const { return part(m_what, key); }

private:
    const YamlNode *m_map;
    QString m_what;
};

} // namespace Wf::Config
