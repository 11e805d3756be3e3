// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/adobe.h"

#include "vendors/bulletin.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Adobe {

namespace {

    constexpr std::array kSeverities {
        Word { QLatin1String("Trivial"), kDegraded },
        Word { QLatin1String("Potential"), kDegraded },
        Word { QLatin1String("Minor"), kDegraded },
        Word { QLatin1String("Major"), kPartialOutage },
        Word { QLatin1String("Critical"), kMajorOutage },
    };
    constexpr std::array kOver { QLatin1String("closed"), QLatin1String("dismissed"), QLatin1String("completed"),
        QLatin1String("canceled"), QLatin1String("cancelled") };

    constexpr QLatin1String kProduct("Adobe");
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kProducts("products");
    constexpr QLatin1String kStartedOn("startedOn");
    constexpr QLatin1String kMessages("messages");

    using Texts = JsonObject; ///< token to {textMessage}, in English

    QString textOf(const Texts &texts, const QString &token, qsizetype limit)
    {
        const JsonValue text = texts.value(token);
        const QString plain =
            text.isObject() ? text.toObject().value(QLatin1String("textMessage")).toString() : text.toString();
        return textOfHtml(plain, limit);
    }

    bool isOver(const QString &state)
    {
        return std::ranges::find(kOver, state.toLower()) != kOver.end();
    }

    /// Everything that was said of one product in one event, newest first. Adobe keys it by the time it was said.
    std::vector<JsonObject> historyOf(Intake &intake, const JsonObject &product)
    {
        const JsonObject history = intake.object(product, QLatin1String("history"));
        std::vector<JsonObject> said;
        for (const auto one : history) {
            if (!one.isObject())
                intake.spoilAsForeign(QStringLiteral("a part of a history is no object"));
            said.push_back(one.toObject());
        }
        std::ranges::stable_sort(said, std::ranges::greater(),
            [](const JsonObject &one) { return timeAt(one, QLatin1String("statusTime")); });
        return said;
    }

    std::vector<Domain::VendorUpdate> readUpdates(const std::vector<JsonObject> &history, const Texts &texts)
    {
        std::vector<Domain::VendorUpdate> updates;
        updates.reserve(history.size());
        for (const JsonObject &one : history) {
            updates.push_back({ {}, textAt(one, kStatus, kWordLength),
                textOf(texts, textAt(one, QLatin1String("messageToken"), kNameLength), kBodyLength),
                timeAt(one, QLatin1String("statusTime")) });
        }
        return updates;
    }

    Candidate candidateOf(const JsonObject &product)
    {
        return componentNamed(
            textAt(product, QLatin1String("name"), kNameLength), textAt(product, kId, kIdLength));
    }

    QString titleOf(const JsonObject &said, const Texts &texts, const QString &otherwise)
    {
        const QString title = textOf(texts, textAt(said, QLatin1String("titleToken"), kNameLength), kNameLength);
        return title.isEmpty() ? otherwise : title;
    }

    void addProduct(
        Bulletin &bulletin, Intake &intake, const QString &id, const JsonObject &product, const Texts &texts)
    {
        const Candidate who = candidateOf(product);
        bulletin.know(who);
        const auto history = historyOf(intake, product);
        const JsonObject newest = history.empty() ? JsonObject() : history.front();
        const QString state = textAt(newest, kStatus, kWordLength);
        if (timeAt(product, QLatin1String("endedOn")) || isOver(state))
            return;
        Domain::VendorIncident incident;
        incident.id = id;
        incident.title = titleOf(newest, texts, who.name % u" issue");
        incident.state = state;
        incident.link = QUrl(QStringLiteral("https://status.adobe.com"));
        incident.startedAt = timeAt(product, kStartedOn);
        incident.updates = readUpdates(history, texts);
        const Verdict verdict = verdictOf(kSeverities, textAt(newest, QLatin1String("severity"), kWordLength));
        bulletin.open(std::move(incident), verdict, std::vector<Candidate> { who });
    }

    void addMaintenance(Bulletin &bulletin, Intake &intake, const JsonObject &item, const Texts &texts)
    {
        const QString state = textAt(item, kStatus, kWordLength).toLower();
        if (isOver(state) || timeAt(item, QLatin1String("completedOn")))
            return;
        Domain::VendorMaintenance maintenance;
        maintenance.id = textAt(item, kId, kIdLength);
        const auto started = timeAt(item, kStartedOn);
        maintenance.state = started || state == QLatin1String("started") ? Domain::MaintenanceState::InProgress
                                                                         : Domain::MaintenanceState::Scheduled;
        const auto planned = timeAt(item, QLatin1String("scheduledDate"));
        maintenance.scheduledFor = started.value_or(planned.value_or(Instant {}));
        std::vector<Candidate> touched;
        for (const auto product : intake.object(item, kProducts)) {
            touched.push_back(candidateOf(product.toObject()));
            const auto history = historyOf(intake, product.toObject());
            maintenance.title =
                titleOf(history.empty() ? JsonObject() : history.front(), texts, maintenance.title);
        }
        bulletin.plan(std::move(maintenance), touched);
    }

    Texts readTexts(const JsonObject &event)
    {
        return event.value(kMessages).toObject().value(QLatin1String("en")).toObject();
    }

    void readIncidents(Bulletin &bulletin, Intake &intake, const JsonObject &event)
    {
        const Texts texts = readTexts(event);
        for (const auto item : intake.object(event, QLatin1String("incidents"))) {
            const QString id = intake.text(item.toObject(), kId, kIdLength);
            for (const auto product : intake.object(item.toObject(), kProducts))
                addProduct(bulletin, intake, id, product.toObject(), texts);
        }
    }

    void readMaintenances(Bulletin &bulletin, Intake &intake, const JsonObject &event)
    {
        const Texts texts = readTexts(event);
        for (const auto item : intake.object(event, QLatin1String("maintenance")))
            addMaintenance(bulletin, intake, item.toObject(), texts);
    }

} // namespace

Reading normalizeSeverity(QStringView word)
{
    return lookUp(kSeverities, word);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(kProduct);
    const JsonObject root = intake.body(input);
    Bulletin bulletin;
    readIncidents(bulletin, intake, intake.object(root, QLatin1String("incidentEvent")));
    readMaintenances(bulletin, intake, intake.object(root, QLatin1String("maintenanceEvent")));
    return intake.seal(std::move(bulletin).page(kProduct, Listing::TroubledOnly));
}

} // namespace Wf::Vendors::Adobe
