// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/httpoptions.h"
#include "http/traffic.h"

namespace Wf::Http {

enum class Permission : quint8 {
    Open, ///< liveness and readiness: always
    Read, ///< from this computer, or with a token, or where reading is public
    Write, ///< with a token
};

/// Who did it, where the request names nobody: the name of the one token that may write.
[[nodiscard]] QString tokenName();

/// Who may do what. Reading needs no token while only this computer can connect; writing always does.
class Access {
public:
    /// Every look at a token is counted in `traffic`.
    Access(const HttpOptions &options, Traffic &traffic);

    /// Why not; nothing = allowed.
    [[nodiscard]] std::optional<Reply> check(Permission permission, const Request &request) const;
    /// A page of another site may not open a WebSocket here: browsers do not stop it, so we do.
    [[nodiscard]] std::optional<Reply> checkOrigin(const Request &request) const;
    /// Headers that let the allowed origins read the answer.
    [[nodiscard]] std::vector<Header> corsHeaders(const Request &request) const;
    /// The answer to a browser's question whether it may ask; nothing = it was none, or the origin is not allowed.
    [[nodiscard]] std::optional<Reply> preflight(const Request &request) const;

private:
    [[nodiscard]] std::optional<Reply> checkToken(const Request &request) const;
    [[nodiscard]] std::optional<Reply> count(TokenOutcome outcome, std::optional<Reply> denied = {}) const;
    [[nodiscard]] std::optional<Reply> checkHost(const Request &request) const;
    [[nodiscard]] bool tokenMatches(const QByteArray &presented) const;

    Traffic &m_traffic;
    Secret<QString> m_token;
    QStringList m_origins;
    bool m_local; ///< only this computer can connect
    bool m_publicRead;
};

} // namespace Wf::Http
