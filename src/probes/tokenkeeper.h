// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/clientcredentials.h"
#include "probes/fetcher.h"

namespace Wf::Probes {

/// Gets access tokens for client credentials (RFC 6749 section 4.4) and holds each until shortly before its end.
class TokenKeeper {
public:
    using Token = Secret<QByteArray>;
    using Done = std::function<void(tl::expected<Token, Problem>)>;

    /// Both must outlive it.
    TokenKeeper(Fetcher &fetcher, const Clock &clock)
        : m_fetcher(fetcher)
        , m_clock(clock)
    {
    }

    /// The one that is still good; nothing where it has to be fetched.
    [[nodiscard]] std::optional<Token> held(const Domain::ClientCredentials &credentials) const;
    /// `done` is called once, from the event loop, unless the ticket or the keeper is destroyed before.
    [[nodiscard]] FetchTicket fetch(const Domain::ClientCredentials &credentials, Millis timeout, Done done);
    /// It was refused: the next one is fetched anew.
    void forget(const Domain::ClientCredentials &credentials);

private:
    struct Held {
        Domain::ClientCredentials credentials;
        Token token;
        Instant until {};
    };
    [[nodiscard]] tl::expected<Token, Problem> take(
        const Domain::ClientCredentials &credentials, const Fetched &fetched);

    Fetcher &m_fetcher;
    const Clock &m_clock;
    std::vector<Held> m_held; ///< oldest first
};

} // namespace Wf::Probes
