// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/backtest.h"

#include "core/answer.h"
#include "domain/incidentbook.h"

#include <QThreadPool>

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr int kPage = 500;
    constexpr size_t kMostEvents = 500'000;
    constexpr size_t kMostMessages = 10'000;

    /// The world as far as a policy asks for it, at one moment of the past.
    class Past {
    public:
        explicit Past(const Replay &replay)
            : m_book({ [this](const ServiceId &service) { return m_facts.value(service); },
                [this](const Domain::AlertFacts &facts, Instant) { return silenceOf(facts.service); },
                [&replay](const ServiceId &service) { return replay.graph->displayName(service); } })
        {
            for (const Domain::Service &service : replay.catalogue->services)
                m_facts.insert(service.id, factsOf(service));
            m_book.setPolicy(replay.policy);
            m_book.setGraph(replay.graph);
            m_now = replay.from;
        }

        void take(const Domain::Event &event)
        {
            pass(event.at);
            if (event.kind == Domain::EventKind::StatusChange && m_facts.contains(event.service))
                change(event);
            else if (event.kind == Domain::EventKind::MaintenanceBegan)
                cover(event.service, Covering::Begins);
            else if (event.kind == Domain::EventKind::MaintenanceEnded)
                cover(event.service, Covering::Ends);
            decide(m_now);
        }
        /// Everything that comes due by itself until then.
        void pass(Instant until)
        {
            for (auto due = m_book.next(); due && *due < until; due = m_book.next())
                decide(std::max(*due, m_now));
            m_now = std::max(m_now, until);
        }
        [[nodiscard]] Ports::BacktestResult result() { return std::move(m_result); }

    private:
        enum class Covering : quint8 { Begins, Ends };

        void change(const Domain::Event &event)
        {
            ++m_result.changes;
            const Domain::Transition transition { event.previous, event.next, event.vendorDetail,
                event.vendorTitle, event.vendorIncidentId };
            if (m_book.change(event.service, transition, m_now).step == Domain::IncidentStep::Opened)
                ++m_result.incidents;
        }

        void cover(const ServiceId &service, Covering covering)
        {
            if (covering == Covering::Begins)
                m_maintained.insert(service);
            else
                m_maintained.remove(service);
            m_book.touchAll();
        }

        void decide(Instant now)
        {
            m_now = now;
            for (const auto &decision : m_book.decide(now)) {
                for (const Domain::Telling &telling : decision.plan.due)
                    tell(decision, telling);
                if (decision.plan.due.empty() && !decision.plan.why.isEmpty())
                    ++m_result.held;
            }
        }

        void tell(const Domain::IncidentBook::Decision &decision, const Domain::Telling &telling)
        {
            if (m_result.would.size() < kMostMessages)
                m_result.would.push_back({ m_now, decision.incident.service, telling,
                    decision.incident.isOpen() ? decision.incident.status : Domain::Status::Operational,
                    decision.incident.title });
        }

        static Domain::AlertFacts factsOf(const Domain::Service &service)
        {
            Domain::AlertFacts facts;
            facts.service = service.id;
            facts.category = service.category;
            facts.tier = service.tier;
            facts.tags = service.tags;
            for (const Domain::MonitorSpec &monitor : service.monitors)
                facts.kinds.append(monitor.kind);
            return facts;
        }

        [[nodiscard]] std::pair<Domain::Suppression, QString> silenceOf(const ServiceId &service) const
        {
            if (m_maintained.contains(service))
                return { Domain::Suppression::MaintenanceWindow, QStringLiteral("a maintenance was going on") };
            return { Domain::Suppression::None, QString() };
        }

        QHash<ServiceId, Domain::AlertFacts> m_facts; ///< without the status
        QSet<ServiceId> m_maintained;
        Domain::IncidentBook m_book;
        Instant m_now {};
        Ports::BacktestResult m_result;
    };
} // namespace

Ports::BacktestResult replay(const Replay &replay)
{
    Past past(replay);
    for (const Domain::Event &event : replay.events)
        past.take(event);
    past.pass(replay.to);
    return past.result();
}

Backtest::Backtest(Ports::Store &store, Replay replay, QObject *owner)
    : QObject(owner)
    , m_store(store)
    , m_replay(std::move(replay))
{
    m_promise.start();
}

QFuture<Result<Ports::BacktestResult>> Backtest::begin()
{
    readEvents(std::nullopt);
    return m_promise.future();
}

void Backtest::readEvents(std::optional<qint64> before)
{
    Ports::EventQuery query;
    query.statusChangesOnly = false;
    query.beforeId = before;
    query.limit = kPage;
    onAnswer<Result<Ports::EventPage>>(
        this, m_store.events(query),
        [this](const Result<Ports::EventPage> &page) {
            if (page)
                takeEvents(*page);
            else
                answer(tl::unexpected(page.error()));
        },
        [this] { answer(failure(ErrorCode::Unavailable, QStringLiteral("the database is closed"))); });
}

void Backtest::takeEvents(const Ports::EventPage &page)
{
    for (const Domain::Event &event : page.events) {
        if (event.at >= m_replay.from && event.at < m_replay.to)
            m_replay.events.push_back(event);
    }
    if (m_replay.events.size() > kMostEvents)
        return answer(failure(ErrorCode::TooLarge,
            QStringLiteral("more than %1 events lie in that time: choose a shorter one").arg(kMostEvents),
            QStringLiteral("since")));
    if (std::ssize(page.events) == kPage && page.events.back().at >= m_replay.from)
        return readEvents(page.events.back().id);
    std::ranges::reverse(m_replay.events);
    readAlerts(std::nullopt);
}

void Backtest::readAlerts(std::optional<qint64> before)
{
    Ports::AlertQuery query;
    query.beforeId = before;
    query.limit = kPage;
    onAnswer<Result<Ports::AlertPage>>(
        this, m_store.alerts(query),
        [this](const Result<Ports::AlertPage> &page) {
            if (page)
                takeAlerts(*page);
            else
                answer(tl::unexpected(page.error()));
        },
        [this] { answer(failure(ErrorCode::Unavailable, QStringLiteral("the database is closed"))); });
}

void Backtest::takeAlerts(const Ports::AlertPage &page)
{
    for (const Ports::AlertEntry &entry : page.alerts) {
        const Domain::AlertRecord &record = entry.record;
        if (record.at >= m_replay.from && record.at < m_replay.to && record.suppressed == Domain::Suppression::None
            && m_sent.size() < kMostMessages)
            m_sent.push_back(record);
    }
    const bool more = std::ssize(page.alerts) == kPage && page.alerts.back().record.at >= m_replay.from;
    if (more && m_sent.size() < kMostMessages)
        return readAlerts(page.alerts.back().record.id);
    std::ranges::reverse(m_sent);
    run();
}

void Backtest::run()
{
    const auto replayed = std::make_shared<QPromise<Ports::BacktestResult>>();
    replayed->start();
    onAnswer<Ports::BacktestResult>(this, replayed->future(), [this](Ports::BacktestResult result) {
        result.sent = std::move(m_sent);
        answer(std::move(result));
    });
    QThreadPool::globalInstance()->start([replayed, input = std::move(m_replay)] {
        replayed->addResult(replay(input));
        replayed->finish();
    });
}

void Backtest::answer(Result<Ports::BacktestResult> result)
{
    m_promise.addResult(std::move(result));
    m_promise.finish();
    deleteLater();
}

} // namespace Wf::Engine
