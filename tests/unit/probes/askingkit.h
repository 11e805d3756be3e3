// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/vendorprober.h"
#include "testkit/fakehttpserver.h"
#include "testkit/manualclock.h"

#include <QTest>

/// A server, a clock and everything that asks it.
struct AskingKit {
    explicit AskingKit(Wf::Probes::FetchOptions options = {})
        : fetcher(network, clock, quick(std::move(options)))
    {
    }

    /// The product's rules with waits too short to be noticed.
    static Wf::Probes::FetchOptions quick(Wf::Probes::FetchOptions options)
    {
        options.retryScale = 0.002;
        options.jitter = [] { return 0.5; };
        return options;
    }

    /// Asks and waits for the answer.
    Wf::Probes::Fetched get(const QUrl &url, Wf::Millis timeout = Wf::Seconds { 20 })
    {
        std::optional<Wf::Probes::Fetched> answer;
        const auto ticket =
            fetcher.fetch({ url, timeout }, [&](Wf::Probes::Fetched fetched) { answer = std::move(fetched); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
            return tl::unexpected(Wf::Probes::unexpectedProblem(QStringLiteral("NoAnswer"), {}));
        return *answer;
    }
    Wf::Probes::Fetched get(const QString &path) { return get(server.url(path)); }
    QString reasonOf(const QString &path)
    {
        const auto fetched = get(path);
        return fetched ? QStringLiteral("fine") : fetched.error().reason;
    }

    Wf::TestKit::FakeHttpServer server;
    Wf::TestKit::ManualClock clock;
    QNetworkAccessManager network;
    Wf::Probes::Fetcher fetcher;
};
