// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/apple.h"

#include "vendors/bulletin.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Apple {

namespace {

    constexpr std::array kTypes {
        Word { QLatin1String("Issue"), kDegraded },
        Word { QLatin1String("Performance"), kDegraded },
        Word { QLatin1String("Outage"), kMajorOutage },
        Word { QLatin1String("Maintenance"), kMaintenance },
    };
    constexpr QLatin1String kProduct("Apple");
    constexpr QLatin1String kServices("services");
    constexpr QLatin1String kName("serviceName");
    constexpr QLatin1String kMessage("message");
    constexpr QLatin1String kMessageId("messageId");
    constexpr QLatin1String kType("statusType");
    constexpr QLatin1String kPhase("eventStatus");
    constexpr QLatin1String kStart("epochStartDate");
    constexpr QLatin1String kEnd("epochEndDate");

    enum class Phase : quint8 { Ongoing, ToCome, Over, Unclear };

    struct PhaseWord {
        QLatin1String word;
        Phase phase;
    };
    constexpr std::array kPhases {
        PhaseWord { QLatin1String("ongoing"), Phase::Ongoing },
        PhaseWord { QLatin1String("upcoming"), Phase::ToCome },
        PhaseWord { QLatin1String("scheduled"), Phase::ToCome },
        PhaseWord { QLatin1String("resolved"), Phase::Over },
        PhaseWord { QLatin1String("completed"), Phase::Over },
    };

    Phase phaseOf(const QString &word)
    {
        const auto *row = findRow(kPhases, word);
        return row ? row->phase : Phase::Unclear;
    }

    /// "jsonCallback({…});" without its call.
    QByteArray withoutCall(const QByteArray &body)
    {
        const QByteArray text = toUtf8(body).trimmed();
        const qsizetype from = text.indexOf('{');
        const qsizetype to = text.lastIndexOf('}');
        const bool isCall = from > 0 && to > from && text.at(from - 1) == '(';
        return isCall ? text.mid(from, to - from + 1) : text;
    }

    QString messageOf(const JsonObject &event)
    {
        return textOfHtml(event.value(kMessage).toString(), kBodyLength);
    }

    void addMaintenance(Bulletin &bulletin, const JsonObject &event, const Candidate &who, Phase phase)
    {
        Domain::VendorMaintenance maintenance;
        maintenance.id = textAt(event, kMessageId, kIdLength);
        if (maintenance.id.isEmpty())
            maintenance.id = who.name;
        maintenance.title = oneLine(messageOf(event), kNameLength);
        maintenance.description = messageOf(event);
        maintenance.state =
            phase == Phase::Ongoing ? Domain::MaintenanceState::InProgress : Domain::MaintenanceState::Scheduled;
        maintenance.scheduledFor = timeAt(event, kStart).value_or(Instant {});
        maintenance.scheduledUntil = timeAt(event, kEnd);
        bulletin.plan(std::move(maintenance), { who });
    }

    void addIncident(Bulletin &bulletin, const JsonObject &event, const Candidate &who)
    {
        Domain::VendorIncident incident;
        incident.id = textAt(event, kMessageId, kIdLength);
        incident.title = oneLine(messageOf(event), kNameLength);
        incident.state = textAt(event, kPhase, kWordLength);
        incident.startedAt = timeAt(event, kStart);
        incident.updatedAt = timeAt(event, QLatin1String("datePosted"));
        const QString type = textAt(event, kType, kWordLength);
        const Reading reading = normalizeEvent(type, textAt(event, QLatin1String("usersAffected"), kNameLength));
        bulletin.open(std::move(incident), { reading, type }, std::vector<Candidate> { who });
    }

    void addEvent(Bulletin &bulletin, const JsonObject &event, const Candidate &who)
    {
        const QString word = textAt(event, kPhase, kWordLength);
        const Phase phase = phaseOf(word);
        const bool works = lookUp(kTypes, textAt(event, kType, kWordLength)) == kMaintenance;
        if (phase == Phase::Unclear)
            bulletin.mark(who, { kUnknown, word });
        else if (works && phase != Phase::Over)
            addMaintenance(bulletin, event, who, phase);
        else if (phase == Phase::Ongoing)
            addIncident(bulletin, event, who);
    }

    /// The banner over the whole page.
    void addBanner(Bulletin &bulletin, const JsonObject &root)
    {
        if (!root.value(QLatin1String("drpost")).toBool())
            return;
        Domain::VendorIncident incident;
        incident.title =
            oneLine(textOfHtml(root.value(QLatin1String("drMessage")).toString(), kNameLength), kNameLength);
        bulletin.open(std::move(incident), { kDegraded, {} }, std::vector<Candidate> {});
    }

} // namespace

Reading normalizeEvent(QStringView type, QStringView usersAffected)
{
    if (type.isEmpty())
        return kDegraded;
    const Reading reading = lookUp(kTypes, type);
    const bool some = usersAffected.trimmed().startsWith(QLatin1String("Some"), Qt::CaseInsensitive);
    return reading == kMajorOutage && some ? kPartialOutage : reading;
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readObject(withoutCall(input.body));
    if (!document)
        return tl::unexpected(document.error());
    const JsonObject root = document->object();
    Intake intake(kProduct);
    Bulletin bulletin;
    const auto services = intake.objects(root, kServices);
    for (const JsonObject &service : services) {
        const Candidate who = componentNamed(intake.text(service, kName, kNameLength));
        bulletin.know(who);
        for (const JsonObject &event : intake.objects(service, QLatin1String("events")))
            addEvent(bulletin, event, who);
    }
    if (services.empty())
        intake.spoilAsForeign(QStringLiteral("no service is listed"));
    addBanner(bulletin, root);
    return intake.seal(std::move(bulletin).page(QStringLiteral("Apple System Status")));
}

} // namespace Wf::Vendors::Apple
