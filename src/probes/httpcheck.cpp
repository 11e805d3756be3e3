// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/httpcheck.h"

#include "probes/httpproblem.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    bool isWeb(const QUrl &url)
    {
        const bool scheme = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        return scheme && url.isValid() && !url.host().isEmpty();
    }

    bool isRedirect(int status)
    {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    bool isToken(const QByteArray &text)
    {
        static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"));
        return shape.match(QString::fromLatin1(text)).hasMatch();
    }

    bool isOneLine(const QByteArray &text)
    {
        return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    }

    bool isSameOrigin(const QUrl &a, const QUrl &b)
    {
        const int fallback = a.scheme() == QLatin1String("https") ? 443 : 80;
        return a.scheme() == b.scheme() && a.host() == b.host() && a.port(fallback) == b.port(fallback);
    }

    /// Headers that say how we read, not who we are: the only ones that another host gets to see.
    bool isHarmless(const QByteArray &name)
    {
        static const std::array kHarmless { QByteArray("accept"), QByteArray("accept-language"),
            QByteArray("accept-charset"), QByteArray("cache-control"), QByteArray("user-agent") };
        return std::ranges::find(kHarmless, name.toLower()) != kHarmless.end();
    }

    void add(std::optional<Domain::Micros> &sum, const std::optional<Domain::Micros> &more)
    {
        if (more)
            sum = sum.value_or(Domain::Micros { 0 }) + *more;
    }

    bool isUnencrypting(const QUrl &from, const QUrl &to)
    {
        return from.scheme() == QLatin1String("https") && to.scheme() == QLatin1String("http");
    }
} // namespace

HttpCheck::HttpCheck(const CheckTools &tools, const Domain::HttpSpec &spec, const Domain::LinkSpec &link)
    : m_tools(tools)
    , m_spec(spec)
    , m_link(link)
    , m_transfer(tools.curl)
{
}

void HttpCheck::begin()
{
    if (const QString wrong = fault(); !wrong.isEmpty())
        return finish(CheckEnd::NotAsked, wrong);
    m_request = firstRequest();
    ask();
}

QString HttpCheck::fault() const
{
    if (!isWeb(m_spec.url))
        return QStringLiteral("\"%1\" is no web address (write http://HOST/… or https://HOST/…)")
            .arg(Domain::shownAddress(m_spec.url));
    if (!isToken(m_spec.method))
        return QStringLiteral("\"%1\" is no HTTP method (write GET, HEAD, POST, …)")
            .arg(QString::fromLatin1(m_spec.method));
    for (const Domain::RequestHeader &header : m_spec.headers) {
        if (!isToken(header.name) || !isOneLine(header.value.reveal()))
            return QStringLiteral("the header \"%1\" cannot be sent (a name is one word, a value one line)")
                .arg(QString::fromLatin1(header.name));
    }
    if (!isOneLine(m_spec.bearer.reveal().toUtf8()))
        return QStringLiteral("the bearer token has more than one line");
    if (!m_link.caFile.isEmpty() && !QFileInfo(m_link.caFile).isReadable())
        return QStringLiteral("the file of authorities %1 (ca_file) cannot be read").arg(m_link.caFile);
    return {};
}

HttpRequest HttpCheck::firstRequest() const
{
    HttpRequest request;
    request.url = m_spec.url;
    request.method = m_spec.method.toUpper();
    request.headers = m_spec.headers;
    request.body = m_spec.body;
    request.user = m_spec.user.isEmpty() ? m_spec.url.userName() : m_spec.user;
    request.password = m_spec.user.isEmpty() ? Secret<QString>(m_spec.url.password()) : m_spec.password;
    if (!m_spec.bearer.isEmpty())
        request.headers.push_back(
            { "Authorization", Secret<QByteArray>("Bearer " + m_spec.bearer.reveal().toUtf8()) });
    request.proxy = m_spec.proxy;
    request.link = m_link;
    request.userAgent = m_tools.options.userAgent;
    request.bodyLimit = m_spec.bodyLimit;
    return request;
}

