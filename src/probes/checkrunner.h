// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/shared.h"
#include "ports/telemetry.h"
#include "probes/checkjob.h"
#include "probes/curlloop.h"
#include "probes/rdapdirectory.h"

#include <QPointer>

#include <map>
#include <vector>

namespace Wf::Probes {

class CheckRunner;

/// One check under way or waiting. Destroying it cancels the check: its end is then never told.
class CheckTicket {
public:
    CheckTicket() = default;
    CheckTicket(CheckRunner *runner, quint64 id);
    CheckTicket(CheckTicket &&other) noexcept;
    CheckTicket &operator=(CheckTicket &&other) noexcept;
    ~CheckTicket();

private:
    void cancel();

    QPointer<CheckRunner> m_runner;
    quint64 m_id = 0;
};

/// Runs checks, a limited number at once per host and in all. Lives in one thread with an event loop; nothing in
/// it waits. Also what "try it" uses: a check needs no monitor.
class CheckRunner final : public QObject {
    Q_OBJECT

public:
    using Done = CheckJob::Done;

    explicit CheckRunner(const Clock &clock, CheckOptions options = {});
    ~CheckRunner() override;

    /// `done` is called exactly once, from the event loop, with a run that is judged (Domain::judgeInCommon),
    /// unless the ticket is destroyed before. The timeout is for the whole check and runs from when it gets a
    /// place; when too many wait it is not asked, and says so. It must not destroy the runner.
    [[nodiscard]] CheckTicket run(Shared<Domain::CheckSpec> spec, Millis timeout, Done done);
    [[nodiscard]] int running() const { return m_places.running(); }
    [[nodiscard]] int waiting() const { return m_places.waiting(); }
    [[nodiscard]] quint64 dropped() const { return m_dropped; } ///< not asked, because too many waited
    [[nodiscard]] Ports::CheckLoad load() const { return { running(), waiting(), m_dropped, m_waited }; }

private:
    friend class CheckTicket;

    struct Entry {
        Shared<Domain::CheckSpec> spec;
        Millis timeout { 0 };
        Done done;
        Millis enteredAt { 0 }; ///< monotonic
        std::unique_ptr<CheckJob> job;
    };

    void begin(quint64 id);
    void cancel(quint64 id);
    void drop(quint64 id);
    void finish(quint64 id, Domain::CheckRun run);
    void bury(std::unique_ptr<CheckJob> job);

    const Clock &m_clock;
    const CheckOptions m_options;
    CurlLoop m_curl;
    RdapDirectory m_registries;
    CheckTools m_tools;
    Places m_places;
    std::map<quint64, Entry> m_entries;
    std::vector<std::unique_ptr<CheckJob>> m_ended; ///< which may be calling us: go in the next turn
    quint64 m_lastId = 0;
    quint64 m_dropped = 0;
    Ports::Distribution m_waited { Ports::kLatenessBounds };
};

} // namespace Wf::Probes
