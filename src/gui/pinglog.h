// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/rowlist.h"
#include "ports/session.h"

class QPlainTextEdit;

namespace Wf::Gui {

/// The last pings of one heartbeat; a click or Enter shows what a ping carried.
class PingLog final : public Card {
    Q_OBJECT

public:
    PingLog(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    /// Asks when it is another heartbeat than before, or when it was pinged since.
    void show(const MonitorId &monitor, qint64 pings, Instant now);

private:
    void ask();
    void take(const Result<Ports::PingPage> &page);
    void openBody(int row);
    void showBody(const QString &text);

    Ports::Session &m_session;
    MonitorId m_monitor;
    qint64 m_known = -1; ///< pings that it had when it was asked
    quint64 m_asked = 0; ///< answers to an older question are dropped
    Instant m_now {};
    std::vector<Ports::PingRow> m_pings;
    RowList *m_list;
    InkLabel *m_note;
    QPlainTextEdit *m_body;
};

} // namespace Wf::Gui
