// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/widget.h"

#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    using Domain::MaintenanceState;

    /// What an incident is that tells neither an impact nor a component: one that is watched after its fix is
    /// well.
    constexpr std::array kStates {
        Word { QLatin1String("investigating"), kDegraded },
        Word { QLatin1String("identified"), kDegraded },
        Word { QLatin1String("monitoring"), kOperational },
    };

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kAffected("affected_components");
    constexpr QLatin1String kMessage("last_update_message");
    constexpr QLatin1String kMessageAt("last_update_at");

    /// The member of that name, else of the other.
    QString eitherText(const JsonObject &item, QLatin1String key, QLatin1String other, qsizetype limit)
    {
        const QString text = textAt(item, key, limit);
        return text.isEmpty() ? textAt(item, other, limit) : text;
    }

    std::optional<Instant> eitherTime(const JsonObject &item, QLatin1String key, QLatin1String other)
    {
        const auto at = timeAt(item, key);
        return at ? at : timeAt(item, other);
    }

    QString titleOf(const JsonObject &item)
    {
        return eitherText(item, kName, QLatin1String("title"), kNameLength);
    }

    Candidate candidateOf(const JsonObject &item)
    {
        const QString group = textAt(item, QLatin1String("group_name"), kNameLength);
        return { textAt(item, kId, kIdLength), textAt(item, kName, kNameLength), group, group };
    }

    std::vector<Touch> touchesOf(Intake &intake, const JsonObject &item, std::span<const Word> words)
    {
        std::vector<Touch> touches;
        for (const JsonObject &one : intake.objects(item, kAffected)) {
            const QString word = eitherText(one, QLatin1String("current_status"), kStatus, kWordLength);
            touches.push_back({ candidateOf(one), verdictOf(words, word) });
        }
        return touches;
    }

    std::vector<Domain::VendorUpdate> lastUpdate(const JsonObject &item)
    {
        const QString body = cut(item.value(kMessage).toString(), kBodyLength);
        const auto at = timeAt(item, kMessageAt);
        if (body.isEmpty() && !at)
            return {};
        return { { {}, textAt(item, kStatus, kWordLength), body, at } };
    }

    /// Its own word, else the worst of its components, else what its state says.
    Verdict verdictFor(const JsonObject &item, const std::vector<Touch> &touches, std::span<const Word> words)
    {
        const QString impact =
            eitherText(item, QLatin1String("current_worst_impact"), QLatin1String("impact"), kWordLength);
        if (!impact.isEmpty())
            return verdictOf(words, impact);
        if (touches.empty())
            return verdictOf(kStates, textAt(item, kStatus, kWordLength));
        Verdict worst { kOperational, {} };
        for (const Touch &touch : touches)
            worst = worse(worst, touch.verdict);
        return worst;
    }

    void readIncident(Bulletin &bulletin, Intake &intake, const JsonObject &item, std::span<const Word> words)
    {
        Domain::VendorIncident incident;
        incident.id = intake.text(item, kId, kIdLength);
        incident.title = titleOf(item);
        incident.state = intake.text(item, kStatus, kWordLength);
        incident.link = linkAt(item, QLatin1String("url"));
        incident.startedAt = eitherTime(item, QLatin1String("started_at"), QLatin1String("created_at"));
        incident.updates = lastUpdate(item);
        incident.updatedAt = timeAt(item, kMessageAt);
        const auto touches = touchesOf(intake, item, words);
        bulletin.open(std::move(incident), verdictFor(item, touches, words), touches);
    }

    /// Its times have other names while it is under way than before.
    void readMaintenance(Bulletin &bulletin, Intake &intake, const JsonObject &item, MaintenanceState state)
    {
        const auto from = eitherTime(item, QLatin1String("started_at"), QLatin1String("starts_at"));
        if (!from)
            return bulletin.addUnreadable(QStringLiteral("a maintenance without a start"));
        Domain::VendorMaintenance maintenance;
        maintenance.id = intake.text(item, kId, kIdLength);
        maintenance.title = titleOf(item);
        maintenance.description = cut(item.value(kMessage).toString(), kBodyLength);
        maintenance.state = state;
        maintenance.link = linkAt(item, QLatin1String("url"));
        maintenance.scheduledFor = *from;
        maintenance.scheduledUntil = eitherTime(item, QLatin1String("scheduled_end_at"), QLatin1String("ends_at"));
        std::vector<Candidate> touched;
        for (const JsonObject &one : intake.objectsIfAny(item, kAffected))
            touched.push_back(candidateOf(one));
        bulletin.plan(std::move(maintenance), touched);
    }

} // namespace

void readWidget(Bulletin &bulletin, Intake &intake, const JsonObject &root, std::span<const Word> words)
{
    for (const JsonObject &item : intake.objects(root, QLatin1String("ongoing_incidents")))
        readIncident(bulletin, intake, item, words);
    for (const JsonObject &item : intake.objects(root, QLatin1String("in_progress_maintenances")))
        readMaintenance(bulletin, intake, item, MaintenanceState::InProgress);
    for (const JsonObject &item : intake.objects(root, QLatin1String("scheduled_maintenances")))
        readMaintenance(bulletin, intake, item, MaintenanceState::Scheduled);
}

} // namespace Wf::Vendors
