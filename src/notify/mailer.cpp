// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/mailer.h"

#include "core/answer.h"
#include "notify/answertext.h"

#include <QPromise>
#include <QUrl>

#include <curl/curl.h>

namespace Wf::Notify {

namespace {
    using Outcome = Ports::Delivery::Outcome;
    using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
    using Mime = std::unique_ptr<curl_mime, decltype(&curl_mime_free)>;

    constexpr qsizetype kMostReply = 2048;
    constexpr Millis kConnectDeadline { Seconds { 10 } };

    class List {
    public:
        List() = default;
        List(const List &) = delete;
        List &operator=(const List &) = delete;
        ~List() { curl_slist_free_all(m_head); }
        void append(const QByteArray &line) { m_head = curl_slist_append(m_head, line.constData()); }
        [[nodiscard]] curl_slist *get() const { return m_head; }

    private:
        curl_slist *m_head = nullptr;
    };

    /// What both callbacks of one transfer work on.
    struct Progress {
        std::shared_ptr<std::atomic_bool> cancelled;
        std::shared_ptr<std::atomic_bool> stopped;
        QByteArray refusal; ///< the server's last one
    };

    int watch(void *data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        const auto *progress = static_cast<const Progress *>(data);
        return *progress->cancelled || *progress->stopped ? 1 : 0;
    }

    /// The last refusal: after it comes what the server says to our goodbye.
    size_t keepReply(char *line, size_t size, size_t count, void *data)
    {
        const qsizetype length = static_cast<qsizetype>(size) * static_cast<qsizetype>(count);
        if (length > 0 && (line[0] == '4' || line[0] == '5'))
            static_cast<Progress *>(data)->refusal = QByteArray(line, std::min(length, kMostReply));
        return size * count;
    }

    QByteArray addressOf(const MailServer &server)
    {
        const bool tls = server.security == MailSecurity::Tls;
        QUrl url;
        url.setScheme(tls ? QStringLiteral("smtps") : QStringLiteral("smtp"));
        url.setHost(server.host);
        const int usual = tls ? 465 : server.security == MailSecurity::StartTls ? 587 : 25;
        url.setPort(server.port == 0 ? usual : server.port);
        return url.toEncoded();
    }

    /// The standard's own type for options of libcurl, which takes anything.
    template <class T> void set(CURL *curl, CURLoption option, T value)
    {
        curl_easy_setopt(curl, option, value);
    }

