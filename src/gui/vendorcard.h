// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/numbertile.h"
#include "gui/rowlist.h"
#include "ports/session.h"

namespace Wf::Gui {

/// What the vendor of one service is worth over ninety days: numbers, a sentence, and what it published.
class VendorCard final : public Card {
    Q_OBJECT

public:
    VendorCard(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    /// Asks for the record of this service; what is there of another one goes.
    void ask(const ServiceId &service, Instant now);
    /// What watching its page costs; empty where nobody knows.
    void showCost(const QString &words);
    /// Asks again when what is shown is no longer new.
    void tick(Instant now);

private:
    void take(const Result<Domain::VendorRecord> &answer);
    void say(const QString &words);

    Ports::Session &m_session;
    NumberRow *m_numbers;
    InkLabel *m_words;
    RowList *m_list;
    InkLabel *m_cost;
    ServiceId m_service;
    Instant m_askedAt {};
    quint64 m_asked = 0; ///< answers to an older question are dropped
};

} // namespace Wf::Gui
