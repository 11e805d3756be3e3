// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/checkrunner.h"

#include "domain/verdict.h"
#include "probes/checkfactory.h"

#include <utility>

namespace Wf::Probes {

CheckTicket::CheckTicket(CheckRunner *runner, quint64 id)
    : m_runner(runner)
    , m_id(id)
{
}

CheckTicket::CheckTicket(CheckTicket &&other) noexcept
    : m_runner(std::exchange(other.m_runner, nullptr))
    , m_id(std::exchange(other.m_id, 0))
{
}

CheckTicket &CheckTicket::operator=(CheckTicket &&other) noexcept
{
    if (this != &other) {
        cancel();
        m_runner = std::exchange(other.m_runner, nullptr);
        m_id = std::exchange(other.m_id, 0);
    }
    return *this;
}

CheckTicket::~CheckTicket()
{
    cancel();
}

void CheckTicket::cancel()
{
    if (m_runner)
        m_runner->cancel(m_id);
}

CheckRunner::CheckRunner(const Clock &clock, CheckOptions options)
    : m_clock(clock)
    , m_options(std::move(options))
    , m_registries(m_curl, m_clock, m_options)
    , m_tools { m_curl, m_registries, m_clock, m_options }
    , m_places(m_options.places)
{
}

CheckRunner::~CheckRunner()
{
    m_entries.clear(); // while what they use is still there
    m_ended.clear();
}

CheckTicket CheckRunner::run(Shared<Domain::CheckSpec> spec, Millis timeout, Done done)
{
    const quint64 id = ++m_lastId;
    const QString host = Domain::targetHost(*spec);
    m_entries.emplace(id, Entry { std::move(spec), timeout, std::move(done), m_clock.monotonic(), nullptr });
    if (m_places.enter(id, host, [this, id] { begin(id); }) == Places::Entry::Full)
        drop(id);
    return CheckTicket(this, id);
}

void CheckRunner::begin(quint64 id)
{
    Entry &entry = m_entries.at(id);
    m_waited.note(static_cast<double>((m_clock.monotonic() - entry.enteredAt).count()) / 1000.0);
    entry.job = makeCheck(*entry.spec, m_tools);
    entry.job->start(entry.timeout, [this, id](Domain::CheckRun run) { finish(id, std::move(run)); });
}

void CheckRunner::cancel(quint64 id)
{
    if (m_entries.erase(id) > 0)
        m_places.leave(id);
}

void CheckRunner::drop(quint64 id)
{
    ++m_dropped;
    Domain::CheckRun run;
    run.reason = QStringLiteral("too many checks are waiting (%1): this one was not asked").arg(waiting());
    QMetaObject::invokeMethod(
        this,
        [this, id, run = std::move(run)] {
            if (m_entries.contains(id))
                finish(id, run);
        },
        Qt::QueuedConnection);
}

void CheckRunner::finish(quint64 id, Domain::CheckRun run)
{
    const auto found = m_entries.find(id);
    Entry entry = std::move(found->second);
    m_entries.erase(found);
    bury(std::move(entry.job));
    Domain::judgeInCommon(*entry.spec, run, m_clock.now());
    m_places.leave(id);
    entry.done(std::move(run));
}

void CheckRunner::bury(std::unique_ptr<CheckJob> job)
{
    if (!job)
        return;
    m_ended.push_back(std::move(job));
    if (m_ended.size() == 1)
        QMetaObject::invokeMethod(
            this, [this] { m_ended.clear(); }, Qt::QueuedConnection);
}

} // namespace Wf::Probes
