// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/channel.h"
#include "notify/sending.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>
#include <QUrl>

class QNetworkAccessManager;

namespace Wf::Notify {

/// A request as it goes out.
struct HttpCall {
    QByteArray method { "POST" };
    QUrl url {};
    std::vector<std::pair<QByteArray, QByteArray>> headers {};
    QByteArray body {};

    bool operator==(const HttpCall &) const = default;
};

/// Slack's rule (1 to 60 s, 2 s when it does not say) or what the receiver says, up to an hour.
enum class RetryAfter : quint8 { Slack, Honest };

/// What an answer means.
///   in success.statuses           Delivered, if the answer holds what success.path asks for; else Rejected
///   429, 503                      Retry, after what the receiver asks for
///   in `retry`, 3xx, 407          Retry: a redirect or a call for a proxy's login is something in the way, not
///                                 the receiver's word; redirects are not followed
///   no connection, no answer      Retry
///   anything else                 Rejected
struct HttpRules {
    Domain::ChannelDefinition::Success success {};
    std::vector<int> retry {};
    RetryAfter retryAfter = RetryAfter::Honest;
    Millis deadline { Seconds { 10 } };
    QStringList secrets {}; ///< beside the address
};

/// One request with its deadline. At most 4 KiB of the answer are read, 256 KiB where the rules look into it. The
/// answer that is told names the status and the receiver's word ("HTTP 404: no_service"), never the address.
class HttpSending final : public Sending {
    Q_OBJECT

public:
    HttpSending(QNetworkAccessManager &network, HttpCall call, HttpRules rules, const Clock &clock);
    ~HttpSending() override;
    void begin() override;
    /// What was read of the answer.
    [[nodiscard]] const QByteArray &body() const { return m_body; }

private:
    [[nodiscard]] qint64 mostRead() const;
    void readBody();
    void conclude();
    void judge(int status);
    void succeed(const QString &answer);
    [[nodiscard]] bool isSuccess(int status) const;
    [[nodiscard]] bool isWorthRetrying(int status) const;
    [[nodiscard]] std::optional<Millis> retryAfter(int status) const;
    [[nodiscard]] QString withWord(const QString &answer) const;

    QNetworkAccessManager &m_network;
    HttpCall m_call;
    HttpRules m_rules;
    QTimer m_deadline;
    QPointer<QNetworkReply> m_reply; ///< a child of its manager, which may go first
    QByteArray m_body;
};

} // namespace Wf::Notify
