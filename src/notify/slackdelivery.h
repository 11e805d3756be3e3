// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "ports/notifier.h"

#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace Wf::Notify {

/// One POST with its deadline. Destroying it cancels it.
class SlackDelivery final : public QObject {
    Q_OBJECT

public:
    SlackDelivery(QNetworkAccessManager &network, const QUrl &address, const QByteArray &payload,
        const Clock &clock, Millis deadline);
    ~SlackDelivery() override;

Q_SIGNALS:
    void finished(const Wf::Ports::Delivery &delivery);

private:
    void readBody();
    void conclude();
    void expire();
    void tell(Ports::Delivery::Outcome outcome, const QString &answer, std::optional<Millis> retryAfter);
    [[nodiscard]] QString withWord(const QString &answer) const;

    const Clock &m_clock;
    QString m_address;
    QString m_path;
    Millis m_startedAt;
    QTimer m_deadline;
    QPointer<QNetworkReply> m_reply; ///< a child of its manager, which may go first
    QByteArray m_body;
    bool m_done = false;
};

} // namespace Wf::Notify
