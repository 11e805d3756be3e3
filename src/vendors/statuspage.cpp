// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/statuspage.h"

#include "domain/maintenance.h"
#include "vendors/statuspagedocument.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Statuspage {

using Domain::Failure;
using Domain::Observation;
using Domain::Status;

namespace {

    constexpr size_t kMostIncidents = 50;
    constexpr size_t kMostMaintenances = 100;
    constexpr size_t kMostComponents = 1000;
    constexpr qsizetype kDetailLength = 500;
    constexpr int kNamesShown = 3;

    struct Word {
        QLatin1String word;
        Reading reading;
    };
    constexpr std::array kComponentWords {
        Word { QLatin1String("operational"), { Status::Operational, false } },
        Word { QLatin1String("degraded_performance"), { Status::Degraded, false } },
        Word { QLatin1String("partial_outage"), { Status::PartialOutage, false } },
        Word { QLatin1String("major_outage"), { Status::MajorOutage, false } },
        Word { QLatin1String("under_maintenance"), { Status::Degraded, true } },
    };
    constexpr std::array kIndicatorWords {
        Word { QLatin1String("none"), { Status::Operational, false } },
        Word { QLatin1String("minor"), { Status::Degraded, false } },
        Word { QLatin1String("major"), { Status::PartialOutage, false } },
        Word { QLatin1String("critical"), { Status::MajorOutage, false } },
        Word { QLatin1String("maintenance"), { Status::Degraded, true } },
    };

    template <class Table> Reading lookUp(const Table &table, QStringView text)
    {
        const QStringView word = text.trimmed();
        const auto found = std::ranges::find_if(
            table, [&](const Word &one) { return word.compare(one.word, Qt::CaseInsensitive) == 0; });
        return found == table.end() ? Reading {} : found->reading;
    }

    /// Which part decides when several are combined.
    int weight(const Reading &reading)
    {
        if (reading.maintenance)
            return 1;
        switch (reading.status) {
        case Status::Operational:
            return 0;
        case Status::Unknown:
            return 2;
        case Status::Degraded:
            return 3;
        case Status::PartialOutage:
            return 4;
        case Status::MajorOutage:
            return 5;
        }
        return 2;
    }

    QString phrase(const Reading &reading)
    {
        if (reading.maintenance)
            return QStringLiteral("under maintenance");
        switch (reading.status) {
        case Status::Operational:
            return QStringLiteral("operational");
        case Status::Degraded:
            return QStringLiteral("degraded performance");
        case Status::PartialOutage:
            return QStringLiteral("partial outage");
        case Status::MajorOutage:
            return QStringLiteral("major outage");
        case Status::Unknown:
            break;
        }
        return QStringLiteral("unknown status");
    }

    /// The leaves that count for one monitor, and what follows from them.
    struct View {
        const Document &document;
        std::vector<size_t> leaves;
        bool explicitSelection = false;
        Instant now {};

        [[nodiscard]] const Leaf &leaf(size_t position) const { return document.leaves[position]; }
        [[nodiscard]] bool concerns(const Scope &scope) const
        {
            if (!explicitSelection || scope.namesNothing())
                return true;
            return std::ranges::any_of(leaves, [&](size_t i) { return scope.leaves.contains(i); });
        }
        [[nodiscard]] Reading worstLeaf() const
        {
            Reading worst { Status::Operational, false };
            for (const size_t i : leaves)
                worst = weight(leaf(i).reading) > weight(worst) ? leaf(i).reading : worst;
            return worst;
        }
        [[nodiscard]] bool decidedByIndicator() const { return !explicitSelection && document.indicator; }
        [[nodiscard]] Reading verdict() const
        {
            return decidedByIndicator() ? normalizeIndicator(*document.indicator) : worstLeaf();
        }
        [[nodiscard]] std::vector<size_t> badLeaves() const
        {
            std::vector<size_t> bad;
            std::ranges::copy_if(leaves, std::back_inserter(bad),
                [&](size_t i) { return leaf(i).reading.status != Status::Operational; });
            return bad;
        }
        /// Whether an active maintenance names this leaf.
        [[nodiscard]] bool isMaintained(size_t position) const
        {
            return std::ranges::any_of(document.maintenances, [&](const ScopedMaintenance &one) {
                return one.scope.leaves.contains(position) && Domain::isActive(one.maintenance, now);
            });
        }
        [[nodiscard]] bool pageIsMaintained() const
        {
            return std::ranges::any_of(document.maintenances, [&](const ScopedMaintenance &one) {
                return one.scope.namesNothing() && Domain::isActive(one.maintenance, now);
            });
        }
    };

