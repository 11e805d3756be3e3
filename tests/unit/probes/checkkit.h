// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "domain/verdict.h"
#include "probes/checkrunner.h"
#include "testkit/fakehttpserver.h"

#include <QTest>

/// Runs one check at a time and waits for its end.
struct CheckKit {
    using CheckRun = Wf::Domain::CheckRun;

    explicit CheckKit(Wf::Probes::CheckOptions options = {})
        : runner(clock, std::move(options))
    {
    }

    CheckRun run(const Wf::Domain::CheckSpec &spec, Wf::Millis timeout = Wf::Seconds { 20 })
    {
        std::optional<CheckRun> ended;
        const auto ticket = runner.run(spec, timeout, [&](CheckRun run) { ended = std::move(run); });
        if (!QTest::qWaitFor([&] { return ended.has_value(); }, 30'000)) {
            CheckRun lost;
            lost.reason = QStringLiteral("the check never ended");
            return lost;
        }
        return *ended;
    }

    template <class Target>
    CheckRun run(Target target, const Wf::Domain::LinkSpec &link = {}, Wf::Millis timeout = Wf::Seconds { 20 })
    {
        Wf::Domain::CheckSpec spec;
        spec.target = std::move(target);
        spec.link = link;
        return run(spec, timeout);
    }

    static Wf::Domain::HttpSpec web(const QUrl &url)
    {
        Wf::Domain::HttpSpec spec;
        spec.url = url;
        return spec;
    }

    Wf::SystemClock clock;
    Wf::Probes::CheckRunner runner;
};

/// A run that ended so, with a reason that has these words.
#define VERIFY_ENDED(ended, wantedEnd, words)                                                                     \
    do {                                                                                                          \
        const auto &endedRun = (ended);                                                                           \
        QVERIFY2(endedRun.end == Wf::Domain::CheckEnd::wantedEnd, qPrintable(endedRun.reason));                   \
        QVERIFY2(endedRun.reason.contains(QStringLiteral(words)), qPrintable(endedRun.reason));                   \
    } while (false)
