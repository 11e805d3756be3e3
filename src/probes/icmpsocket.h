// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QObject>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace Wf::Probes {

/// Echo requests to one address: by a datagram socket where the system lets everybody ping, else by a raw one
/// where we may have it.
class IcmpSocket final : public QObject {
    Q_OBJECT

public:
    enum class Opened { Yes, NotPermitted, NoSuchFamily };
    /// `sequence` is answered; duplicates and strangers' answers are not told.
    using Heard = std::function<void(quint16 sequence)>;

    explicit IcmpSocket(Heard heard);
    ~IcmpSocket() override;

    [[nodiscard]] Opened open(const QHostAddress &address);
    /// Empty, or why it could not be sent.
    [[nodiscard]] QString send(quint16 sequence, int payload);

private:
    void read();
    [[nodiscard]] int openSocket(int type) const;

    Heard m_heard;
    QHostAddress m_address;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QByteArray m_token; ///< in every request, so that answers to others are told apart
    int m_socket = -1;
    quint16 m_id = 0;
    bool m_v6 = false;
    bool m_raw = false;
};

/// How to allow pings here, one sentence.
[[nodiscard]] QString pingPermissionText();

} // namespace Wf::Probes
