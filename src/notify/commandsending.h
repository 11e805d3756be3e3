// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "notify/sending.h"

#include <QTimer>

class QProcess;

namespace Wf::Notify {

/// Whether channels may start programs of this computer.
enum class Commands : quint8 { Refused, Allowed };

/// Starts a program, without a shell, and gives it the letter: as JSON on its standard input and as environment
/// variables WATCHFLOOR_NAME, WATCHFLOOR_STATUS, … (one a placeholder). Nothing of the letter is in its arguments.
///   ends with 0          Delivered
///   any other end        Retry
///   cannot be started    Rejected
/// One that is late is ended with everything that it started.
class CommandSending final : public Sending {
    Q_OBJECT

public:
    /// `argv`: the program and its arguments.
    CommandSending(QStringList argv, Domain::Letter letter, Millis deadline, const Clock &clock);
    ~CommandSending() override;
    void begin() override;

private:
    void read();
    void ended();
    void expire();

    QStringList m_argv;
    Domain::Letter m_letter;
    QTimer m_deadline;
    QProcess *m_process = nullptr; ///< ends later than we do when we are cancelled
    qint64 m_group = 0;
    QByteArray m_output;
};

/// The letter as one JSON object, digests with their "parts".
[[nodiscard]] QByteArray letterJson(const Domain::Letter &letter);

} // namespace Wf::Notify
