// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/httptransfer.h"

#include "probes/address.h"

#include <QFile>
#include <QHostAddress>

#include <cstring>
#include <utility>

namespace Wf::Probes {

namespace {
    constexpr qint64 kHeaderLimit = 64 * 1024;
    constexpr qint64 kFirstReserve = 16 * 1024;

    template <class T> void set(CURL *easy, CURLoption option, T value)
    {
        curl_easy_setopt(easy, option, value);
    }
    void set(CURL *easy, CURLoption option, const QByteArray &text)
    {
        curl_easy_setopt(easy, option, text.constData());
    }

    qint64 micros(CURL *easy, CURLINFO info)
    {
        curl_off_t value = 0;
        curl_easy_getinfo(easy, info, &value);
        return value;
    }
    long number(CURL *easy, CURLINFO info)
    {
        long value = 0;
        curl_easy_getinfo(easy, info, &value);
        return value;
    }
    QByteArray text(CURL *easy, CURLINFO info)
    {
        const char *value = nullptr;
        curl_easy_getinfo(easy, info, &value);
        return value;
    }

    std::optional<Domain::Micros> between(qint64 from, qint64 to)
    {
        return to > 0 ? std::optional(Domain::Micros { std::max<qint64>(0, to - from) }) : std::nullopt;
    }

