// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/microsoft365.h"

#include "vendors/bulletin.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Microsoft365 {

namespace {

    constexpr std::array kHealth {
        Word { QLatin1String("serviceOperational"), kOperational },
        Word { QLatin1String("serviceRestored"), kOperational },
        Word { QLatin1String("falsePositive"), kOperational },
        Word { QLatin1String("postIncidentReviewPublished"), kOperational },
        Word { QLatin1String("resolved"), kOperational },
        Word { QLatin1String("resolvedExternal"), kOperational },
        Word { QLatin1String("mitigated"), kOperational },
        Word { QLatin1String("mitigatedExternal"), kOperational },
        Word { QLatin1String("investigating"), kDegraded },
        Word { QLatin1String("verifyingService"), kDegraded },
        Word { QLatin1String("reported"), kDegraded },
        Word { QLatin1String("confirmed"), kDegraded },
        Word { QLatin1String("investigationSuspended"), kDegraded },
        Word { QLatin1String("serviceDegradation"), kDegraded },
        Word { QLatin1String("restoringService"), kDegraded },
        Word { QLatin1String("extendedRecovery"), kDegraded },
        Word { QLatin1String("serviceInterruption"), kMajorOutage },
    };
    constexpr std::array kPosts {
        Word { QLatin1String("Available"), kOperational },
        Word { QLatin1String("Operational"), kOperational },
        Word { QLatin1String("Service restored"), kOperational },
    };
    /// Words that a post's status may contain.
    constexpr std::array kPostParts {
        Word { QLatin1String("interruption"), kMajorOutage },
        Word { QLatin1String("degradation"), kDegraded },
        Word { QLatin1String("investigating"), kDegraded },
    };

    constexpr QLatin1String kName("Microsoft 365");
    constexpr QLatin1String kValue("value");
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kService("service");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kIssues("issues");
    constexpr QLatin1String kTitle("title");
    constexpr QLatin1String kIsResolved("isResolved");
    constexpr QLatin1String kPostStatus("Status");
    constexpr QLatin1String kServices("Services");
    constexpr QLatin1String kIsUp("IsUp");

