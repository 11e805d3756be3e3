// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/tokenkeeper.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace Wf::Probes {

namespace {
    constexpr size_t kMostHeld = 100;
    constexpr Millis kRenewBefore { Seconds { 60 } };
    constexpr qint64 kUsualLife = 3600; ///< seconds, where the answer does not say
    constexpr qint64 kLongestLife = 86'400;
    constexpr qsizetype kLongestToken = 64 * 1024;

    QByteArray formOf(const Domain::ClientCredentials &credentials)
    {
        const auto encoded = [](const QString &text) { return QUrl::toPercentEncoding(text); };
        QByteArray form = "grant_type=client_credentials&client_id=" + encoded(credentials.clientId)
            + "&client_secret=" + encoded(credentials.clientSecret.reveal());
        if (!credentials.scope.isEmpty())
            form += "&scope=" + encoded(credentials.scope);
        return form;
    }

    Problem tokenProblem(Problem problem, const QUrl &url)
    {
        const bool refused = problem.httpStatus == 400 || problem.httpStatus == 401 || problem.httpStatus == 403;
        problem.detail = refused ? QStringLiteral("%1 does not accept the client id and its secret (HTTP %2).")
                                       .arg(url.host())
                                       .arg(problem.httpStatus)
                                 : QStringLiteral("No access token from %1: %2").arg(url.host(), problem.detail);
        return problem;
    }

    /// It goes into a header: nothing but what a token may consist of (RFC 6750 section 2.1).
    bool isToken(const QByteArray &text)
    {
        return !text.isEmpty() && text.size() <= kLongestToken
            && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
    }
} // namespace

std::optional<TokenKeeper::Token> TokenKeeper::held(const Domain::ClientCredentials &credentials) const
{
    const auto found = std::ranges::find(m_held, credentials, &Held::credentials);
    if (found == m_held.end() || found->until <= m_clock.now())
        return std::nullopt;
    return found->token;
}

void TokenKeeper::forget(const Domain::ClientCredentials &credentials)
{
    std::erase_if(m_held, [&](const Held &held) { return held.credentials == credentials; });
}

FetchTicket TokenKeeper::fetch(const Domain::ClientCredentials &credentials, Millis timeout, Done done)
{
    FetchRequest request { credentials.tokenUrl, timeout };
    request.form = Secret<QByteArray>(formOf(credentials));
    return m_fetcher.fetch(std::move(request),
        [this, credentials, done = std::move(done)](const Fetched &fetched) { done(take(credentials, fetched)); });
}

tl::expected<TokenKeeper::Token, Problem> TokenKeeper::take(
    const Domain::ClientCredentials &credentials, const Fetched &fetched)
{
    if (!fetched)
        return tl::unexpected(tokenProblem(fetched.error(), credentials.tokenUrl));
    const QJsonObject answer = QJsonDocument::fromJson(fetched->body).object();
    const QByteArray text = answer.value(QLatin1String("access_token")).toString().toUtf8();
    if (!isToken(text))
        return tl::unexpected(transportProblem(QStringLiteral("TokenError"),
            QStringLiteral("%1 answers without an access token.").arg(credentials.tokenUrl.host())));
    const qint64 life =
        std::clamp<qint64>(answer.value(QLatin1String("expires_in")).toInteger(kUsualLife), 0, kLongestLife);
    forget(credentials);
    if (m_held.size() >= kMostHeld)
        m_held.erase(m_held.begin());
    m_held.push_back({ credentials, Token(text), m_clock.now() + Seconds { life } - kRenewBefore });
    return Token(text);
}

} // namespace Wf::Probes