    void connectAs(CURL *curl, const Mail &mail)
    {
        const MailServer &server = mail.server;
        set(curl, CURLOPT_URL, addressOf(server).constData());
        set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(curl, CURLOPT_NOSIGNAL, 1L);
        set(curl, CURLOPT_NOPROXY, "*");
        set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(mail.deadline.count()));
        set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(mail.deadline, kConnectDeadline).count()));
        set(curl, CURLOPT_USE_SSL,
            static_cast<long>(server.security == MailSecurity::None ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!server.caFile.isEmpty())
            set(curl, CURLOPT_CAINFO, server.caFile.toUtf8().constData());
        if (server.user.isEmpty())
            return;
        set(curl, CURLOPT_USERNAME, server.user.toUtf8().constData());
        set(curl, CURLOPT_PASSWORD, server.password.reveal().toUtf8().constData());
    }

    void addPart(curl_mime *mime, const QByteArray &content, const char *type)
    {
        curl_mimepart *part = curl_mime_addpart(mime);
        curl_mime_data(part, content.constData(), static_cast<size_t>(content.size()));
        curl_mime_type(part, type);
        curl_mime_encoder(part, "quoted-printable");
    }

    /// multipart/mixed with one part: libcurl makes the outermost one itself and knows no other kind for it.
    Mime bodyOf(CURL *curl, const MailText &text)
    {
        Mime outer(curl_mime_init(curl), curl_mime_free);
        curl_mime *alternatives = curl_mime_init(curl);
        addPart(alternatives, text.text, "text/plain; charset=utf-8");
        addPart(alternatives, text.html, "text/html; charset=utf-8");
        curl_mimepart *part = curl_mime_addpart(outer.get());
        curl_mime_subparts(part, alternatives);
        curl_mime_type(part, "multipart/alternative");
        return outer;
    }

    Ports::Delivery delivered(const Mail &mail, long code)
    {
        Ports::Delivery delivery;
        delivery.outcome = Outcome::Delivered;
        delivery.answer = QStringLiteral("SMTP %1").arg(code);
        delivery.thread = QString::fromLatin1(mail.text.messageId);
        return delivery;
    }

    Ports::Delivery failed(const Mail &mail, CURLcode error, long code, const QByteArray &reply)
    {
        const QStringList secrets { mail.server.password.reveal() };
        Ports::Delivery delivery;
        const bool said = code >= 400 && code < 600;
        delivery.outcome = isPermanentRefusal(said ? code : 0, reply) ? Outcome::Rejected : Outcome::Retry;
        if (error == CURLE_OPERATION_TIMEDOUT)
            delivery.answer = QStringLiteral("timeout");
        else if (error == CURLE_USE_SSL_FAILED)
            delivery.answer = QStringLiteral("the mail server offers no STARTTLS, so nothing was said to it");
        else if (said)
            delivery.answer = QStringLiteral("SMTP ") + cleanAnswer(reply, secrets);
        else
            delivery.answer = QStringLiteral("mail_error: ") + QString::fromUtf8(curl_easy_strerror(error));
        return delivery;
    }

    Ports::Delivery transfer(const Mail &mail, Progress progress)
    {
        const Easy easy(curl_easy_init(), curl_easy_cleanup);
        CURL *curl = easy.get();
        connectAs(curl, mail);
        List recipients;
        for (const MailAddress &each : mail.to)
            recipients.append('<' + each.address.toLatin1() + '>');
        List headers;
        for (const auto &[name, value] : mail.text.headers)
            headers.append(name + ": " + value);
        const Mime mime = bodyOf(curl, mail.text);
        const QByteArray sender = '<' + mail.from.address.toLatin1() + '>';
        set(curl, CURLOPT_MAIL_FROM, sender.constData());
        set(curl, CURLOPT_MAIL_RCPT, recipients.get());
        set(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
        set(curl, CURLOPT_HTTPHEADER, headers.get());
        set(curl, CURLOPT_MIMEPOST, mime.get());
        set(curl, CURLOPT_NOPROGRESS, 0L);
        set(curl, CURLOPT_XFERINFOFUNCTION, watch);
        set(curl, CURLOPT_XFERINFODATA, static_cast<void *>(&progress));
        set(curl, CURLOPT_HEADERFUNCTION, keepReply);
        set(curl, CURLOPT_HEADERDATA, static_cast<void *>(&progress));
        const CURLcode error = curl_easy_perform(curl);
        long code = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
        return error == CURLE_OK ? delivered(mail, code) : failed(mail, error, code, progress.refusal);
    }
} // namespace

Mailer::Mailer()
    : m_stopped(std::make_shared<std::atomic_bool>(false))
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
    m_threads.setMaxThreadCount(2);
}

Mailer::~Mailer()
{
    *m_stopped = true;
    m_threads.clear();
    m_threads.waitForDone();
    curl_global_cleanup();
}

QFuture<Ports::Delivery> Mailer::send(Mail mail, std::shared_ptr<std::atomic_bool> cancelled)
{
    auto promise = std::make_shared<QPromise<Ports::Delivery>>();
    promise->start();
    auto future = promise->future();
    m_threads.start(
        [mail = std::move(mail), promise, progress = Progress { std::move(cancelled), m_stopped, {} }] {
            promise->addResult(transfer(mail, progress));
            promise->finish();
        });
    return future;
}

bool isPermanentRefusal(long code, const QByteArray &reply)
{
    return (code >= 500 && code < 600) || reply.contains("AccessDenied")
        || reply.contains("InvalidParameterValue");
}

MailSending::MailSending(Mailer &mailer, Mail mail, const Clock &clock)
    : Sending(clock)
    , m_mailer(mailer)
    , m_mail(std::move(mail))
    , m_cancelled(std::make_shared<std::atomic_bool>(false))
{
}

MailSending::~MailSending()
{
    *m_cancelled = true;
}

void MailSending::begin()
{
    onAnswer<Ports::Delivery>(
        this, m_mailer.send(m_mail, m_cancelled), [this](const Ports::Delivery &delivery) { tell(delivery); },
        [this] { tell(Outcome::Retry, QStringLiteral("the mail was not sent")); });
}

} // namespace Wf::Notify
