// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/resultcodec.h"

#include "domain/varint.h"
#include "storage/codec.h"

#include <array>

namespace Wf::Storage {

namespace {

    using namespace Domain;

    using Column = std::vector<qint64>;

    constexpr quint64 kSamplesFormat = 1;
    constexpr quint64 kTallyFormat = 1;
    constexpr size_t kMostSamples = 1'000'000;
    /// Of a column: pairs of difference and length; a difference each; the least one and what each is above it.
    enum class Layout : quint8 { Runs = 0, Differences = 1, Offsets = 2 };

    // Numbers of a damaged block may be anything: they wrap instead of overflowing.
    qint64 plus(qint64 left, qint64 right)
    {
        return static_cast<qint64>(static_cast<quint64>(left) + static_cast<quint64>(right));
    }
    qint64 minus(qint64 left, qint64 right)
    {
        return static_cast<qint64>(static_cast<quint64>(left) - static_cast<quint64>(right));
    }

    QByteArray asRuns(const Column &column)
    {
        VarintWriter out;
        qint64 before = 0;
        for (size_t at = 0; at < column.size();) {
            size_t end = at + 1;
            while (end < column.size() && column[end] == column[at])
                ++end;
            out.integer(minus(column[at], before));
            out.number(end - at);
            before = column[at];
            at = end;
        }
        return out.bytes();
    }

    QByteArray asDifferences(const Column &column)
    {
        VarintWriter out;
        qint64 before = 0;
        for (const qint64 value : column)
            out.integer(minus(value, std::exchange(before, value)));
        return out.bytes();
    }

    QByteArray asOffsets(const Column &column)
    {
        const qint64 least = column.empty() ? 0 : std::ranges::min(column);
        VarintWriter out;
        out.integer(least);
        for (const qint64 value : column)
            out.number(static_cast<quint64>(minus(value, least)));
        return out.bytes();
    }

    void writeColumn(VarintWriter &out, const Column &column)
    {
        const std::array forms { asRuns(column), asDifferences(column), asOffsets(column) };
        const auto shortest = std::ranges::min_element(forms, {}, &QByteArray::size);
        out.number(static_cast<quint64>(shortest - forms.begin()));
        out.append(*shortest);
    }

    void readRuns(VarintReader &in, Column &column)
    {
        qint64 value = 0;
        for (size_t at = 0; at < column.size() && in.ok();) {
            value = plus(value, in.integer());
            const size_t end = at + std::min<quint64>(in.number(), column.size() - at);
            std::fill(column.begin() + static_cast<std::ptrdiff_t>(at),
                column.begin() + static_cast<std::ptrdiff_t>(end), value);
            at = std::max(end, at + 1); // a run of nothing is damage and must not hang
        }
    }

    Column readColumn(VarintReader &in, size_t count)
    {
        Column column(count);
        const quint64 layout = in.number();
        if (layout == static_cast<quint64>(Layout::Runs)) {
            readRuns(in, column);
            return column;
        }
        const bool offsets = layout == static_cast<quint64>(Layout::Offsets);
        const qint64 least = offsets ? in.integer() : 0;
        qint64 before = 0;
        for (qint64 &value : column) {
            value = offsets ? plus(least, static_cast<qint64>(in.number())) : plus(before, in.integer());
            before = value;
        }
        return column;
    }

    template <class Of> Column columnOf(std::span<const Sample> samples, Of of)
    {
        Column column;
        column.reserve(samples.size());
        for (const Sample &sample : samples)
            column.push_back(of(sample));
        return column;
    }

    /// Checks come at an even pace: what is written is how the distance changes.
    Column paces(std::span<const Sample> samples)
    {
        Column column;
        qint64 at = 0;
        qint64 pace = 0;
        for (const Sample &sample : samples) {
            const qint64 distance = minus(toEpochMillis(sample.at), at);
            at = toEpochMillis(sample.at);
            column.push_back(column.size() < 2 ? distance : minus(distance, pace));
            pace = distance;
        }
        return column;
    }

    std::vector<Sample> samplesAt(const Column &paces)
    {
        std::vector<Sample> samples(paces.size());
        qint64 at = 0;
        qint64 distance = 0;
        for (size_t i = 0; i < paces.size(); ++i) {
            distance = i < 2 ? paces[i] : plus(distance, paces[i]);
            at = plus(at, distance);
            samples[i].at = fromEpochMillis(at);
        }
        return samples;
    }

    using Phase = std::optional<Micros> Phases::*;
    constexpr std::array<Phase, 5> kPhases { &Phases::resolve, &Phases::connect, &Phases::tls, &Phases::firstByte,
        &Phases::transfer };

    Micros sumOf(const Phases &phases)
    {
        Micros sum { 0 };
        for (const Phase phase : kPhases)
            sum = Micros { plus(sum.count(), (phases.*phase).value_or(Micros { 0 }).count()) };
        return sum;
    }