    std::vector<Domain::VendorUpdate> readPosts(Intake &intake, const JsonObject &issue)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &post : intake.objectsIfAny(issue, QLatin1String("posts"))) {
            const JsonObject description = post.value(QLatin1String("description")).toObject();
            updates.push_back({ {}, textAt(post, QLatin1String("postType"), kWordLength),
                textOfHtml(description.value(QLatin1String("content")).toString(), kBodyLength),
                timeAt(post, QLatin1String("createdDateTime")) });
        }
        return updates;
    }

    /// An interruption of one feature is none of the service.
    Verdict verdictOfIssue(const JsonObject &issue, const QString &status)
    {
        const QString group = textAt(issue, QLatin1String("featureGroup"), kNameLength);
        const bool feature =
            !group.isEmpty() && group != QLatin1String("Service") && group != QLatin1String("Other");
        const Verdict verdict = verdictOf(kHealth, status);
        return verdict.reading == kMajorOutage && feature ? Verdict { kPartialOutage, status } : verdict;
    }

    /// Whether an issue says how its service is, or an overview does.
    enum class Weight : quint8 { Decides, IsTold };

    void addIssue(Bulletin &bulletin, Intake &intake, const JsonObject &issue, Weight weight)
    {
        const QString status = intake.text(issue, kStatus, kWordLength);
        const Candidate who = componentNamed(intake.text(issue, kService, kNameLength));
        bulletin.know(who);
        if (intake.flag(issue, kIsResolved))
            return;
        Domain::VendorIncident incident;
        incident.id = textAt(issue, kId, kIdLength);
        incident.title = textAt(issue, kTitle, kNameLength);
        incident.state = status;
        incident.startedAt = timeAt(issue, QLatin1String("startDateTime"));
        incident.updatedAt = timeAt(issue, QLatin1String("lastModifiedDateTime"));
        incident.updates = readPosts(intake, issue);
        const Verdict verdict = verdictOfIssue(issue, status);
        if (weight == Weight::Decides)
            return bulletin.open(std::move(incident), verdict, std::vector<Candidate> { who });
        bulletin.tell(std::move(incident), verdict, { who });
    }

    void addOverview(Bulletin &bulletin, Intake &intake, const JsonObject &overview)
    {
        const Candidate who =
            componentNamed(intake.text(overview, kService, kNameLength), textAt(overview, kId, kIdLength));
        bulletin.mark(who, verdictOf(kHealth, intake.text(overview, kStatus, kWordLength)));
        for (const JsonObject &issue : intake.objectsIfAny(overview, kIssues))
            addIssue(bulletin, intake, issue, Weight::IsTold);
    }

    bool isListOfIssues(const JsonObject &root, const std::vector<JsonObject> &items)
    {
        if (!items.empty())
            return items.front().contains(kTitle) || items.front().contains(kIsResolved);
        return textAt(root, QLatin1String("@odata.context"), kNameLength).contains(QLatin1String("/issues"));
    }

    tl::expected<Page, BadDocument> readGraph(Intake &intake, const JsonObject &root)
    {
        Bulletin bulletin;
        const auto items = intake.objects(root, kValue);
        const bool issues = isListOfIssues(root, items);
        if (items.empty() && !issues)
            intake.spoilAsForeign(QStringLiteral("no service is listed"));
        for (const JsonObject &item : items) {
            if (issues)
                addIssue(bulletin, intake, item, Weight::Decides);
            else
                addOverview(bulletin, intake, item);
        }
        if (root.contains(QLatin1String("@odata.nextLink")))
            bulletin.addUnreadable(QStringLiteral("more than the first page of the answer"));
        return intake.seal(std::move(bulletin).page(kName));
    }

    QString nameOfPost(const JsonObject &post)
    {
        return textAt(post, QLatin1String("ServiceDisplayName"), kNameLength);
    }

    void addPost(Bulletin &bulletin, Intake &intake, const JsonObject &post)
    {
        const QString status = intake.text(post, kPostStatus, kWordLength);
        const Verdict verdict { normalizePost(status), status };
        std::vector<Candidate> touched;
        if (const QString name = nameOfPost(post); !name.isEmpty())
            touched.push_back(componentNamed(name, textAt(post, QLatin1String("ServiceWorkloadName"), kIdLength)));
        for (const Candidate &who : touched)
            bulletin.know(who);
        if (verdict.reading == kOperational)
            return;
        Domain::VendorIncident incident;
        const QString text = textOfHtml(post.value(QLatin1String("Message")).toString(), kBodyLength);
        incident.id = textAt(post, QLatin1String("Id"), kIdLength);
        incident.title = textAt(post, QLatin1String("Title"), kNameLength);
        if (incident.title.isEmpty())
            incident.title = oneLine(text, kNameLength);
        incident.state = status;
        incident.startedAt = timeAt(post, QLatin1String("AuthoredDateTime"));
        incident.updatedAt = timeAt(post, QLatin1String("LastUpdatedTime"));
        incident.updates.push_back({ {}, status, text, incident.updatedAt });
        bulletin.open(std::move(incident), verdict, touched);
    }

    tl::expected<Page, BadDocument> readPublic(Intake &intake, const std::vector<JsonObject> &posts)
    {
        Bulletin bulletin;
        for (const JsonObject &post : posts)
            addPost(bulletin, intake, post);
        if (posts.empty())
            intake.spoilAsForeign(QStringLiteral("no post is listed"));
        return intake.seal(std::move(bulletin).page(kName));
    }

    /// The older index knows only up or not, and shows any trouble as the latter.
    tl::expected<Page, BadDocument> readIndex(Intake &intake, const JsonObject &root)
    {
        Bulletin bulletin;
        const auto services = intake.objects(root, kServices);
        for (const JsonObject &service : services) {
            const Candidate who = componentNamed(intake.text(service, QLatin1String("Name"), kNameLength),
                textAt(service, QLatin1String("Id"), kIdLength));
            const bool up = intake.flag(service, kIsUp);
            bulletin.mark(who, up ? Verdict { kOperational, {} } : Verdict { kDegraded, {} });
        }
        if (services.empty())
            intake.spoilAsForeign(QStringLiteral("no service is listed"));
        return intake.seal(std::move(bulletin).page(kName));
    }

    tl::expected<Page, BadDocument> readAny(Intake &intake, const JsonObject &root)
    {
        if (root.contains(kServices))
            return readIndex(intake, root);
        if (root.contains(kPostStatus))
            return readPublic(intake, { root });
        return readGraph(intake, root);
    }

} // namespace

Reading normalizeHealth(QStringView word)
{
    return lookUp(kHealth, word);
}

Reading normalizePost(QStringView word)
{
    const Reading reading = lookUp(kPosts, word);
    if (reading != kUnknown)
        return reading;
    for (const Word &part : kPostParts) {
        if (word.contains(part.word, Qt::CaseInsensitive))
            return part.reading;
    }
    return kUnknown;
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto document = readDocument(input.body);
    if (!document)
        return tl::unexpected(document.error());
    Intake intake(kName);
    if (document->root().isArray())
        return readPublic(intake, intake.objectsOf(document->array(), QStringLiteral("the list of posts")));
    return readAny(intake, document->object());
}

} // namespace Wf::Vendors::Microsoft365
