// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"
#include "testkit/sampleworld.h"

#include <QMutex>
#include <QMutexLocker>
#include <QPromise>

#include <algorithm>

namespace Wf::TestKit {

template <class T> [[nodiscard]] QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

/// The part of a session that is about incidents, silences and alerts, over hand-made values. What was asked of
/// it is kept; read it through the functions that are named after it.
class FakeAlerting : public Ports::Session {
public:
    /// From now every query fails with this; nothing = they work again.
    void failWith(const std::optional<Error> &error)
    {
        locked([&] { m_error = error; });
    }

    /// Newest first, as the store keeps them.
    void setStories(const std::vector<Ports::IncidentStory> &stories)
    {
        locked([&] { m_stories = stories; });
    }
    void setReports(const std::vector<Domain::Report> &reports)
    {
        locked([&] { m_reports = reports; });
    }
    void setAlertTrial(const Ports::AlertTrialOutcome &outcome)
    {
        locked([&] { m_trialOutcome = outcome; });
    }
    void setVendorRecord(const Domain::VendorRecord &record)
    {
        locked([&] { m_vendorRecord = record; });
    }
    void setBacktest(const Ports::BacktestResult &result)
    {
        locked([&] { m_backtest = result; });
    }
    [[nodiscard]] std::vector<Ports::IncidentAction> actions() const { return copy(m_actions); }
    /// "by: dedup key", in order.
    [[nodiscard]] QStringList acknowledgements() const { return copy(m_acknowledgements); }
    [[nodiscard]] std::vector<Domain::Silence> silences() const { return copy(m_silences); }
    [[nodiscard]] std::vector<Domain::MaintenancePlan> plans() const { return copy(m_plans); }
    /// "silence 3 by ann", "maintenance 4", in order.
    [[nodiscard]] QStringList endings() const { return copy(m_endings); }
    [[nodiscard]] std::vector<Ports::AlertTrial> alertTrials() const { return copy(m_trials); }
    [[nodiscard]] std::vector<Ports::BacktestQuery> backtests() const { return copy(m_backtests); }
    [[nodiscard]] std::vector<Ports::VendorCall> vendorCalls() const { return copy(m_vendorCalls); }
    [[nodiscard]] std::vector<Ports::VendorQuery> vendorQueries() const { return copy(m_vendorQueries); }
    [[nodiscard]] std::vector<Ports::IncidentQuery> incidentQueries() const { return copy(m_incidentQueries); }

    [[nodiscard]] QFuture<Result<Ports::IncidentPage>> incidents(const Ports::IncidentQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        m_incidentQueries.push_back(query);
        Ports::IncidentPage page;
        for (const Ports::IncidentStory &story : m_stories) {
            if (!wanted(story.incident, query))
                continue;
            ++page.total;
            if ((!query.beforeId || story.incident.id < *query.beforeId)
                && page.incidents.size() < static_cast<size_t>(query.limit))
                page.incidents.push_back(story.incident);
        }
        return answer(std::move(page));
    }
    [[nodiscard]] QFuture<Result<Ports::IncidentStory>> incident(qint64 id) override
    {
        const QMutexLocker lock(&m_mutex);
        const Ports::IncidentStory *story = find(id);
        return story ? answer(*story) : missing<Ports::IncidentStory>(QStringLiteral("incident"), id);
    }
    [[nodiscard]] QFuture<Result<Domain::Incident>> act(const Ports::IncidentAction &action) override
    {
        using Kind = Domain::IncidentNote::Kind;
        const QMutexLocker lock(&m_mutex);
        m_actions.push_back(action);
        Ports::IncidentStory *story = find(action.incident);
        if (!story)
            return missing<Domain::Incident>(QStringLiteral("incident"), action.incident);
        if (!story->incident.isOpen() && action.kind != Kind::Note)
            return readyFuture(Result<Domain::Incident>(
                failure(ErrorCode::Conflict, QStringLiteral("This incident is over already."))));
        if (action.kind == Kind::Acknowledged)
            story->incident.acknowledged = { sampleTime(), action.by };
        if (action.kind == Kind::Resolved) {
            story->incident.closedAt = sampleTime();
            story->incident.resolvedBy = action.by;
        }
        return answer(story->incident);
    }
    [[nodiscard]] QFuture<Result<Domain::Incident>> acknowledge(
        const QString &dedupKey, const QString &by) override
    {
        const QMutexLocker lock(&m_mutex);
        m_acknowledgements.append(by + QStringLiteral(": ") + dedupKey);
        for (Ports::IncidentStory &story : m_stories) {
            const Domain::Incident &known = story.incident;
            if (dedupKey != Domain::dedupKey(known.service, known.vendorIncidentId, known.status, known.openedAt))
                continue;
            story.incident.acknowledged = { sampleTime(), by };
            return answer(story.incident);
        }
        return missing<Domain::Incident>(QStringLiteral("incident"), 0);
    }
    [[nodiscard]] QFuture<Result<qint64>> addSilence(const Domain::Silence &silence) override
    {
        const QMutexLocker lock(&m_mutex);
        m_silences.push_back(silence);
        return answer(static_cast<qint64>(m_silences.size()));
    }
    [[nodiscard]] QFuture<Result<void>> endSilence(qint64 id, const QString &by) override
    {
        const QMutexLocker lock(&m_mutex);
        if (id < 1 || id > static_cast<qint64>(m_silences.size()))
            return missing<void>(QStringLiteral("silence"), id);
        return ended(QStringLiteral("silence %1 by %2").arg(QString::number(id), by));
    }
    [[nodiscard]] QFuture<Result<qint64>> addMaintenance(const Domain::MaintenancePlan &plan) override
    {
        const QMutexLocker lock(&m_mutex);
        m_plans.push_back(plan);
        return answer(static_cast<qint64>(m_plans.size()));
    }
    [[nodiscard]] QFuture<Result<void>> endMaintenance(qint64 id) override
    {
        const QMutexLocker lock(&m_mutex);
        if (id < 1 || id > static_cast<qint64>(m_plans.size()))
            return missing<void>(QStringLiteral("maintenance"), id);
        return ended(QStringLiteral("maintenance %1").arg(id));
    }
    [[nodiscard]] QFuture<Result<std::vector<Domain::Report>>> reports(const Ports::ReportQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        std::vector<Domain::Report> found;
        for (const Domain::Report &report : m_reports) {
            if ((!query.service || report.service == *query.service)
                && (!query.beforeId || report.id < *query.beforeId)
                && found.size() < static_cast<size_t>(query.limit))
                found.push_back(report);
        }
        return answer(std::move(found));
    }
    [[nodiscard]] QFuture<Result<Ports::AlertTrialOutcome>> tryAlert(const Ports::AlertTrial &trial) override
    {
        const QMutexLocker lock(&m_mutex);
        m_trials.push_back(trial);
        return answer(m_trialOutcome);
    }
    [[nodiscard]] QFuture<Result<Ports::BacktestResult>> backtest(const Ports::BacktestQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        m_backtests.push_back(query);
        return answer(m_backtest);
    }
    [[nodiscard]] QFuture<Result<void>> vendorCalled(const Ports::VendorCall &call) override
    {
        const QMutexLocker lock(&m_mutex);
        m_vendorCalls.push_back(call);
        return readyFuture(m_error ? Result<void>(tl::unexpected<Error>(*m_error)) : Result<void>());
    }

