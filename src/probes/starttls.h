// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkspec.h"

#include <QByteArray>
#include <QString>

namespace Wf::Probes {

/// The words before a plain connection becomes an encrypted one (RFC 3207, 2595, 4217), without a socket.
class StartTlsDialogue {
public:
    enum class State { Talking, Ready, Failed };

    explicit StartTlsDialogue(Domain::StartTls protocol);

    /// Takes what the server said; answers what to say next, which may be nothing yet.
    [[nodiscard]] QByteArray hear(const QByteArray &bytes);
    [[nodiscard]] State state() const { return m_state; }
    /// Why it failed, one clause.
    [[nodiscard]] QString trouble() const { return m_trouble; }
    /// All that the server said before encryption began.
    [[nodiscard]] QByteArray said() const { return m_said; }

private:
    [[nodiscard]] QByteArray reply(const QByteArray &line);
    [[nodiscard]] bool isLast(const QByteArray &line) const;
    [[nodiscard]] bool isGood(const QByteArray &line) const;
    void fail(const QByteArray &line);

    Domain::StartTls m_protocol;
    State m_state = State::Talking;
    int m_step = 0;
    QByteArray m_pending;
    QByteArray m_said;
    QString m_trouble;
};

} // namespace Wf::Probes
