// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "domain/alertpolicy.h"
#include "http/guardedsocket.h"
#include "ports/vendorcatalogue.h"

#include <QHostAddress>
#include <QStringList>
#include <QUrl>

#include <functional>

namespace Wf::Http {

struct HttpOptions {
    QHostAddress address { QHostAddress::LocalHost };
    quint16 port = 8000; ///< 0 takes a free one
    Secret<QString> adminToken {}; ///< empty: nothing can be written over the API
    bool publicRead = false; ///< reading needs no token, whatever the address
    QStringList corsOrigins {}; ///< "https://dashboard.example"
    QStringList trustedProxies {}; ///< addresses or networks whose X-Forwarded-For is believed for pings
    int pingBodyLimit = 10'000; ///< bytes of a ping's body that the engine keeps: said in the answer
    Seconds staleAfter { 120 }; ///< /healthz: the engine's last tick may be this old
    bool webhooksEnabled = false; ///< vendors' pages may tell of changes by themselves
    Secret<QString> webhookSecret {}; ///< signs their bodies, and makes their addresses unguessable
    bool slackAckEnabled = false; ///< Slack may tell that a button was pressed
    bool slackSlashEnabled = false; ///< Slack may ask for /itstatus
    Secret<QString> slackSigningSecret {};
    QUrl slackAnswers { QStringLiteral("https://hooks.slack.com") }; ///< where messages in Slack are replaced
    /// Reads the text of an alerts.yaml for a trial; empty: there is nobody who could. May be called in the
    /// server's thread.
    std::function<Result<Domain::AlertPolicy>(const QByteArray &)> policyReader {};
    const Ports::VendorCatalogue *vendors =
        nullptr; ///< who can be added by name; null: nobody. Outlives the server
    GuardLimits limits {};
    int liveClients = 64;
    qint64 liveBacklogBytes = 8 * 1024 * 1024; ///< a WebSocket client that is further behind is dropped
    Millis livePing { 30'000 }; ///< a client that misses two pings in a row is dropped
};

} // namespace Wf::Http
