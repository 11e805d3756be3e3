// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"

#include <QProcess>
#include <QUrl>

namespace Wf::Bench {

/// One of our programs as a process of its own, on a configuration and a data folder. Ends with its owner.
class Program final {
public:
    /// Starts it; `name` lies in the folder of the programs.
    Program(const QString &name, const QStringList &arguments);
    ~Program();
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    /// Waits for a line on its standard output and returns it; ends the benchmark when none comes in a minute.
    [[nodiscard]] QByteArray line();
    /// The address in its line "listening http://…".
    [[nodiscard]] QUrl listening();
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// Asks it to end and waits.
    void stop();

private:
    QProcess m_process;
};

/// Puts a company with ninety days of history into folder/config and folder/data; the options that name them.
[[nodiscard]] QStringList prepare(const QString &folder, const Domain::Catalogue &company);

} // namespace Wf::Bench