    /// 0 is a phase that did not take place.
    qint64 shifted(const std::optional<Micros> &phase)
    {
        return phase ? plus(phase->count(), 1) : 0;
    }

    void writeFailures(VarintWriter &out, std::span<const Sample> samples)
    {
        QStringList words;
        const Column indices = columnOf(samples, [&words](const Sample &sample) -> qint64 {
            if (sample.failure.isEmpty())
                return 0;
            const qsizetype known = words.indexOf(sample.failure);
            if (known >= 0)
                return known + 1;
            words << sample.failure;
            return words.size();
        });
        out.number(static_cast<quint64>(words.size()));
        for (const QString &word : words)
            out.text(word);
        writeColumn(out, indices);
    }

    void readFailures(VarintReader &in, std::vector<Sample> &samples)
    {
        QStringList words;
        for (size_t count = in.count(); count > 0; --count)
            words << in.text();
        const Column indices = readColumn(in, samples.size());
        for (size_t i = 0; i < samples.size(); ++i) {
            if (indices[i] > 0)
                samples[i].failure = words.value(static_cast<qsizetype>(indices[i] - 1));
        }
    }

    void readPhases(VarintReader &in, std::vector<Sample> &samples)
    {
        for (const Phase phase : kPhases) {
            const Column column = readColumn(in, samples.size());
            for (size_t i = 0; i < samples.size(); ++i) {
                if (column[i] == 0)
                    continue;
                const qint64 duration = minus(column[i], 1);
                samples[i].phases.*phase = Micros { duration };
                samples[i].total = Micros { plus(samples[i].total.count(), duration) };
            }
        }
        const Column rests = readColumn(in, samples.size());
        for (size_t i = 0; i < samples.size(); ++i)
            samples[i].total = Micros { plus(samples[i].total.count(), rests[i]) };
    }

} // namespace

QByteArray packSamples(std::span<const Sample> samples)
{
    VarintWriter out;
    out.number(kSamplesFormat);
    out.number(samples.size());
    writeColumn(out, paces(samples));
    writeColumn(out, columnOf(samples, [](const Sample &sample) { return static_cast<qint64>(sample.status); }));
    writeColumn(out, columnOf(samples, [](const Sample &sample) { return qint64 { sample.code }; }));
    writeColumn(out, columnOf(samples, [](const Sample &sample) { return sample.bytes; }));
    for (const Phase phase : kPhases)
        writeColumn(out, columnOf(samples, [phase](const Sample &each) { return shifted(each.phases.*phase); }));
    writeColumn(out, columnOf(samples, [](const Sample &sample) {
        return minus(sample.total.count(), sumOf(sample.phases).count());
    }));
    writeFailures(out, samples);
    return out.bytes();
}

std::vector<Sample> unpackSamples(QByteArrayView bytes)
{
    VarintReader in(bytes);
    if (in.number() != kSamplesFormat)
        return {};
    const quint64 count = in.number();
    if (count > kMostSamples)
        return {};
    std::vector<Sample> samples = samplesAt(readColumn(in, static_cast<size_t>(count)));
    const Column statuses = readColumn(in, samples.size());
    const Column codes = readColumn(in, samples.size());
    const Column sizes = readColumn(in, samples.size());
    for (size_t i = 0; i < samples.size(); ++i) {
        samples[i].status = statusOf(statuses[i]);
        samples[i].code = static_cast<int>(codes[i]);
        samples[i].bytes = sizes[i];
    }
    readPhases(in, samples);
    readFailures(in, samples);
    return in.ok() && in.atEnd() ? samples : std::vector<Sample> {};
}

QByteArray packTally(const Tally &tally)
{
    VarintWriter out;
    out.number(kTallyFormat);
    const std::array<qint64, 7> numbers { tally.count, tally.failures, tally.degraded, tally.unknown,
        tally.min.count(), (tally.max - tally.min).count(), tally.sum.count() };
    for (const qint64 value : numbers)
        out.number(static_cast<quint64>(value));
    out.append(tally.latency.encoded());
    return out.bytes();
}

Tally unpackTally(QByteArrayView bytes)
{
    VarintReader in(bytes);
    if (in.number() != kTallyFormat)
        return {};
    const auto next = [&in] { return static_cast<qint64>(in.number()); };
    Tally tally;
    for (qint64 *value : { &tally.count, &tally.failures, &tally.degraded, &tally.unknown })
        *value = next();
    tally.min = Micros { next() };
    tally.max = Micros { plus(tally.min.count(), next()) };
    tally.sum = Micros { next() };
    auto latency = Histogram::decoded(in.rest());
    if (!in.ok() || !latency)
        return {};
    tally.latency = std::move(*latency);
    return tally;
}

} // namespace Wf::Storage
