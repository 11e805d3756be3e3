// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "ports/prober.h"

#include <QPromise>

#include <functional>
#include <map>

namespace Wf::TestKit {

/// Answers as a test says, operational where it said nothing; counts the questions and can hold answers back.
class FakeProber final : public Ports::Prober {
public:
    explicit FakeProber(const Clock &clock)
        : m_clock(clock)
    {
    }

    std::vector<Ports::Question> asked;
    int forgiven = 0;
    bool holding = false;
    Domain::Detection detection {}; ///< what every search finds
    std::vector<QUrl> searched;

    void say(const ServiceId &service, const Domain::Observation &observation) { m_words[service] = observation; }
    void say(const ServiceId &service, Domain::Status status, const QString &detail = {})
    {
        Domain::Observation observation;
        observation.status = status;
        observation.detail = detail;
        say(service, observation);
    }
    void fail(const ServiceId &service, Domain::Failure failure = Domain::Failure::Timeout)
    {
        say(service,
            Domain::failedObservation({}, {}, failure, QStringLiteral("timeout"), QStringLiteral("no answer")));
    }

    QFuture<std::vector<Domain::Observation>> ask(const Ports::Question &question) override
    {
        asked.push_back(question);
        if (!holding)
            return QtFuture::makeReadyFuture(answer(question));
        m_held.push_back({ question, {} });
        m_held.back().promise.start();
        return m_held.back().promise.future();
    }
    QFuture<Domain::Detection> detect(const QUrl &url, Millis) override
    {
        searched.push_back(url);
        if (detection.sentence.isEmpty())
            detection.sentence = QStringLiteral("nothing was found");
        return QtFuture::makeReadyFuture(detection);
    }
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const override { return {}; }
    void forgive() override { ++forgiven; }

    void release()
    {
        for (Held &held : std::exchange(m_held, {})) {
            held.promise.addResult(answer(held.question));
            held.promise.finish();
        }
    }
    /// Gives the held questions up without an answer.
    void abandon() { m_held.clear(); }

private:
    struct Held {
        Ports::Question question;
        QPromise<std::vector<Domain::Observation>> promise;
    };
    [[nodiscard]] std::vector<Domain::Observation> answer(const Ports::Question &question) const
    {
        std::vector<Domain::Observation> observations;
        for (const Domain::MonitorSpec &monitor : question.monitors) {
            const auto word = m_words.find(monitor.service);
            Domain::Observation observation = word == m_words.end() ? Domain::Observation {} : word->second;
            if (word == m_words.end())
                observation.status = Domain::Status::Operational;
            observation.monitor = monitor.id;
            observation.at = m_clock.now();
            observations.push_back(observation);
        }
        return observations;
    }

    const Clock &m_clock;
    std::map<ServiceId, Domain::Observation> m_words;
    std::vector<Held> m_held;
};

} // namespace Wf::TestKit
