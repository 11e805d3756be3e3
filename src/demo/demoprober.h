// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "demo/story.h"
#include "ports/prober.h"

#include <map>

namespace Wf::Demo {

struct Casting {
    Domain::Service service;
    Story story;
};

/// Answers every question from the stories; asks nobody.
class DemoProber final : public Ports::Prober {
public:
    DemoProber(const std::map<ServiceId, Casting> &cast, const Clock &clock)
        : m_cast(cast)
        , m_clock(clock)
    {
    }

    [[nodiscard]] QFuture<std::vector<Domain::Observation>> ask(const Ports::Question &question) override;
    [[nodiscard]] QFuture<Domain::CheckRun> tryCheck(const Domain::CheckSpec &spec, Millis timeout) override;
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const override { return {}; }

private:
    const std::map<ServiceId, Casting> &m_cast;
    const Clock &m_clock;
};

} // namespace Wf::Demo
