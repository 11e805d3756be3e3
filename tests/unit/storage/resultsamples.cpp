// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "resultsamples.h"

namespace Wf::Testing {

using namespace Domain;

Sample ResultMaker::sampleAt(Instant at)
{
    const auto about = [this](int micros) { return Micros { micros + m_random.bounded(micros) }; };
    Sample sample;
    sample.at = at;
    const int fate = m_random.bounded(100);
    if (fate < 3) {
        sample.status = Status::MajorOutage;
        sample.total = Micros { 10'000'000 };
        sample.failure = QStringLiteral("no answer within 10 s");
        return sample;
    }
    sample.phases = { about(800), about(9'000), about(22'000), about(40'000), about(700) };
    if (fate < 50)
        sample.phases.resolve.reset(); // the name was known still
    sample.status = fate < 95 ? Status::Operational : fate < 99 ? Status::Degraded : Status::Unknown;
    sample.code = fate < 97 ? 200 : 503;
    sample.bytes = 5'000 + m_random.bounded(200);
    for (const auto &phase : { sample.phases.resolve, sample.phases.connect, sample.phases.tls,
             sample.phases.firstByte, sample.phases.transfer })
        sample.total += phase.value_or(Micros { 0 });
    sample.total += Micros { m_random.bounded(300) };
    if (sample.code != 200)
        sample.failure = QStringLiteral("status 503, expected 200-299");
    return sample;
}

std::vector<Ports::ResultRow> ResultMaker::rows(const MonitorId &monitor, Instant from, Instant to, Millis apart)
{
    std::vector<Ports::ResultRow> rows;
    for (Instant at = from; at < to; at += apart)
        rows.push_back({ monitor, sampleAt(at + Millis { m_random.bounded(120) }) });
    return rows;
}

} // namespace Wf::Testing
