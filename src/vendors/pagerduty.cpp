// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/pagerduty.h"

#include "vendors/bulletin.h"
#include "vendors/embedded.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::PagerDuty {

namespace {

    constexpr std::array kSeverities {
        Word { QLatin1String("all_good"), kOperational },
        Word { QLatin1String("minor"), kDegraded },
        Word { QLatin1String("major"), kMajorOutage },
    };
    constexpr QLatin1String kProduct("PagerDuty");
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kSeverity("severity");
    constexpr QLatin1String kUpdates("updates");
    constexpr QLatin1String kSummary("summary");
    constexpr QLatin1String kOpen("open_incidents");
    constexpr QLatin1String kPosts("posts");
    constexpr QLatin1String kServices("post_status_page_services");
    constexpr QLatin1String kPostSeverity("current_post_severity_enum");

    /// A word, or an object that has it as its name.
    QString wordAt(const JsonObject &object, QLatin1String key)
    {
        const JsonValue value = object.value(key);
        return value.isObject() ? textAt(value.toObject(), kName, kWordLength) : textAt(object, key, kWordLength);
    }

    /// The newest update, which says how things stand; the incident itself where it has none.
    JsonObject newestOf(const JsonObject &item, const std::vector<JsonObject> &updates)
    {
        const auto newest = std::ranges::max_element(updates, std::ranges::less(),
            [](const JsonObject &one) { return timeAt(one, QLatin1String("created_at")); });
        return newest == updates.end() ? item : *newest;
    }

    std::vector<Domain::VendorUpdate> readUpdates(const std::vector<JsonObject> &updates)
    {
        std::vector<Domain::VendorUpdate> read;
        read.reserve(updates.size());
        for (const JsonObject &one : updates) {
            read.push_back({ textAt(one, kId, kIdLength), wordAt(one, kStatus),
                textOfHtml(one.value(QLatin1String("message")).toString(), kBodyLength),
                timeAt(one, QLatin1String("created_at")) });
        }
        return read;
    }

    std::vector<Touch> readTouched(Intake &intake, const JsonObject &newest)
    {
        std::vector<Touch> touched;
        for (const JsonObject &one : intake.objectsIfAny(newest, QLatin1String("impacted_business_services"))) {
            touched.push_back({ componentNamed(textAt(one, kName, kNameLength), textAt(one, kId, kIdLength)),
                verdictOf(kSeverities, wordAt(one, kSeverity)) });
        }
        return touched;
    }

    /// How bad it is for the page of so many services.
    Verdict ofPage(const Verdict &verdict, const std::vector<Touch> &touched, size_t services)
    {
        const auto down = static_cast<size_t>(
            std::ranges::count_if(touched, [](const Touch &one) { return one.verdict.reading == kMajorOutage; }));
        const bool some = verdict.reading == kMajorOutage && !touched.empty() && down < services;
        return some ? Verdict { kPartialOutage, verdict.word } : verdict;
    }

    bool isOver(const QString &state)
    {
        return state.compare(QLatin1String("resolved"), Qt::CaseInsensitive) == 0;
    }

    void addMaintenance(Bulletin &bulletin, const JsonObject &item, const Domain::VendorIncident &work,
        const std::vector<Touch> &touched)
    {
        Domain::VendorMaintenance maintenance;
        maintenance.id = work.id;
        maintenance.title = work.title;
        maintenance.state = Domain::maintenanceStateFromWord(work.state.toLower().replace(u' ', u'_'))
                                .value_or(Domain::MaintenanceState::Scheduled);
        maintenance.scheduledFor = work.startedAt.value_or(Instant {});
        maintenance.scheduledUntil = timeAt(item, QLatin1String("ends_at"));
        std::vector<Candidate> who;
        std::ranges::transform(touched, std::back_inserter(who), &Touch::who);
        if (maintenance.state != Domain::MaintenanceState::Completed)
            bulletin.plan(std::move(maintenance), who, work.updates);
    }

    void addItem(Bulletin &bulletin, Intake &intake, const JsonObject &item, size_t services)
    {
        const auto updates = intake.objectsIfAny(item, kUpdates);
        const JsonObject newest = newestOf(item, updates);
        Domain::VendorIncident incident;
        incident.state = wordAt(newest, kStatus);
        if (isOver(incident.state))
            return;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = textAt(item, QLatin1String("title"), kNameLength);
        incident.updates = readUpdates(updates);
        incident.updatedAt = timeAt(newest, QLatin1String("updated_at"));
        incident.startedAt = timeAt(item, QLatin1String("starts_at"));
        if (!incident.startedAt && !updates.empty())
            incident.startedAt = timeAt(updates.back(), QLatin1String("created_at"));
        const QString word = wordAt(item.contains(kPostSeverity) ? item : newest,
            item.contains(kPostSeverity) ? kPostSeverity : kSeverity);
        const auto touched = readTouched(intake, newest);
        if (textAt(item, QLatin1String("post_type"), kWordLength) == QLatin1String("maintenance"))
            return addMaintenance(bulletin, item, incident, touched);
        bulletin.open(std::move(incident), ofPage(verdictOf(kSeverities, word), touched, services), touched);
    }

    size_t addServices(Bulletin &bulletin, const std::vector<JsonObject> &services)
    {
        size_t count = 0;
        for (const JsonObject &one : services) {
            if (one.value(QLatin1String("is_active")).isFalse())
                continue;
            bulletin.know(componentNamed(textAt(one, kName, kNameLength), textAt(one, kId, kIdLength)));
            ++count;
        }
        return count;
    }

} // namespace

Reading normalizeSeverity(QStringView word)
{
    return lookUp(kSeverities, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readObject(jsonOrEmbedded(input.body, "id=\"data\""));
    if (!document)
        return tl::unexpected(document.error());
    Intake intake(kProduct);
    const JsonObject outer = document->object();
    const JsonObject root = outer.contains(kSummary) ? intake.object(outer, kSummary) : outer;
    if (!root.contains(kOpen) && !root.contains(kPosts))
        intake.spoilAsForeign(QStringLiteral("neither \"open_incidents\" nor \"posts\""));
    if (outer.contains(kSummary) && !root.contains(kOpen))
        intake.spoilAsForeign(QStringLiteral("there is no \"open_incidents\""));
    Bulletin bulletin;
    const size_t services = addServices(bulletin, intake.objectsIfAny(root, kServices));
    for (const QLatin1String key : { kOpen, kPosts }) {
        for (const JsonObject &item : root.contains(key) ? intake.objects(root, key) : std::vector<JsonObject>())
            addItem(bulletin, intake, item, services);
    }
    return intake.seal(std::move(bulletin).page(kProduct));
}

} // namespace Wf::Vendors::PagerDuty
