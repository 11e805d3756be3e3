// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"
#include "notify/mailtext.h"
#include "notify/sending.h"

#include <QFuture>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace Wf::Notify {

enum class MailSecurity : quint8 { None, StartTls, Tls };

/// A mail server and how to get in. With StartTls a server that does not offer it gets nothing.
struct MailServer {
    QString host {};
    quint16 port = 0; ///< 0: 25, 587 or 465, as the security goes
    MailSecurity security = MailSecurity::StartTls;
    QString user {}; ///< empty: no login
    Secret<QString> password {};
    QString caFile {}; ///< of the authorities to trust; empty: the computer's
};

struct Mail {
    MailServer server {};
    MailAddress from {};
    std::vector<MailAddress> to {};
    MailText text {};
    Millis deadline { Seconds { 30 } };
};

/// Sends mails from threads of its own.
///   accepted                             Delivered; "SMTP 250", the thread is the Message-ID
///   refused for good (5xx; AccessDenied
///   or InvalidParameterValue in words)   Rejected
///   anything else                        Retry
/// A recipient that is refused does not keep the others from getting it.
class Mailer {
public:
    Mailer();
    Mailer(const Mailer &) = delete;
    Mailer &operator=(const Mailer &) = delete;
    /// Cancels what is on its way and waits for its threads.
    ~Mailer();

    /// `cancelled` may be set at any time.
    [[nodiscard]] QFuture<Ports::Delivery> send(Mail mail, std::shared_ptr<std::atomic_bool> cancelled);

private:
    std::shared_ptr<std::atomic_bool> m_stopped;
    QThreadPool m_threads;
};

/// What a mail server says will not change: 5xx, or what Amazon SES calls AccessDenied and InvalidParameterValue.
[[nodiscard]] bool isPermanentRefusal(long code, const QByteArray &reply);

class MailSending final : public Sending {
    Q_OBJECT

public:
    MailSending(Mailer &mailer, Mail mail, const Clock &clock);
    ~MailSending() override;
    void begin() override;

private:
    Mailer &m_mailer;
    Mail m_mail;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};

} // namespace Wf::Notify
