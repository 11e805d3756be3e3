// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/kit/company.h"
#include "core/clock.h"
#include "ports/notifier.h"
#include "ports/prober.h"

#include <QHash>

namespace Wf::Bench {

/// How the made-up vendors behave.
struct Weather {
    int flappingOfHundred = 0; ///< services that change between good and bad every few polls
    int pollsPerSpell = 5;
};

/// Vendors that answer at once, without a network.
class InstantProber final : public Ports::Prober {
public:
    InstantProber(const Domain::Catalogue &company, const Clock &clock, const Weather &weather);

    [[nodiscard]] QFuture<std::vector<Domain::Observation>> ask(const Ports::Question &question) override;
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const override { return {}; }
    [[nodiscard]] int asked() const { return m_asked; }
    /// The next answer of this monitor.
    [[nodiscard]] Domain::Observation answer(const Domain::MonitorSpec &monitor);

private:
    struct Vendor {
        size_t number = 0;
        int polls = 0;
    };

    const Clock &m_clock;
    Weather m_weather;
    QHash<MonitorId, Vendor> m_vendors;
    int m_asked = 0;
};

/// A receiver that takes every message at once.
class InstantNotifier final : public Ports::Notifier {
public:
    [[nodiscard]] QFuture<Ports::Delivery> deliver(const Domain::OutboxMessage &message) override;
    [[nodiscard]] Domain::ChannelLimits limits(const QString &) const override { return {}; }
    [[nodiscard]] QString obstacle(const QString &, const ServiceId &) const override { return {}; }
};

} // namespace Wf::Bench