    /// Only of the service of the record that was set.
    [[nodiscard]] QFuture<Result<Domain::VendorRecord>> vendorRecord(const Ports::VendorQuery &query) override
    {
        const QMutexLocker lock(&m_mutex);
        m_vendorQueries.push_back(query);
        if (query.service != m_vendorRecord.service)
            return readyFuture(Result<Domain::VendorRecord>(failure(ErrorCode::NotFound,
                QStringLiteral("service '%1' has no vendor's page that is asked: nothing is on record")
                    .arg(query.service.value))));
        return answer(m_vendorRecord);
    }

protected:
    template <class Work> void locked(Work work)
    {
        const QMutexLocker lock(&m_mutex);
        work();
    }
    /// Called with the mutex held.
    template <class T> [[nodiscard]] QFuture<Result<T>> answer(T value) const
    {
        if (m_error)
            return readyFuture(Result<T>(tl::unexpected<Error>(*m_error)));
        return readyFuture(Result<T>(std::move(value)));
    }

    mutable QMutex m_mutex;
    std::optional<Error> m_error;

private:
    template <class T> [[nodiscard]] T copy(const T &value) const
    {
        const QMutexLocker lock(&m_mutex);
        return value;
    }
    template <class T> [[nodiscard]] static QFuture<Result<T>> missing(const QString &what, qint64 id)
    {
        return readyFuture(Result<T>(
            failure(ErrorCode::NotFound, QStringLiteral("There is no %1 %2.").arg(what, QString::number(id)))));
    }
    [[nodiscard]] QFuture<Result<void>> ended(const QString &what)
    {
        m_endings.append(what);
        return readyFuture(m_error ? Result<void>(tl::unexpected<Error>(*m_error)) : Result<void>());
    }
    [[nodiscard]] Ports::IncidentStory *find(qint64 id)
    {
        const auto found =
            std::ranges::find_if(m_stories, [id](const auto &story) { return story.incident.id == id; });
        return found == m_stories.end() ? nullptr : &*found;
    }
    [[nodiscard]] static bool wanted(const Domain::Incident &incident, const Ports::IncidentQuery &query)
    {
        using Which = Ports::IncidentQuery::Which;
        const bool state = query.which == Which::All || incident.isOpen() == (query.which == Which::Open);
        return state && (!query.service || incident.service == *query.service)
            && (!query.to || incident.openedAt < *query.to)
            && (!query.from || !incident.closedAt || *incident.closedAt >= *query.from);
    }

    std::vector<Ports::IncidentStory> m_stories;
    std::vector<Ports::IncidentQuery> m_incidentQueries;
    std::vector<Ports::IncidentAction> m_actions;
    QStringList m_acknowledgements;
    std::vector<Domain::Silence> m_silences;
    std::vector<Domain::MaintenancePlan> m_plans;
    QStringList m_endings;
    std::vector<Domain::Report> m_reports;
    std::vector<Ports::AlertTrial> m_trials;
    Ports::AlertTrialOutcome m_trialOutcome;
    std::vector<Ports::BacktestQuery> m_backtests;
    Ports::BacktestResult m_backtest;
    std::vector<Ports::VendorCall> m_vendorCalls;
    Domain::VendorRecord m_vendorRecord;
    std::vector<Ports::VendorQuery> m_vendorQueries;
};

} // namespace Wf::TestKit
