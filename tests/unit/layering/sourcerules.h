// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "layertable.h"

#include <QHash>
#include <QString>
#include <QStringList>

class SourceCode;

/// Qt header name ("QWidget") to the modules that have it ("Widgets"), as installed on this machine.
using QtHeaders = QHash<QString, QStringList>;
[[nodiscard]] QtHeaders installedQtHeaders(const QString &includeFolder);

/// The rules that a compiler does not know. `path` is relative to the repository ("src/engine/scheduler.cpp");
/// every fault is one line "path:line: what is wrong (what to do instead)".
class SourceRules {
public:
    SourceRules(LayerTable table, QtHeaders qtHeaders);

    [[nodiscard]] QStringList faults(const QString &path, const QString &text) const;

private:
    [[nodiscard]] QStringList includeFaults(
        const QString &path, const QString &room, const SourceCode &source) const;
    [[nodiscard]] QString quotedFault(const QString &room, const QString &name) const;
    [[nodiscard]] QString bracketFault(const QString &room, const QString &name) const;
    [[nodiscard]] QString qtFault(const QString &room, const QString &name) const;

    LayerTable m_table;
    QtHeaders m_qtHeaders;
};
