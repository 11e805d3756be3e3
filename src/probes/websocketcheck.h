// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"
#include "probes/securing.h"

#include <QWebSocket>

namespace Wf::Probes {

/// Opens a WebSocket, and where asked says something and waits for a message.
class WebSocketCheck final : public CheckJob {
    Q_OBJECT

public:
    WebSocketCheck(const CheckTools &tools, const Domain::WebSocketSpec &spec, const Domain::LinkSpec &link);
    ~WebSocketCheck() override;

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    [[nodiscard]] QString fault() const;
    void open();
    void opened();
    void keepCertificate();
    void heard(const QByteArray &message);
    void failed();

    const CheckTools m_tools;
    const Domain::WebSocketSpec m_spec;
    const Domain::LinkSpec m_link;
    QWebSocket m_socket;
    QByteArray m_last; ///< the last message
    QString m_trouble; ///< of the certificate
    int m_messages = 0;
    bool m_open = false;
};

} // namespace Wf::Probes
