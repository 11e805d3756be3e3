// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// Recorded and made-up pages of every dialect with something wrong in them, by the ten thousand, always the same
// from the same seed. Any compiler will do. Says what broke, where it put the page, and ends with 1 then.
//
//     mutate_vendors [--mutants N] [--seed N] [KIND…]
#include "fuzz/heapmeter.h"
#include "fuzz/somerules.h"
#include "testkit/goldens.h"
#include "testkit/mutation.h"
#include "testkit/observationlaws.h"
#include "testkit/ownsamples.h"
#include "vendors/registry.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace Wf;
using Domain::Observation;
using Domain::Status;

constexpr long long kMostMemory = 64LL * 1024 * 1024;
constexpr qsizetype kLargestBody = 8 * 1024 * 1024; ///< larger ones are not taken from the net
constexpr int kFatPages = 40;

struct Seed {
    QString label;
    QByteArray body;
    Instant now {};
    QStringList components {};
};

std::vector<Seed> seedsOf(const QString &kind)
{
    std::vector<Seed> seeds;
    for (const Golden &golden : allGoldens()) {
        // Rules of the dialect "json" can read any page; these are made for pages like Statuspage's.
        const bool mine = golden.dialect == (kind == QLatin1String("json") ? QLatin1String("statuspage") : kind);
        const QJsonObject last = mine ? golden.cases.last().toObject() : QJsonObject();
        if (mine)
            seeds.push_back({ golden.label, contentsOf(golden.payload),
                parseTimestamp(last.value(u"now").toString()).value_or(kNow),
                last.value(u"components").toVariant().toStringList() });
    }
    for (const auto *list : { &samples(), &ownSamples() }) {
        for (const Sample &sample : *list) {
            if (sample.kind == kind)
                seeds.push_back({ sample.surface, json(sample.text), kNow, {} });
        }
    }
    for (const WordPlace &place : wordPlaces()) {
        if (place.kind == kind)
            seeds.push_back({ QStringLiteral("word"), json(place.text), kNow, { place.component } });
    }
    return seeds;
}

/// Reads mutants of one dialect and keeps count.
class Attack {
public:
    Attack(QString kind, quint32 seed)
        : m_kind(std::move(kind))
        , m_dialect(*Vendors::findDialect(m_kind))
        , m_seeds(seedsOf(m_kind))
        , m_random(seed)
    {
        for (const Seed &one : m_seeds)
            m_mutators.emplace_back(one.body, m_random);
    }

    void mutate(int mutants)
    {
        for (int i = 0; i < mutants && !m_seeds.empty(); ++i)
            mutateOne(i);
    }

    void masses()
    {
        for (const QByteArray &body : massesOf(kLargestBody)) {
            if (read(body, { {}, {}, kNow, {} }, {}, Others::None).status == Status::Operational)
                report(QStringLiteral("a mass of one thing is operational"), body);
        }
    }