    /// One bad leaf outside of every maintenance is enough for no: an outage must not hide behind planned work.
    bool isExplainedByMaintenance(const View &view, const Reading &verdict)
    {
        if (verdict.maintenance)
            return true;
        const auto bad = view.badLeaves();
        if (Domain::isTrouble(verdict.status)) {
            if (bad.empty())
                return view.pageIsMaintained();
            return std::ranges::all_of(
                bad, [&](size_t i) { return view.leaf(i).reading.maintenance || view.isMaintained(i); });
        }
        return verdict.status == Status::Operational && view.explicitSelection
            && std::ranges::all_of(view.leaves, [&](size_t i) { return view.isMaintained(i); });
    }

    std::vector<const ScopedIncident *> concerning(const View &view)
    {
        std::vector<const ScopedIncident *> incidents;
        for (const ScopedIncident &one : view.document.incidents) {
            if (view.concerns(one.scope))
                incidents.push_back(&one);
        }
        std::ranges::stable_sort(incidents, std::ranges::greater(), [](const ScopedIncident *one) {
            return weight({ one->incident.impact, false });
        });
        return incidents;
    }

    void fillMaintenances(Observation &observation, const View &view)
    {
        auto &list = observation.maintenances;
        for (const ScopedMaintenance &one : view.document.maintenances) {
            if (view.concerns(one.scope))
                list.push_back(one.maintenance);
        }
        std::ranges::stable_sort(list, std::ranges::less(), [](const Domain::VendorMaintenance &one) {
            return std::pair(one.state == Domain::MaintenanceState::Completed, one.scheduledFor);
        });
        if (list.size() > kMostMaintenances)
            list.resize(kMostMaintenances);
    }

    void fillComponents(Observation &observation, const View &view)
    {
        auto &list = observation.components;
        for (const Leaf &leaf : view.document.leaves)
            list.push_back(
                { leaf.who.id, fullName(leaf.who), leaf.reading.status, leaf.reading.maintenance, false });
        for (const size_t i : view.leaves)
            list[i].selected = true;
        std::ranges::stable_partition(list, [](const Domain::Component &one) { return one.selected; });
        if (list.size() > kMostComponents)
            list.resize(kMostComponents);
    }

    QString joined(const QStringList &names)
    {
        if (names.size() <= kNamesShown)
            return names.join(QStringLiteral(", "));
        return names.first(kNamesShown).join(QStringLiteral(", ")) % u" and "
            % QString::number(names.size() - kNamesShown) % u" more";
    }

    /// The components that decided, by name, and the incident that touches one of them or what they say.
    QString componentDetail(const View &view, const Reading &verdict)
    {
        QStringList names;
        std::vector<size_t> deciding;
        for (const size_t i : view.leaves) {
            if (view.leaf(i).reading == verdict) {
                deciding.push_back(i);
                names.append(fullName(view.leaf(i).who));
            }
        }
        names.removeDuplicates();
        if (verdict.status == Status::Operational)
            return names.size() > kNamesShown
                ? QStringLiteral("All %1 components operational").arg(view.leaves.size())
                : QString(joined(names) % u": operational");
        for (const ScopedIncident *one : concerning(view)) {
            const bool touches =
                std::ranges::any_of(deciding, [&](size_t i) { return one->scope.leaves.contains(i); });
            if (touches && !one->incident.title.isEmpty())
                return joined(names) % u": " % one->incident.title;
        }
        return joined(names) % u": " % phrase(verdict);
    }

