// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/arguments.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QTimer>

namespace Wf::Ctl {

/// What the server said, or why it said nothing.
struct Answer {
    int status = 0; ///< 0: nothing came
    QByteArray body;
    QString trouble; ///< in words, when nothing came
};

/// Asks one question over the HTTP API, within 15 seconds (two minutes for trials of alerts) and 32 MiB.
class Client final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void ask(const Arguments &arguments);

Q_SIGNALS:
    void answered(const Wf::Ctl::Answer &answer);

private:
    void read();
    void conclude();
    void giveUp(const QString &why);

    QNetworkAccessManager m_network;
    QTimer m_deadline;
    QNetworkReply *m_reply = nullptr; ///< a child of m_network
    QByteArray m_body;
    bool m_done = false;
};

} // namespace Wf::Ctl