    /// Pages that are all right, and as large as they may come.
    void fatten()
    {
        for (int i = 0; i < kFatPages && !m_seeds.empty(); ++i) {
            const size_t which = static_cast<size_t>(m_random.bounded(static_cast<int>(m_seeds.size())));
            const qsizetype bytes = kLargestBody >> m_random.bounded(4);
            const QByteArray page = m_mutators[which].fattened(bytes);
            if (page.size() > 100'000)
                (void)read(page, m_seeds[which], m_seeds[which].components, Others::None);
        }
    }

    void print(double seconds) const
    {
        std::printf("| %s | %zu | %d | %.0f | %d | %d | %.1f | %d |\n", qPrintable(m_kind), m_seeds.size(), m_read,
            seconds, m_understood, m_well, static_cast<double>(m_peak) / (1024 * 1024), m_findings);
        std::fflush(stdout);
    }
    [[nodiscard]] int findings() const { return m_findings; }

private:
    /// Of three the smallest: large ones take long, and small ones are wrong in more places.
    size_t draw()
    {
        const auto any = [&] { return static_cast<size_t>(m_random.bounded(static_cast<int>(m_seeds.size()))); };
        size_t smallest = any();
        for (const size_t other : { any(), any() }) {
            if (m_seeds[other].body.size() < m_seeds[smallest].body.size())
                smallest = other;
        }
        return smallest;
    }

    void mutateOne(int number)
    {
        const size_t which = draw();
        const Seed &seed = m_seeds[which];
        Mutator &mutator = m_mutators[which];
        const QStringList keys = requiredKeysOf(seed.label);
        const bool cut = number % 8 == 0 && mutator.isWholeOrNothing();
        const bool robbed = number % 8 == 1 && !keys.isEmpty();
        const QByteArray mutant = cut ? mutator.cutOff() : robbed ? mutator.without(keys) : mutator.any();
        const QStringList selectors = number % 3 == 0 ? seed.components : QStringList();
        const Observation got = read(mutant, seed, selectors, cut || robbed ? Others::None : Others::Some);
        if ((cut || robbed) && got.status == Status::Operational)
            report(QStringLiteral("operational without ") + (cut ? QStringLiteral("its end") : keys.join(u' ')),
                mutant);
    }

    /// The further documents of a page: they may have what was taken out of it.
    enum class Others : quint8 { None, Some };

    Observation read(const QByteArray &body, const Seed &seed, const QStringList &selectors, Others others)
    {
        static const Shared<Domain::PageRules> rules = Fuzz::someRules();
        Vendors::ParseInput input { body, selectors, seed.now, rules, {} };
        if (m_dialect.companions && others == Others::Some)
            input.companions = { m_mutators[draw()].any(), m_seeds[draw()].body };
        Fuzz::resetHeapPeak();
        const long long before = Fuzz::heapInUse();
        Observation got = Vendors::parse(m_dialect, input);
        judge(got, body, Fuzz::heapPeak() - before);
        return got;
    }

    void judge(const Observation &got, const QByteArray &body, long long memory)
    {
        ++m_read;
        m_understood += got.succeeded() ? 1 : 0;
        m_well += got.status == Status::Operational ? 1 : 0;
        m_peak = std::max(m_peak, memory);
        if (const QString broken = TestKit::brokenLaw(got); !broken.isEmpty())
            report(broken, body);
        if (memory > kMostMemory)
            report(QStringLiteral("%1 MiB of memory").arg(memory / (1024 * 1024)), body);
    }

    void report(const QString &what, const QByteArray &body)
    {
        const QString path = QStringLiteral("mutant-%1-%2").arg(m_kind).arg(++m_findings);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(body);
        std::fprintf(stderr, "%s: %s (%s)\n", qPrintable(m_kind), qPrintable(what), qPrintable(path));
        if (m_findings >= 20)
            std::exit(1);
    }

    QString m_kind;
    const Vendors::Dialect &m_dialect;
    std::vector<Seed> m_seeds;
    std::vector<Mutator> m_mutators;
    QRandomGenerator m_random;
    int m_read = 0;
    int m_understood = 0;
    int m_well = 0;
    int m_findings = 0;
    long long m_peak = 0;
};

struct Options {
    int mutants = 100'000;
    quint32 seed = 20260424;
    QStringList kinds {};
};

Options readOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const QString word = QString::fromLocal8Bit(argv[i]);
        const bool hasNext = i + 1 < argc;
        if (word == QLatin1String("--mutants") && hasNext)
            options.mutants = QByteArray(argv[++i]).toInt();
        else if (word == QLatin1String("--seed") && hasNext)
            options.seed = QByteArray(argv[++i]).toUInt();
        else if (Vendors::findDialect(word))
            options.kinds.append(word);
        else {
            std::fprintf(stderr, "'%s' is no dialect (use [--mutants N] [--seed N] [KIND…])\n", qPrintable(word));
            std::exit(2);
        }
    }
    if (options.kinds.isEmpty())
        options.kinds = Vendors::dialectKinds();
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    const Options options = readOptions(argc, argv);
    std::puts("| dialect | pages | mutants | seconds | understood | operational | peak MiB | findings |");
    std::puts("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    int findings = 0;
    for (const QString &kind : options.kinds) {
        QElapsedTimer timer;
        timer.start();
        Attack attack(kind, options.seed);
        attack.masses();
        attack.fatten();
        attack.mutate(options.mutants);
        attack.print(static_cast<double>(timer.elapsed()) / 1000);
        findings += attack.findings();
    }
    return findings == 0 ? 0 : 1;
}