    QString detailOf(const View &view, const Reading &verdict)
    {
        if (!view.decidedByIndicator())
            return componentDetail(view, verdict);
        if (verdict.status != Status::Operational) {
            for (const ScopedIncident *one : concerning(view)) {
                if (!one->incident.title.isEmpty())
                    return one->incident.title;
            }
        }
        return view.document.description.isEmpty() ? phrase(verdict) : view.document.description;
    }

    void blame(Observation &observation, const View &view)
    {
        observation.failure = Failure::Unmapped;
        if (view.decidedByIndicator()) {
            const QString &word = *view.document.indicator;
            observation.reason = QStringLiteral("unmapped: indicator \"%1\"").arg(word);
            observation.detail =
                QStringLiteral("The status page uses a word that Watchfloor does not know: \"%1\".").arg(word);
            return;
        }
        const auto unread = std::ranges::find_if(
            view.leaves, [&](size_t i) { return view.leaf(i).reading.status == Status::Unknown; });
        const Leaf &leaf = view.leaf(*unread);
        observation.reason = QStringLiteral("unmapped: component status \"%1\"").arg(leaf.word);
        observation.detail = QStringLiteral("%1 has a status that Watchfloor does not know: \"%2\".")
                                 .arg(fullName(leaf.who), leaf.word);
    }

    Observation observe(const View &view)
    {
        Observation observation;
        observation.at = view.now;
        observation.pageName = view.document.pageName;
        observation.warnings = view.document.warnings;
        const Reading verdict = view.verdict();
        observation.status = verdict.status;
        observation.maintenance = isExplainedByMaintenance(view, verdict);
        if (verdict.status == Status::Unknown)
            blame(observation, view);
        else
            observation.detail = detailOf(view, verdict);
        observation.detail = cut(observation.detail, kDetailLength);
        for (const ScopedIncident *one : concerning(view)) {
            if (observation.incidents.size() < kMostIncidents)
                observation.incidents.push_back(one->incident);
        }
        fillMaintenances(observation, view);
        fillComponents(observation, view);
        return observation;
    }

    Observation selectorFailure(const Unmatched &unmatched, const Document &document, Instant now)
    {
        QString detail = QStringLiteral("No component of the status page matches \"%1\".").arg(unmatched.selector);
        if (document.leaves.empty())
            detail += QStringLiteral(" The page lists no components.");
        else if (!unmatched.nearest.isEmpty())
            detail += QStringLiteral(" Nearest: %1.").arg(unmatched.nearest.join(QStringLiteral(", ")));
        auto observation = Domain::failedObservation({}, now, Failure::Selector,
            QStringLiteral("selector: nothing matches \"%1\"").arg(unmatched.selector),
            cut(detail, kDetailLength));
        observation.pageName = document.pageName;
        observation.warnings = document.warnings;
        return observation;
    }

} // namespace

Reading normalizeComponent(QStringView word)
{
    return lookUp(kComponentWords, word);
}

Reading normalizeIndicator(QStringView word)
{
    return lookUp(kIndicatorWords, word);
}

Status normalizeImpact(QStringView word)
{
    return normalizeIndicator(word).status;
}

Observation parse(const ParseInput &input)
{
    const auto document = readDocument(input.body);
    if (!document)
        return parseFailure(document.error(), input.now);
    std::vector<Candidate> candidates;
    std::ranges::transform(document->leaves, std::back_inserter(candidates), &Leaf::who);
    if (!input.components.isEmpty()) {
        auto chosen = select(input.components, candidates);
        if (!chosen)
            return selectorFailure(chosen.error(), *document, input.now);
        return observe({ *document, std::move(*chosen), true, input.now });
    }
    std::vector<size_t> all(document->leaves.size());
    for (size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    return observe({ *document, std::move(all), false, input.now });
}

} // namespace Wf::Vendors::Statuspage