void HttpCheck::ask()
{
    m_transfer.begin(m_request, [this](const HttpExchange &exchange) { take(exchange); });
}

CheckJob::Ending HttpCheck::overdue()
{
    HttpExchange exchange = m_transfer.stop();
    if (m_untrusted)
        exchange = *m_untrusted; // the second look took too long: say what we know
    else
        keep(exchange);
    const auto problem = m_untrusted ? httpProblemOf(exchange, m_request.url)
                                     : httpOverdue(exchange, m_request.url, spanText(timeout()));
    return { problem.end, problem.sentence };
}

void HttpCheck::keep(const HttpExchange &exchange)
{
    Domain::Phases &phases = result().phases;
    add(phases.resolve, exchange.phases.resolve);
    add(phases.connect, exchange.phases.connect);
    add(phases.tls, exchange.phases.tls);
    add(phases.firstByte, exchange.phases.firstByte);
    add(phases.transfer, exchange.phases.transfer);
    result().code = exchange.answer.status;
    result().bytes = exchange.answer.body.size();
    result().peer = exchange.peer;
    result().certificate = exchange.certificate ? std::optional(exchange.certificate->info) : std::nullopt;
}

void HttpCheck::take(const HttpExchange &exchange)
{
    if (wantsCertificate(exchange))
        return lookAtCertificate(exchange);
    keep(exchange);
    if (exchange.code != CURLE_OK) {
        const auto problem = httpProblemOf(exchange, m_request.url);
        return finish(problem.end, problem.sentence);
    }
    if (m_spec.redirects > 0 && isRedirect(exchange.answer.status) && !exchange.redirect.isEmpty())
        return follow(exchange);
    judge(exchange);
}

/// The handshake failed over the certificate: shake hands once more, trusting anyone and sending nothing, to be
/// able to say what is wrong with it.
void HttpCheck::lookAtCertificate(const HttpExchange &failed)
{
    m_untrusted = failed;
    HttpRequest look = m_request;
    look.purpose = HttpRequest::Purpose::Certificate;
    m_transfer.begin(look, [this](const HttpExchange &seen) {
        m_untrusted->certificate = seen.certificate;
        keep(*m_untrusted);
        const auto problem = httpProblemOf(*m_untrusted, m_request.url);
        finish(problem.end, problem.sentence);
    });
}

void HttpCheck::follow(const HttpExchange &exchange)
{
    const QUrl to = exchange.redirect;
    const QString shown = Domain::shownAddress(to);
    if (!isWeb(to))
        return finish(CheckEnd::Refused, u"the redirect leads to " % shown % u", which is no web address");
    if (result().hops.size() >= m_spec.redirects)
        return finish(CheckEnd::Refused,
            QStringLiteral("redirected more than %1 times, at last to %2").arg(m_spec.redirects).arg(shown));
    result().hops.append(
        isUnencrypting(m_request.url, to) ? QString(shown % u" (from https to http: not encrypted)") : shown);
    const int status = exchange.answer.status;
    const bool becomesGet = (status == 303 && m_request.method != "HEAD")
        || ((status == 301 || status == 302) && m_request.method == "POST");
    if (becomesGet) {
        m_request.method = "GET";
        m_request.body.clear();
        std::erase_if(m_request.headers,
            [](const Domain::RequestHeader &header) { return header.name.toLower() == "content-type"; });
    }
    if (!isSameOrigin(m_request.url, to)) {
        std::erase_if(
            m_request.headers, [](const Domain::RequestHeader &header) { return !isHarmless(header.name); });
        m_request.user.clear();
        m_request.password = {};
    }
    m_request.url = to;
    ask();
}

void HttpCheck::judge(const HttpExchange &exchange)
{
    result().assertions = judgeHttp(m_spec, exchange.answer);
    const bool allHeld = std::ranges::all_of(result().assertions, &Domain::AssertionOutcome::held);
    if (!allHeld)
        result().output = keptText(exchange.answer.body);
    finish(CheckEnd::Answered);
}

} // namespace Wf::Probes
