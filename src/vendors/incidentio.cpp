// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/incidentio.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/statuspage.h"
#include "vendors/textdecoding.h"
#include "vendors/widget.h"

#include <array>

namespace Wf::Vendors::Incidentio {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("degraded_performance"), kDegraded },
        Word { QLatin1String("partial_outage"), kPartialOutage },
        Word { QLatin1String("full_outage"), kMajorOutage },
        Word { QLatin1String("under_maintenance"), kMaintenance },
    };
    /// What an open incident without a component under impact is: only one that is watched after its fix is well.
    constexpr std::array kStates {
        Word { QLatin1String("investigating"), kDegraded },
        Word { QLatin1String("identified"), kDegraded },
        Word { QLatin1String("monitoring"), kOperational },
    };
    constexpr std::array kPlanWords {
        PlanWord { QLatin1String("maintenance_scheduled"), MaintenanceState::Scheduled },
        PlanWord { QLatin1String("maintenance_in_progress"), MaintenanceState::InProgress },
        PlanWord { QLatin1String("maintenance_complete"), MaintenanceState::Completed },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kCurrent("current_status");
    constexpr QLatin1String kComponent("component");
    constexpr QLatin1String kComponents("components");
    constexpr QLatin1String kComponentId("component_id");
    constexpr QLatin1String kAffected("affected_components");
    constexpr QLatin1String kOngoing("ongoing_incidents");
    constexpr QLatin1String kPlanned("scheduled_maintenances");
    constexpr QLatin1String kImpacts("component_impacts");

    /// Pages that were lifted out of their web page carry this text where a member is absent.
    QByteArray withoutMarkers(const QByteArray &body)
    {
        return toUtf8(body).replace("\"$undefined\"", "null");
    }

    tl::expected<Page, BadDocument> readWidget(Intake intake, const JsonObject &root)
    {
        Bulletin bulletin;
        Vendors::readWidget(bulletin, intake, root, kWords);
        const QString name = textAt(root, QLatin1String("page_title"), kNameLength);
        return intake.seal(std::move(bulletin).page(name, Listing::TroubledOnly));
    }

    /// One span of time in which an entry touches a component. Without an end it goes on.
    struct Impact {
        QString component;
        QString word;
        std::optional<Instant> from;
        std::optional<Instant> until;

        [[nodiscard]] bool isCurrent(Instant now) const
        {
            return (!from || *from <= now) && (!until || *until > now);
        }
    };

    std::vector<Impact> readImpacts(Intake &intake, const JsonObject &item)
    {
        std::vector<Impact> impacts;
        for (const JsonObject &one : intake.objects(item, kImpacts)) {
            impacts.push_back({ textAt(one, kComponentId, kIdLength), textAt(one, kStatus, kWordLength),
                timeAt(one, QLatin1String("start_at")), timeAt(one, QLatin1String("end_at")) });
        }
        return impacts;
    }

    std::vector<Domain::VendorUpdate> readUpdates(const JsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : objectsAt(item, QLatin1String("updates"), kMostTouched)) {
            QString body = textOfRich(one.value(QLatin1String("message")), kBodyLength);
            if (body.isEmpty())
                body = cut(one.value(QLatin1String("message_string")).toString(), kBodyLength);
            updates.push_back({ textAt(one, kId, kIdLength), textAt(one, QLatin1String("to_status"), kWordLength),
                body, timeAt(one, QLatin1String("published_at")) });
        }
        arrange(updates);
        return updates;
    }

    /// Reads entries of the page's own kind onto a page whose components, if it names any, are there.
    class Entries {
    public:
        Entries(Intake &intake, Page &page, QUrl base, Instant now)
            : m_intake(intake)
            , m_page(page)
            , m_directory(page.leaves)
            , m_base(std::move(base))
            , m_now(now)
        {
        }

        void read(const JsonObject &item)
        {
            const QString state = m_intake.text(item, kStatus, kWordLength);
            const bool planned = textAt(item, QLatin1String("type"), kWordLength) == QLatin1String("maintenance")
                || state.startsWith(QLatin1String("maintenance_"));
            const auto impacts = readImpacts(m_intake, item);
            if (planned)
                readMaintenance(item, state, impacts);
            else if (state != QLatin1String("resolved"))
                readIncident(item, state, impacts);
        }

    private:
        Scope scopeOf(const JsonObject &item, const std::vector<Impact> &impacts) const
        {
            Scope scope;
            std::set<QString> seen;
            const auto add = [&](const QString &id) {
                if (seen.insert(id).second && scope.names.size() < kMostTouched)
                    m_directory.add(scope, id, {});
            };
            for (const JsonObject &one : objectsAt(item, kAffected, kMostTouched))
                add(textAt(one, kComponentId, kIdLength));
            for (const Impact &impact : impacts)
                add(impact.component);
            return scope;
        }

        QUrl linkTo(const QString &id) const
        {
            return m_base.isEmpty() ? QUrl() : m_base.resolved(QUrl(QStringLiteral("incidents/") + id));
        }

        /// The worst of all its spans: how grave it is, over and above what is left of it.
        Domain::Status gravity(const std::vector<Impact> &impacts) const
        {
            Reading worst = impacts.empty() ? kDegraded : kOperational;
            for (const Impact &impact : impacts)
                worst = worse(worst, lookUp(kWords, impact.word));
            return worst.status;
        }

        void readIncident(const JsonObject &item, const QString &state, const std::vector<Impact> &impacts)
        {
            ScopedIncident found;
            auto &incident = found.incident;
            incident.id = textAt(item, kId, kIdLength);
            incident.title = textAt(item, kName, kNameLength);
            incident.state = state;
            incident.impact = gravity(impacts);
            incident.link = linkTo(incident.id);
            incident.startedAt = timeAt(item, QLatin1String("published_at"));
            incident.updates = readUpdates(item);
            found.scope = scopeOf(item, impacts);
            const bool touchesNothing = found.scope.namesNothing();
            addIncident(m_page, std::move(found));
            raiseByState(state, touchesNothing);
            raiseByImpacts(impacts);
        }

        void raiseByState(const QString &state, bool touchesNothing)
        {
            const Reading reading = readWord(m_page, kStates, state, QLatin1String("incident status"));
            if (touchesNothing || reading == kUnknown)
                raise(m_page, { .reading = reading, .word = state, .what = QStringLiteral("incident status") });
        }

        void raiseByImpacts(const std::vector<Impact> &impacts)
        {
            for (const Impact &impact : impacts) {
                if (impact.isCurrent(m_now)) {
                    raise(m_page,
                        { .reading = lookUp(kWords, impact.word),
                            .word = impact.word,
                            .what = QStringLiteral("incident impact") });
                }
            }
        }

        void readMaintenance(const JsonObject &item, const QString &word, const std::vector<Impact> &impacts)
        {
            const auto state = planState(m_page, kPlanWords, word);
            if (!state)
                return;
            ScopedMaintenance found;
            auto &maintenance = found.maintenance;
            maintenance.id = textAt(item, kId, kIdLength);
            maintenance.title = textAt(item, kName, kNameLength);
            maintenance.state = *state;
            maintenance.link = linkTo(maintenance.id);
            setTimes(maintenance, item, impacts);
            found.scope = scopeOf(item, impacts);
            addMaintenance(m_page, std::move(found), readUpdates(item));
            if (*state == MaintenanceState::InProgress)
                raiseByImpacts(impacts);
        }

        /// From the first start to the last end; published_at tells when it was announced.
        static void setTimes(
            Domain::VendorMaintenance &maintenance, const JsonObject &item, const std::vector<Impact> &impacts)
        {
            std::optional<Instant> from;
            for (const Impact &impact : impacts) {
                if (impact.from && (!from || *impact.from < *from))
                    from = impact.from;
                maintenance.scheduledUntil = std::max(maintenance.scheduledUntil, impact.until);
            }
            if (!from)
                from = timeAt(item, QLatin1String("published_at"));
            maintenance.scheduledFor = from.value_or(Instant {});
        }

        Intake &m_intake;
        Page &m_page;
        Directory m_directory;
        QUrl m_base;
        Instant m_now;
    };

    /// Names of components and the groups they are in, by id.
    QHash<QString, Candidate> readStructure(const JsonObject &structure)
    {
        QHash<QString, Candidate> all;
        for (const JsonObject &item : objectsAt(structure, QLatin1String("items"), kMostLeaves)) {
            const JsonObject group = item.value(QLatin1String("group")).toObject();
            for (const JsonObject &one : objectsAt(group, kComponents, kMostLeaves)) {
                const QString id = textAt(one, kComponentId, kIdLength);
                all.insert(id,
                    { id, textAt(one, kName, kNameLength), textAt(group, kName, kNameLength),
                        textAt(group, kId, kIdLength) });
            }
        }
        return all;
    }

    /// The worst word for each component that is in trouble: of the summary's list and of impacts that go on.
    QHash<QString, QString> readTroubles(
        Intake &intake, const JsonObject &root, const std::vector<JsonObject> &ongoing, Instant now)
    {
        QHash<QString, QString> words;
        const auto take = [&](const QString &id, const QString &word) {
            const bool isWorse = weight(lookUp(kWords, word)) > weight(lookUp(kWords, words.value(id)));
            if (!words.contains(id) || isWorse)
                words.insert(id, word);
        };
        for (const JsonObject &one : intake.objects(root, kAffected)) {
            const QString current = textAt(one, kCurrent, kWordLength);
            take(textAt(one, kComponentId, kIdLength),
                current.isEmpty() ? textAt(one, kStatus, kWordLength) : current);
        }
        for (const JsonObject &item : ongoing) {
            for (const Impact &impact : readImpacts(intake, item)) {
                if (impact.isCurrent(now))
                    take(impact.component, impact.word);
            }
        }
        return words;
    }

    void readLeaves(Page &page, Intake &intake, const JsonObject &root, QHash<QString, QString> troubles)
    {
        const auto places = readStructure(root.value(QLatin1String("structure")).toObject());
        for (const JsonObject &one : intake.objects(root, kComponents)) {
            const QString id = textAt(one, kId, kIdLength);
            Candidate who = places.value(id, { id, {}, {}, {} });
            who.name = textAt(one, kName, kNameLength);
            const bool well = !troubles.contains(id);
            addLeaf(page, std::move(who), kWords, well ? QStringLiteral("operational") : troubles.take(id));
        }
        for (auto left = troubles.cbegin(); left != troubles.cend(); ++left)
            addLeaf(page, { left.key(), left.key(), {}, {} }, kWords, left.value());
    }

    BadDocument leadsToSubPages()
    {
        return { QStringLiteral("no components of its own"),
            QStringLiteral(
                "This status page lists no components; it may only lead to sub-pages (one per region or "
                "product). Use the address of the sub-page that you depend on.") };
    }

    tl::expected<Page, BadDocument> readOwnSummary(Intake intake, const JsonObject &root, Instant now)
    {
        Page page;
        page.name = textAt(root, kName, kNameLength);
        const auto ongoing = intake.objects(root, kOngoing);
        const auto planned = intake.objects(root, kPlanned);
        readLeaves(page, intake, root, readTroubles(intake, root, ongoing, now));
        if (page.leaves.empty())
            intake.spoil(leadsToSubPages());
        Entries entries(intake, page, linkAt(root, QLatin1String("public_url")), now);
        for (const JsonObject &item : ongoing)
            entries.read(item);
        for (const JsonObject &item : planned)
            entries.read(item);
        return intake.seal(std::move(page));
    }

    /// Such a list has no names of components, so nothing can be selected from it.
    tl::expected<Page, BadDocument> readList(Intake intake, const std::vector<JsonObject> &items, Instant now)
    {
        Page page;
        raise(page, { .reading = kOperational, .description = QStringLiteral("No open incidents") });
        Entries entries(intake, page, {}, now);
        for (const JsonObject &item : items)
            entries.read(item);
        return intake.seal(std::move(page));
    }

    tl::expected<Page, BadDocument> readBareList(Intake intake, const JsonArray &list, Instant now)
    {
        if (list.isEmpty())
            intake.spoilAsForeign(QStringLiteral("an empty list"));
        const auto items = intake.objectsOf(list, QStringLiteral("incidents"));
        return readList(std::move(intake), items, now);
    }

    tl::expected<Page, BadDocument> readOne(Intake intake, const JsonObject &root, Instant now)
    {
        const JsonValue summary = root.value(QLatin1String("summary"));
        if (summary.isObject())
            return readOwnSummary(std::move(intake), summary.toObject(), now);
        if (root.contains(QLatin1String("in_progress_maintenances")) || root.contains(QLatin1String("page_title")))
            return readWidget(std::move(intake), root);
        if (root.contains(QLatin1String("structure")) || root.contains(kAffected))
            return readOwnSummary(std::move(intake), root, now);
        if (root.contains(QLatin1String("page")) || root.contains(kComponents))
            return Statuspage::readSummary(root);
        for (const QLatin1String key : { QLatin1String("incident_links"), QLatin1String("incidents") }) {
            if (root.contains(key)) {
                const auto items = intake.objects(root, key);
                return readList(std::move(intake), items, now);
            }
        }
        intake.spoilAsForeign(QStringLiteral("neither \"page\" nor \"ongoing_incidents\" nor \"incidents\""));
        return intake.seal({});
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("incident.io") };
    const auto document = readDocument(withoutMarkers(input.body));
    if (!document)
        return tl::unexpected(document.error());
    return document->root().isArray() ? readBareList(std::move(intake), document->array(), input.now)
                                      : readOne(std::move(intake), document->object(), input.now);
}

} // namespace Wf::Vendors::Incidentio
