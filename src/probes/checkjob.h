// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "domain/checkresult.h"
#include "domain/checkspec.h"
#include "probes/checkoptions.h"

#include <QElapsedTimer>
#include <QTimer>

#include <functional>

namespace Wf::Probes {

class CurlLoop;
class RdapDirectory;

/// What every check may use; it outlives them all.
struct CheckTools {
    CurlLoop &curl;
    RdapDirectory &registries;
    const Clock &clock;
    const CheckOptions &options;
};

/// One run of one check. Owns everything that it has open and the deadline of the whole of it, whatever dribbles
/// in; destroying it gives up. Otherwise `done` is called exactly once, never from within start(), as the last
/// act.
class CheckJob : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(Domain::CheckRun)>;

    CheckJob();
    void start(Millis timeout, Done done);

protected:
    virtual void begin() = 0;
    /// The deadline has passed: how far it got goes into the result; answers the reason as finish() takes it.
    struct Ending {
        Domain::CheckEnd end = Domain::CheckEnd::Unreached;
        QString reason;
    };
    [[nodiscard]] virtual Ending overdue() = 0;

    /// The first call decides; whatever comes after it is not heard.
    void finish(Domain::CheckEnd end, const QString &reason = {});
    [[nodiscard]] bool isDone() const { return !m_done; }
    [[nodiscard]] Domain::CheckResult &result() { return m_run.result; }
    [[nodiscard]] Domain::Micros elapsed() const { return Domain::Micros { m_watch.nsecsElapsed() / 1000 }; }
    /// Time since the last call (or the start): for phases, which follow each other.
    [[nodiscard]] Domain::Micros lap();
    [[nodiscard]] Millis timeout() const { return m_timeout; }
    /// "no answer within 5 s"
    [[nodiscard]] QString within(const QString &what) const;

private:
    Domain::CheckRun m_run;
    Done m_done;
    QTimer m_deadline;
    QElapsedTimer m_watch;
    Domain::Micros m_lapAt { 0 };
    Millis m_timeout { 0 };
};

/// Text that came from outside, as it may be kept: UTF-8, no control characters, 2,000 characters at most.
[[nodiscard]] QString keptText(const QByteArray &bytes);
/// "5 s", "800 ms"
[[nodiscard]] QString spanText(Millis span);

} // namespace Wf::Probes
