// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/verdict.h"
#include "probes/certificate.h"
#include "probes/curlloop.h"

#include <array>

namespace Wf::Probes {

/// One request on a connection of its own; redirects are not followed.
struct HttpRequest {
    enum class Purpose {
        Answer,
        Certificate, ///< only shakes hands, trusting anyone, to see the certificate; nothing is sent
    };
    Purpose purpose = Purpose::Answer;
    QUrl url; ///< http or https
    QByteArray method { "GET" };
    std::vector<Domain::RequestHeader> headers;
    QByteArray body;
    QString user;
    Secret<QString> password;
    Secret<QString> proxy;
    Domain::LinkSpec link;
    QByteArray userAgent;
    qint64 bodyLimit = 1024 * 1024;
};

/// What became of it, complete or as far as it got.
struct HttpExchange {
    CURLcode code = CURLE_OK;
    Domain::HttpAnswer answer;
    bool headersTooLong = false; ///< over 64 KiB
    QUrl redirect; ///< where the answer sends us, absolute; empty when nowhere
    Domain::Phases phases;
    QString peer;
    std::optional<SeenCertificate> certificate;
    QString said; ///< libcurl's text about a failure
    long verifyResult = 0; ///< OpenSSL's
    int systemError = 0; ///< errno of a failed connection
};

/// Carries requests out, one after the other, keeping cookies between them. Destroying it gives up.
class HttpTransfer {
public:
    using Done = std::function<void(const HttpExchange &)>;

    explicit HttpTransfer(CurlLoop &loop);
    ~HttpTransfer();
    HttpTransfer(const HttpTransfer &) = delete;
    HttpTransfer &operator=(const HttpTransfer &) = delete;

    /// `done` is called once, from the event loop; it may begin the next one.
    void begin(HttpRequest request, Done done);
    /// Gives up and says how far it got.
    [[nodiscard]] HttpExchange stop();

private:
    static size_t takeBody(char *data, size_t size, size_t count, void *self);
    static size_t takeHeader(char *data, size_t size, size_t count, void *self);
    static int takeNote(CURL *easy, curl_infotype type, char *data, size_t size, void *self);
    void configure();
    void configureMethod();
    void configureTrust();
    void configureHeaders();
    void finish(CURLcode code);
    void readOutcome(CURLcode code);
    [[nodiscard]] Domain::Phases phases() const;
    [[nodiscard]] std::optional<SeenCertificate> certificate() const;

    CurlLoop &m_loop;
    CURL *m_easy;
    curl_slist *m_headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> m_error {};
    HttpRequest m_request;
    HttpExchange m_exchange;
    QString m_protocol;
    qint64 m_headerBytes = 0;
    Done m_done;
};

} // namespace Wf::Probes
