// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/prober.h"
#include "probes/checkrunner.h"

#include <QObject>

#include <map>

namespace Wf::Probes {

/// Runs active checks: monitors of one question that check the same share one run.
class CheckProber final : public Ports::Prober {
public:
    CheckProber(CheckRunner &runner, const Clock &clock);
    ~CheckProber() override;

    /// Cancelling the future gives the checks up.
    [[nodiscard]] QFuture<std::vector<Domain::Observation>> ask(const Ports::Question &question) override;
    [[nodiscard]] QFuture<Domain::CheckRun> tryCheck(const Domain::CheckSpec &spec, Millis timeout) override;
    /// None: what a check sees is never kept from being seen.
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const override { return {}; }
    [[nodiscard]] Ports::CheckLoad load() const override { return m_runner.load(); }

private:
    struct Asking;

    void take(quint64 id, size_t run, Domain::CheckRun ended);
    void takeTrial(quint64 id, const Domain::CheckRun &ended);

    CheckRunner &m_runner;
    const Clock &m_clock;
    std::map<quint64, std::unique_ptr<Asking>> m_asking;
    struct Trial;
    std::map<quint64, std::unique_ptr<Trial>> m_trials;
    quint64 m_lastId = 0;
    QObject m_home; ///< last, so that nothing reaches us any more when the rest goes
};

/// Sends every question to the one who can answer it: monitors with a check to the checks, all others to the
/// vendors.
class RoutingProber final : public Ports::Prober {
public:
    RoutingProber(Ports::Prober &vendors, Ports::Prober &checks);

    [[nodiscard]] QFuture<std::vector<Domain::Observation>> ask(const Ports::Question &question) override;
    [[nodiscard]] QFuture<Domain::CheckRun> tryCheck(const Domain::CheckSpec &spec, Millis timeout) override;
    [[nodiscard]] QFuture<Domain::Detection> detect(const QUrl &url, Millis timeout) override;
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const override;
    [[nodiscard]] Ports::CheckLoad load() const override { return m_checks.load(); }
    void forgive() override;

private:
    Ports::Prober &m_vendors;
    Ports::Prober &m_checks;
};

} // namespace Wf::Probes
