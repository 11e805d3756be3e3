// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/zscaler.h"

#include "vendors/bulletin.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"

#include <array>

namespace Wf::Vendors::Zscaler {

namespace {

    constexpr std::array kSeverities {
        Word { QLatin1String("Service Disruption"), kMajorOutage },
        Word { QLatin1String("Service Degradation"), kDegraded },
        Word { QLatin1String("Under Investigation"), kDegraded },
        Word { QLatin1String("Informational"), kOperational },
        Word { QLatin1String("No Service Impact"), kOperational },
        Word { QLatin1String("Security Advisory"), kOperational },
    };
    constexpr QLatin1String kProduct("Zscaler");
    constexpr QLatin1String kTid("tid");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kAlias("alias");

    using Severities = QHash<QString, QString>;

    Severities readSeverities(Intake &intake, const JsonObject &data)
    {
        Severities names;
        for (const JsonObject &one : intake.objects(data, QLatin1String("severity")))
            names.insert(intake.text(one, kTid, kIdLength), intake.text(one, kName, kWordLength));
        return names;
    }

    /// The number of the post, which both of its lists have in their address ("/posts/31106").
    QString idOf(const JsonObject &post)
    {
        const QString alias = textAt(post, kAlias, kNameLength);
        return alias.isEmpty() ? textAt(post, QLatin1String("id"), kIdLength)
                               : alias.mid(alias.lastIndexOf(u'/') + 1).left(kIdLength);
    }

    void openPost(Bulletin &bulletin, const JsonObject &post, const Candidate &who, const Severities &severities)
    {
        Domain::VendorIncident incident;
        incident.id = idOf(post);
        incident.title = textAt(post, QLatin1String("title"), kNameLength);
        incident.state = textAt(post, kStatus, kWordLength);
        incident.startedAt = timeAt(post, QLatin1String("from"));
        const QString alias = textAt(post, kAlias, kNameLength);
        if (alias.startsWith(u'/'))
            incident.link = QUrl(QStringLiteral("https://trust.zscaler.com") % alias);
        const QString text = textOfHtml(post.value(QLatin1String("description")).toString(), kBodyLength);
        if (!text.isEmpty())
            incident.updates.push_back({ {}, incident.state, text, incident.startedAt });
        const QString word = severities.value(textAt(post, QLatin1String("severityTid"), kIdLength));
        bulletin.open(std::move(incident), verdictOf(kSeverities, word), std::vector<Candidate> { who });
    }

    void readPost(Bulletin &bulletin, const JsonObject &post, const Candidate &who, const Severities &severities)
    {
        const QString state = textAt(post, kStatus, kWordLength);
        if (state.compare(QLatin1String("In Progress"), Qt::CaseInsensitive) == 0)
            openPost(bulletin, post, who, severities);
        else if (state.compare(QLatin1String("Resolved"), Qt::CaseInsensitive) != 0)
            bulletin.mark(who, { kUnknown, state });
    }

    void addService(Bulletin &bulletin, Intake &intake, const JsonObject &service, const Severities &severities)
    {
        const Candidate who =
            componentNamed(intake.text(service, kName, kNameLength), textAt(service, kTid, kIdLength));
        bulletin.know(who);
        for (const QLatin1String key : { QLatin1String("category_status"), QLatin1String("issues") }) {
            for (const JsonObject &post : intake.objectsIfAny(service, key))
                readPost(bulletin, post, who, severities);
        }
    }

} // namespace

Reading normalizeSeverity(QStringView name)
{
    return lookUp(kSeverities, name);
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(kProduct);
    const JsonObject data = intake.object(intake.body(input), QLatin1String("data"));
    const Severities severities = readSeverities(intake, data);
    Bulletin bulletin;
    bool any = false;
    for (const JsonObject &category : intake.objects(data, QLatin1String("category"))) {
        for (const JsonObject &service : intake.objects(category, QLatin1String("subCategory"))) {
            addService(bulletin, intake, service, severities);
            any = true;
        }
    }
    if (!any)
        intake.spoilAsForeign(QStringLiteral("no service is listed"));
    return intake.seal(std::move(bulletin).page(kProduct));
}

} // namespace Wf::Vendors::Zscaler
