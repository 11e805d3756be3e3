// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/observe.h"

#include "domain/maintenance.h"
#include "vendors/textdecoding.h"

#include <algorithm>

namespace Wf::Vendors {

using Domain::Failure;
using Domain::Observation;
using Domain::Status;

namespace {

    constexpr size_t kMostIncidentsTold = 50;
    constexpr size_t kMostMaintenancesTold = 100;
    constexpr size_t kMostComponentsTold = 1000;
    constexpr qsizetype kDetailLength = 500;
    constexpr int kNamesShown = 3;

    struct Selection {
        std::vector<size_t> leaves; ///< ascending
        QStringList unlisted; ///< selectors of a page that lists only trouble, and not this
    };

    /// The leaves that count for one monitor, and what follows from them.
    struct View {
        const Page &page;
        std::vector<size_t> leaves; ///< ascending
        QStringList unlisted;
        bool explicitSelection = false;
        Instant now {};

        [[nodiscard]] const Leaf &leaf(size_t position) const { return page.leaves[position]; }
        [[nodiscard]] bool concerns(const Scope &scope) const
        {
            if (!explicitSelection || scope.namesNothing())
                return true;
            return std::ranges::any_of(
                scope.leaves, [&](size_t i) { return std::ranges::binary_search(leaves, i); });
        }
        [[nodiscard]] bool onlySomeAreDown() const
        {
            return page.blend == Blend::SomeDownIsPartial && !explicitSelection
                && !std::ranges::all_of(leaves, [&](size_t i) { return leaf(i).reading == kMajorOutage; });
        }
        /// Of those that count; nothing but unwatched leaves is unknown.
        [[nodiscard]] Reading worstLeaf() const
        {
            if (leaves.empty() && unlisted.isEmpty())
                return kUnknown;
            Reading worst = unlisted.isEmpty() ? kOperational : page.elsewhere;
            for (const size_t i : leaves)
                worst = worse(worst, leaf(i).reading);
            return worst == kMajorOutage && onlySomeAreDown() ? kPartialOutage : worst;
        }
        [[nodiscard]] bool decidedByHeadline() const { return !explicitSelection && page.headline; }
        [[nodiscard]] Reading verdict() const
        {
            return decidedByHeadline() ? page.headline->reading : worstLeaf();
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
            return std::ranges::any_of(page.maintenances, [&](const ScopedMaintenance &one) {
                return one.scope.leaves.contains(position) && Domain::isActive(one.maintenance, now);
            });
        }
        [[nodiscard]] bool pageIsMaintained() const
        {
            return std::ranges::any_of(page.maintenances, [&](const ScopedMaintenance &one) {
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
        return verdict.status == Status::Operational && view.explicitSelection && !view.leaves.empty()
            && std::ranges::all_of(view.leaves, [&](size_t i) { return view.isMaintained(i); });
    }

    std::vector<const ScopedIncident *> concerning(const View &view)
    {
        std::vector<const ScopedIncident *> incidents;
        for (const ScopedIncident &one : view.page.incidents) {
            if (view.concerns(one.scope))
                incidents.push_back(&one);
        }
        std::ranges::stable_sort(incidents, std::ranges::greater(), [](const ScopedIncident *one) {
            return weight(Reading { one->incident.impact, false });
        });
        return incidents;
    }

    void fillMaintenances(Observation &observation, const View &view)
    {
        auto &list = observation.maintenances;
        for (const ScopedMaintenance &one : view.page.maintenances) {
            if (view.concerns(one.scope))
                list.push_back(one.maintenance);
        }
        std::ranges::stable_sort(list, std::ranges::less(), [](const Domain::VendorMaintenance &one) {
            return std::pair(one.state == Domain::MaintenanceState::Completed, one.scheduledFor);
        });
        if (list.size() > kMostMaintenancesTold)
            list.resize(kMostMaintenancesTold);
    }

    void fillComponents(Observation &observation, const View &view)
    {
        const auto tell = [&](const Leaf &leaf, bool selected) {
            if (observation.components.size() < kMostComponentsTold)
                observation.components.push_back(
                    { leaf.who.id, fullName(leaf.who), leaf.reading.status, leaf.reading.maintenance, selected });
        };
        observation.components.reserve(std::min(view.page.leaves.size(), kMostComponentsTold));
        for (const size_t i : view.leaves)
            tell(view.leaf(i), true);
        auto next = view.leaves.begin();
        for (size_t i = 0; i < view.page.leaves.size(); ++i) {
            if (next != view.leaves.end() && *next == i)
                ++next;
            else
                tell(view.leaf(i), false);
        }
    }

    QString joined(const QStringList &names)
    {
        if (names.size() <= kNamesShown)
            return names.join(QStringLiteral(", "));
        return names.first(kNamesShown).join(QStringLiteral(", ")) % u" and "
            % QString::number(names.size() - kNamesShown) % u" more";
    }

    QString wellDetail(const View &view)
    {
        if (view.leaves.empty())
            return QStringLiteral("Nothing is published about %1").arg(joined(view.unlisted));
        QStringList names;
        for (const size_t i : view.leaves) {
            names.append(fullName(view.leaf(i).who));
            names.removeDuplicates();
            if (names.size() > kNamesShown)
                return QStringLiteral("All %1 components operational").arg(view.leaves.size());
        }
        return joined(names) % u": operational";
    }

    /// The components that decided, by name, and the incident that touches one of them or what they say.
    QString componentDetail(const View &view, const Reading &verdict)
    {
        if (verdict.status == Status::Operational)
            return wellDetail(view);
        QStringList names;
        std::vector<size_t> deciding;
        for (const size_t i : view.leaves) {
            if (weight(view.leaf(i).reading) >= weight(verdict)) {
                deciding.push_back(i);
                names.append(fullName(view.leaf(i).who));
            }
        }
        names.removeDuplicates();
        if (weight(view.page.elsewhere) >= weight(verdict))
            names += view.unlisted;
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
        if (!view.decidedByHeadline())
            return componentDetail(view, verdict);
        const Headline &headline = *view.page.headline;
        if (!headline.detail.isEmpty())
            return headline.detail;
        if (verdict.status != Status::Operational) {
            for (const ScopedIncident *one : concerning(view)) {
                if (!one->incident.title.isEmpty())
                    return one->incident.title;
            }
        }
        return headline.description.isEmpty() ? phrase(verdict) : headline.description;
    }

    void blameHeadline(Observation &observation, const Headline &headline)
    {
        observation.reason = QStringLiteral("unmapped: %1 \"%2\"").arg(headline.what, headline.word);
        observation.detail = headline.detail.isEmpty()
            ? QStringLiteral("The status page uses a word that Watchfloor does not know: \"%1\".")
                  .arg(headline.word)
            : headline.detail;
    }

    void blameLeaf(Observation &observation, const Leaf &leaf)
    {
        observation.reason = QStringLiteral("unmapped: component status \"%1\"").arg(leaf.word);
        observation.detail =
            (leaf.counts ? QStringLiteral("%1 has a status that Watchfloor does not know: \"%2\".")
                         : QStringLiteral("The vendor does not watch %1 at the moment: \"%2\"."))
                .arg(fullName(leaf.who), leaf.word);
    }

    void blame(Observation &observation, const View &view)
    {
        observation.failure = Failure::Unmapped;
        if (view.decidedByHeadline())
            return blameHeadline(observation, *view.page.headline);
        const auto unread = std::ranges::find_if(
            view.leaves, [&](size_t i) { return view.leaf(i).reading.status == Status::Unknown; });
        if (unread != view.leaves.end())
            return blameLeaf(observation, view.leaf(*unread));
        if (!view.unlisted.isEmpty()) {
            observation.reason = QStringLiteral("unmapped: an entry cannot be read");
            observation.detail =
                QStringLiteral("The status page has an entry that cannot be read; it may be about %1.")
                    .arg(joined(view.unlisted));
            return;
        }
        observation.reason = QStringLiteral("unmapped: no component is watched");
        observation.detail = QStringLiteral("The vendor watches none of the components at the moment.");
    }

    Existence existenceOf(const QString &selector, const Page &page)
    {
        return page.existence ? page.existence(selector) : Existence::Untold;
    }

    /// Selectors that nobody can tell from a slip of the pen.
    void warnOfUntold(Observation &observation, const View &view)
    {
        for (const QString &selector : view.unlisted) {
            if (existenceOf(selector, view.page) == Existence::Untold
                && observation.warnings.size() < kMostWarnings)
                observation.warnings.append(
                    QStringLiteral("the page lists only what is in trouble, so that nothing tells whether it has "
                                   "\"%1\": check the spelling")
                        .arg(cut(selector, kNameLength)));
        }
    }

    Observation observe(const View &view)
    {
        Observation observation;
        observation.at = view.now;
        observation.pageName = view.page.name;
        observation.freshFor = view.page.freshFor;
        observation.warnings = view.page.warnings;
        warnOfUntold(observation, view);
        const Reading verdict = view.verdict();
        observation.status = verdict.status;
        observation.maintenance = isExplainedByMaintenance(view, verdict);
        if (verdict.status == Status::Unknown)
            blame(observation, view);
        else
            observation.detail = detailOf(view, verdict);
        observation.detail = cut(observation.detail, kDetailLength);
        for (const ScopedIncident *one : concerning(view)) {
            if (observation.incidents.size() < kMostIncidentsTold)
                observation.incidents.push_back(one->incident);
        }
        fillMaintenances(observation, view);
        fillComponents(observation, view);
        return observation;
    }

    Observation selectorFailure(const Unmatched &unmatched, const Page &page, Instant now)
    {
        QString detail = QStringLiteral("No component of the status page matches \"%1\".").arg(unmatched.selector);
        if (page.listing == Listing::TroubledOnly)
            detail += QStringLiteral(" The vendor has no such part.");
        else if (page.leaves.empty())
            detail += QStringLiteral(" The page lists no components.");
        else if (!unmatched.nearest.isEmpty())
            detail += QStringLiteral(" Nearest: %1.").arg(unmatched.nearest.join(QStringLiteral(", ")));
        auto observation = Domain::failedObservation({}, now, Failure::Selector,
            QStringLiteral("selector: nothing matches \"%1\"").arg(unmatched.selector),
            cut(detail, kDetailLength));
        observation.pageName = page.name;
        observation.warnings = page.warnings;
        return observation;
    }

    /// All leaves that count, where nothing is selected.
    Selection wholePage(const Page &page)
    {
        Selection all;
        all.leaves.reserve(page.leaves.size());
        for (size_t i = 0; i < page.leaves.size(); ++i) {
            if (page.leaves[i].counts)
                all.leaves.push_back(i);
        }
        return all;
    }

    /// Where only trouble is listed, a name that is not there is well unless the vendor is known not to have it.
    tl::expected<Selection, Unmatched> listedOnes(
        const QStringList &selectors, std::span<const Candidate> candidates, const Page &page)
    {
        Selection selection;
        std::set<size_t> leaves;
        for (const QString &selector : selectors) {
            if (auto chosen = select({ selector }, candidates))
                leaves.insert(chosen->begin(), chosen->end());
            else if (existenceOf(selector, page) == Existence::Denied)
                return tl::unexpected(std::move(chosen.error()));
            else
                selection.unlisted.append(selector);
        }
        selection.leaves.assign(leaves.begin(), leaves.end());
        return selection;
    }

    tl::expected<Selection, Unmatched> selectionOf(const Page &page, const QStringList &selectors)
    {
        if (selectors.isEmpty())
            return wholePage(page);
        std::vector<Candidate> candidates;
        std::ranges::transform(page.leaves, std::back_inserter(candidates), &Leaf::who);
        if (page.listing == Listing::TroubledOnly)
            return listedOnes(selectors, candidates, page);
        auto chosen = select(selectors, candidates);
        if (!chosen)
            return tl::unexpected(std::move(chosen.error()));
        return Selection { std::move(*chosen), {} };
    }

} // namespace

Observation observe(const Page &page, const QStringList &selectors, Instant now)
{
    auto selection = selectionOf(page, selectors);
    if (!selection)
        return selectorFailure(selection.error(), page, now);
    return observe(
        { page, std::move(selection->leaves), std::move(selection->unlisted), !selectors.isEmpty(), now });
}

} // namespace Wf::Vendors
