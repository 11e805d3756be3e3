// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/sightingtexts.h"

#include "models/monitortexts.h"
#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(SightingTexts)
    };
    using Domain::Sighting;
    using Domain::SightingSummary;
    using Domain::Source;

    QString nameOf(const Domain::MonitorSpec &spec)
    {
        return spec.check ? Texts::tr("%1, %2").arg(kindLabel(spec.kind), spec.name) : spec.name;
    }

    QString ageOf(const Ports::MonitorRow &monitor, Instant now)
    {
        if (monitor.state.paused || !monitor.state.polledAt)
            return stateText(monitor, now).toLower();
        return ago(monitor.state.polledAt, now);
    }

    /// What all that both sides saw come to.
    QString comparison(const SightingSummary &summary)
    {
        const Millis lag = summary.medianLag().value();
        const QString by = span(std::chrono::abs(lag));
        const auto both = static_cast<int>(summary.lags.size());
        if (both == 1) {
            return lag > Millis { 0 }
                ? Texts::tr("Our checks saw it first: the vendor admitted it %1 later.").arg(by)
                : lag < Millis { 0 } ? Texts::tr("The vendor said it first: our checks failed %1 later.").arg(by)
                                     : Texts::tr("Our checks and the vendor saw it at the same moment.");
        }
        return lag > Millis { 0 }
            ? Texts::tr("Our checks see it first: the vendor admits it %1 later (median of %2).").arg(by).arg(both)
            : lag < Millis { 0 }
            ? Texts::tr("The vendor says it first: our checks fail %1 later (median of %2).").arg(by).arg(both)
            : Texts::tr("Our checks and the vendor see it at the same moment (median of %1).").arg(both);
    }

    QString neverAdmitted(int count)
    {
        return count == 1 ? Texts::tr("One trouble that our checks saw was never admitted.")
                          : Texts::tr("%1 troubles that our checks saw were never admitted.").arg(count);
    }

    QString neverNoticed(int count)
    {
        return count == 1 ? Texts::tr("One that the vendor told of did not reach our checks.")
                          : Texts::tr("%1 that the vendor told of did not reach our checks.").arg(count);
    }

    QString firstOf(const Sighting &sighting)
    {
        if (const auto lag = sighting.lag())
            return *lag > Millis { 0 } ? Texts::tr("our checks first")
                : *lag < Millis { 0 }  ? Texts::tr("vendor first")
                                       : Texts::tr("both at once");
        return sighting.ownAt ? Texts::tr("only our checks") : Texts::tr("only the vendor");
    }

    /// The moments count from the beginning, which stands before them: its day is not said again.
    QString textOf(const Sighting &sighting)
    {
        if (const auto lag = sighting.lag()) {
            const QString by = span(std::chrono::abs(*lag));
            const Instant begun = Domain::beginningOf(sighting);
            return *lag > Millis { 0 }
                ? Texts::tr("admitted %1 later, at %2").arg(by, moment(*sighting.vendorAt, begun))
                : *lag < Millis { 0 }
                ? Texts::tr("our checks failed %1 later, at %2").arg(by, moment(*sighting.ownAt, begun))
                : Texts::tr("admitted when our checks failed");
        }
        if (sighting.ownAt)
            return sighting.endedAt ? Texts::tr("never admitted") : Texts::tr("not admitted yet");
        return sighting.endedAt ? Texts::tr("our checks saw nothing of it")
                                : Texts::tr("our checks see nothing of it yet");
    }

    QString inFull(const std::optional<Instant> &at, const QString &otherwise)
    {
        return at
            ? QString(toDateTime(*at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) % QStringLiteral(" UTC"))
            : otherwise;
    }

    QString toolTipOf(const Sighting &sighting)
    {
        return Texts::tr("Our checks: %1\nVendor: %2\nOver: %3")
            .arg(inFull(sighting.ownAt, Texts::tr("saw nothing")),
                inFull(sighting.vendorAt, Texts::tr("admitted nothing")),
                inFull(sighting.endedAt, Texts::tr("goes on")));
    }

    /// Who has the last word when the monitors do not agree.
    QString decision(const Ports::ServiceRow &row)
    {
        if (row.monitors.size() < 2)
            return {};
        const int quorum = std::clamp(row.service.quorum.value_or(1), 1, static_cast<int>(row.monitors.size()));
        return quorum == 1 ? Texts::tr(", the worst decides") : Texts::tr(", %1 must agree").arg(quorum);
    }
} // namespace

std::vector<SourceLine> sourceLines(const Ports::ServiceRow &row, Source source, Instant now)
{
    std::vector<SourceLine> lines;
    for (const Ports::MonitorRow &monitor : row.monitors) {
        if (Domain::sourceOf(monitor.spec) == source)
            lines.push_back({ shown(monitor, now), nameOf(monitor.spec), lastResult(monitor).simplified(),
                ageOf(monitor, now) });
    }
    return lines;
}

QString monitorsInWords(const Ports::ServiceRow &row)
{
    const auto count = [&row](Source source) {
        return static_cast<int>(std::ranges::count_if(row.monitors,
            [source](const Ports::MonitorRow &monitor) { return Domain::sourceOf(monitor.spec) == source; }));
    };
    QStringList parts;
    const auto say = [&parts](int monitors, const QString &one, const QString &many) {
        if (monitors > 0)
            parts << (monitors == 1 ? one : many.arg(monitors));
    };
    say(count(Source::Vendor), Texts::tr("vendor page"), Texts::tr("%1 vendor pages"));
    say(count(Source::Own), parts.isEmpty() ? Texts::tr("our check") : Texts::tr("1 check"),
        Texts::tr("%1 checks"));
    say(count(Source::Heartbeat), Texts::tr("heartbeat"), Texts::tr("%1 heartbeats"));
    if (count(Source::Person) > 0)
        parts << Texts::tr("set by hand");
    return parts.join(QStringLiteral(" + ")) + decision(row);
}

QString sightingSentence(const SightingSummary &summary)
{
    QStringList sentences;
    if (!summary.lags.empty())
        sentences << comparison(summary);
    if (summary.onlyOurs > 0)
        sentences << neverAdmitted(summary.onlyOurs);
    if (summary.onlyVendor > 0)
        sentences << neverNoticed(summary.onlyVendor);
    if (!sentences.isEmpty())
        return sentences.join(u' ');
    return summary.recent.empty()
        ? Texts::tr("Nothing to compare yet: in 90 days neither side saw a trouble begin.")
        : Texts::tr("Nothing to compare yet: only one side has seen the trouble that goes on now.");
}

std::vector<SightingLine> sightingLines(const SightingSummary &summary)
{
    std::vector<SightingLine> lines;
    lines.reserve(summary.recent.size());
    for (const Sighting &sighting : summary.recent) {
        const Instant begun = Domain::beginningOf(sighting);
        lines.push_back({ begun, firstOf(sighting), textOf(sighting),
            sighting.endedAt ? span(*sighting.endedAt - begun) : Texts::tr("goes on"), !sighting.endedAt,
            toolTipOf(sighting) });
    }
    return lines;
}

} // namespace Wf::Models