    QByteArray addressOf(QUrl url)
    {
        url.setUserInfo({});
        url.setFragment({});
        return url.toEncoded(QUrl::FullyEncoded);
    }
} // namespace

HttpTransfer::HttpTransfer(CurlLoop &loop)
    : m_loop(loop)
    , m_easy(curl_easy_init())
{
    // Cookies in memory, for the hops of one check. Asked for by a cookie that is over and belongs nowhere,
    // because the usual way (an empty CURLOPT_COOKIEFILE) is leaked by curl_easy_reset.
    set(m_easy, CURLOPT_COOKIELIST, "Set-Cookie: none=0; Max-Age=0; Domain=cookies.invalid");
}

HttpTransfer::~HttpTransfer()
{
    m_loop.remove(m_easy);
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
}

void HttpTransfer::begin(HttpRequest request, Done done)
{
    m_request = std::move(request);
    m_done = std::move(done);
    m_exchange = {};
    m_protocol.clear();
    m_headerBytes = 0;
    m_error.fill(0);
    curl_easy_reset(m_easy); // keeps cookies
    configure();
    m_loop.add(m_easy, [this](CURLcode code) { finish(code); });
}

HttpExchange HttpTransfer::stop()
{
    m_loop.remove(m_easy);
    readOutcome(CURLE_OPERATION_TIMEDOUT);
    return m_exchange;
}

void HttpTransfer::configure()
{
    set(m_easy, CURLOPT_URL, addressOf(m_request.url));
    set(m_easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(m_easy, CURLOPT_NOSIGNAL, 1L);
    set(m_easy, CURLOPT_QUICK_EXIT, 1L); // a resolver that does not answer must not hold up the thread
    set(m_easy, CURLOPT_FRESH_CONNECT, 1L);
    set(m_easy, CURLOPT_FORBID_REUSE, 1L);
    set(m_easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
    set(m_easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    set(m_easy, CURLOPT_ERRORBUFFER, m_error.data());
    set(m_easy, CURLOPT_WRITEFUNCTION, &HttpTransfer::takeBody);
    set(m_easy, CURLOPT_WRITEDATA, this);
    set(m_easy, CURLOPT_HEADERFUNCTION, &HttpTransfer::takeHeader);
    set(m_easy, CURLOPT_HEADERDATA, this);
    set(m_easy, CURLOPT_ACCEPT_ENCODING, "");
    set(m_easy, CURLOPT_PROXY, m_request.proxy.reveal().toUtf8()); // empty: none, whatever the environment says
    set(m_easy, CURLOPT_NOPROXY, "");
    const auto family = m_request.link.family;
    set(m_easy, CURLOPT_IPRESOLVE,
        family == Domain::IpFamily::V4       ? CURL_IPRESOLVE_V4
            : family == Domain::IpFamily::V6 ? CURL_IPRESOLVE_V6
                                             : CURL_IPRESOLVE_WHATEVER);
    if (m_request.url.scheme() == QLatin1String("https"))
        configureTrust();
    if (m_request.purpose == HttpRequest::Purpose::Certificate) {
        set(m_easy, CURLOPT_CONNECT_ONLY, 1L);
        return;
    }
    configureMethod();
    configureHeaders();
}

void HttpTransfer::configureTrust()
{
    const bool anyone = m_request.link.insecure || m_request.purpose == HttpRequest::Purpose::Certificate;
    set(m_easy, CURLOPT_SSL_VERIFYPEER, anyone ? 0L : 1L);
    set(m_easy, CURLOPT_SSL_VERIFYHOST, anyone ? 0L : 2L);
    set(m_easy, CURLOPT_CERTINFO, 1L);
    if (!m_request.link.caFile.isEmpty()) {
        set(m_easy, CURLOPT_CAINFO, QFile::encodeName(m_request.link.caFile));
        set(m_easy, CURLOPT_CAPATH, static_cast<const char *>(nullptr));
    }
    // Only libcurl's notes say which protocol was spoken.
    set(m_easy, CURLOPT_VERBOSE, 1L);
    set(m_easy, CURLOPT_DEBUGFUNCTION, &HttpTransfer::takeNote);
    set(m_easy, CURLOPT_DEBUGDATA, this);
}

void HttpTransfer::configureMethod()
{
    const QByteArray &method = m_request.method;
    if (method == "HEAD")
        set(m_easy, CURLOPT_NOBODY, 1L);
    const bool sends = !m_request.body.isEmpty() || method == "POST" || method == "PUT" || method == "PATCH";
    if (sends && method != "HEAD") {
        set(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
        set(m_easy, CURLOPT_POSTFIELDS, m_request.body.constData()); // m_request outlives the transfer
    }
    if (method != "HEAD" && (sends || method != "GET"))
        set(m_easy, CURLOPT_CUSTOMREQUEST, method);
    if (m_request.user.isEmpty())
        return;
    set(m_easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    set(m_easy, CURLOPT_USERNAME, m_request.user.toUtf8());
    set(m_easy, CURLOPT_PASSWORD, m_request.password.reveal().toUtf8());
}

void HttpTransfer::configureHeaders()
{
    curl_slist_free_all(std::exchange(m_headers, nullptr));
    set(m_easy, CURLOPT_USERAGENT, m_request.userAgent);
    // Two that libcurl would add to a body unasked.
    QByteArrayList lines { "Expect:", "Content-Type:" };
    for (const Domain::RequestHeader &header : m_request.headers) {
        if (header.name.toLower() == "content-type")
            lines.removeAll("Content-Type:");
        const QByteArray &value = header.value.reveal();
        lines.append(header.name);
        lines.last() += value.isEmpty() ? QByteArray(";") : QByteArray(": " + value);
    }
    for (const QByteArray &line : lines)
        m_headers = curl_slist_append(m_headers, line.constData());
    set(m_easy, CURLOPT_HTTPHEADER, m_headers);
}

size_t HttpTransfer::takeBody(char *data, size_t, size_t count, void *self) // of items of one byte
{
    auto *me = static_cast<HttpTransfer *>(self);
    QByteArray &body = me->m_exchange.answer.body;
    const auto offered = static_cast<qint64>(count);
    const qint64 room = me->m_request.bodyLimit - body.size();
    if (body.isEmpty())
        body.reserve(std::min(me->m_request.bodyLimit, kFirstReserve));
    body.append(data, std::min(offered, room));
    me->m_exchange.answer.bodyCut = offered > room;
    return offered > room ? 0 : count; // 0 ends the transfer: enough was read
}

size_t HttpTransfer::takeHeader(char *data, size_t, size_t count, void *self) // likewise
{
    auto *me = static_cast<HttpTransfer *>(self);
    HttpExchange &exchange = me->m_exchange;
    const QByteArray line = QByteArray(data, static_cast<qsizetype>(count)).trimmed();
    me->m_headerBytes += static_cast<qint64>(count);
    exchange.headersTooLong = me->m_headerBytes > kHeaderLimit;
    if (exchange.headersTooLong)
        return 0;
    if (line.startsWith("HTTP/"))
        exchange.answer.headers.clear(); // what came before was a proxy's or a provisional answer
    else if (const qsizetype colon = line.indexOf(':'); colon > 0)
        exchange.answer.headers.emplace_back(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
    return count;
}

int HttpTransfer::takeNote(CURL *, curl_infotype type, char *data, size_t size, void *self)
{
    static const QByteArray mark("SSL connection using ");
    if (type == CURLINFO_TEXT && size > static_cast<size_t>(mark.size())
        && std::memcmp(data, mark.constData(), static_cast<size_t>(mark.size())) == 0) {
        const QByteArray rest(data + mark.size(), static_cast<qsizetype>(size) - mark.size());
        static_cast<HttpTransfer *>(self)->m_protocol = QString::fromLatin1(rest.split(' ').value(0));
    }
    return 0;
}

void HttpTransfer::finish(CURLcode code)
{
    readOutcome(code);
    const Done done = std::exchange(m_done, nullptr);
    const HttpExchange exchange = std::exchange(m_exchange, {});
    done(exchange); // last: it may destroy us
}

void HttpTransfer::readOutcome(CURLcode code)
{
    HttpExchange &exchange = m_exchange;
    exchange.code = exchange.answer.bodyCut ? CURLE_OK : code;
    exchange.answer.status = static_cast<int>(number(m_easy, CURLINFO_RESPONSE_CODE));
    exchange.redirect = QUrl::fromEncoded(text(m_easy, CURLINFO_REDIRECT_URL));
    exchange.phases = phases();
    const QString ip = QString::fromLatin1(text(m_easy, CURLINFO_PRIMARY_IP));
    if (!ip.isEmpty())
        exchange.peer = endpointText(ip, static_cast<quint16>(number(m_easy, CURLINFO_PRIMARY_PORT)));
    exchange.verifyResult = number(m_easy, CURLINFO_SSL_VERIFYRESULT);
    exchange.systemError = static_cast<int>(number(m_easy, CURLINFO_OS_ERRNO));
    exchange.said = QString::fromUtf8(m_error.data());
    exchange.certificate = certificate();
}

Domain::Phases HttpTransfer::phases() const
{
    const qint64 resolved = micros(m_easy, CURLINFO_NAMELOOKUP_TIME_T);
    const qint64 connected = micros(m_easy, CURLINFO_CONNECT_TIME_T);
    const qint64 secured = micros(m_easy, CURLINFO_APPCONNECT_TIME_T);
    const qint64 begun = micros(m_easy, CURLINFO_STARTTRANSFER_TIME_T);
    Domain::Phases phases;
    if (QHostAddress(m_request.url.host()).isNull())
        phases.resolve = between(0, resolved);
    phases.connect = between(resolved, connected);
    phases.tls = between(connected, secured);
    phases.firstByte = between(std::max(connected, secured), begun);
    if (begun > 0)
        phases.transfer = between(begun, std::max(begun, micros(m_easy, CURLINFO_TOTAL_TIME_T)));
    return phases;
}

std::optional<SeenCertificate> HttpTransfer::certificate() const
{
    curl_certinfo *chain = nullptr;
    if (curl_easy_getinfo(m_easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain || chain->num_of_certs < 1)
        return std::nullopt;
    for (const curl_slist *line = chain->certinfo[0]; line; line = line->next) {
        const QByteArray entry(line->data);
        if (!entry.startsWith("Cert:"))
            continue;
        const auto parsed = QSslCertificate::fromData(entry.mid(5), QSsl::Pem);
        return parsed.isEmpty() ? std::nullopt : std::optional(seenCertificate(parsed.first(), m_protocol));
    }
    return std::nullopt;
}

} // namespace Wf::Probes
