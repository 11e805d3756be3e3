// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"

class QProcess;

namespace Wf::Probes {

/// Runs a program, where that is allowed: no shell, no secrets of ours in its environment, a process group of its
/// own that ends with the check.
class CommandCheck final : public CheckJob {
    Q_OBJECT

public:
    CommandCheck(const CheckTools &tools, const Domain::CommandSpec &spec);
    ~CommandCheck() override;

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    void read();
    void ended();
    void keepOutput();

    const CheckTools m_tools;
    const Domain::CommandSpec m_spec;
    QProcess *m_process = nullptr; ///< outlives us until it has ended
    qint64 m_group = 0; ///< process group, which bears the number of the program
    QByteArray m_output;
};

} // namespace Wf::Probes
