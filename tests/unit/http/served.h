// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "rawclient.h"

#include <QJsonArray>

namespace Wf::TestKit {

/// A server over a session of the tests, and a client that may write.
struct Served {
    explicit Served(const Http::HttpOptions &options = testOptions())
        : server(session, clock, options)
        , port(server.start().value_or(0))
    {
    }
    [[nodiscard]] static QByteArray token() { return "Authorization: Bearer the-right-token\r\n"; }
    [[nodiscard]] RawReply read(const QByteArray &path) const { return RawClient(port).ask(get(path)); }
    [[nodiscard]] RawReply write(const QByteArray &path, const QByteArray &body = {}) const
    {
        return RawClient(port).ask(post(path, body, token()));
    }
    [[nodiscard]] RawReply remove(const QByteArray &path) const
    {
        return RawClient(port).ask("DELETE " + path + " HTTP/1.1\r\nHost: localhost\r\n" + token() + "\r\n");
    }

    FakeSession session;
    StoppedClock clock;
    Http::HttpServer server;
    quint16 port;
};

[[nodiscard]] inline QList<int> idsOf(const QJsonValue &list)
{
    QList<int> ids;
    const QJsonArray values = list.toArray();
    for (const auto &value : values)
        ids.append(value[u"id"].toInt());
    return ids;
}

/// A world with channels and routes to write about.
[[nodiscard]] inline Ports::Snapshot withChannels()
{
    Ports::Snapshot world = sampleSnapshot();
    world.channels = { QStringLiteral("ops"), QStringLiteral("pager") };
    world.policy = Domain::defaultPolicy();
    return world;
}
} // namespace Wf::TestKit
