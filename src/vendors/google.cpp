// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/google.h"

#include "vendors/bulletin.h"
#include "vendors/googleparts.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <QUrl>

namespace Wf::Vendors::Google {

namespace {

    constexpr QLatin1String kTitle("title");
    constexpr QLatin1String kId("id");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kNewest("most_recent_update");
    constexpr qsizetype kTitleLength = 200;

    /// "**Summary**", "**Title:**", "# Incident Report": a line that only says what follows.
    bool isHeading(QStringView line)
    {
        return line.startsWith(u'#') || (line.size() > 4 && line.startsWith(u"**") && line.endsWith(u"**"));
    }

    /// The first line of a Markdown text that says something.
    QString firstSentence(const QString &markdown)
    {
        for (const QStringView line : QStringView(markdown).left(kBodyLength).split(u'\n')) {
            const QStringView trimmed = line.trimmed();
            if (!trimmed.isEmpty() && !isHeading(trimmed))
                return oneLine(trimmed.toString(), kTitleLength);
        }
        return oneLine(markdown, kTitleLength);
    }

    std::vector<Domain::VendorUpdate> readUpdates(Intake &intake, const JsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : intake.objectsIfAny(item, QLatin1String("updates"))) {
            updates.push_back({ {}, textAt(one, kStatus, kWordLength).toLower(),
                cut(one.value(QLatin1String("text")).toString(), kBodyLength),
                timeAt(one, QLatin1String("when")) });
        }
        return updates;
    }

    std::vector<Candidate> readParts(Intake &intake, const JsonObject &item, QLatin1String key)
    {
        std::vector<Candidate> parts;
        for (const JsonObject &one : intake.objectsIfAny(item, key))
            parts.push_back(componentNamed(textAt(one, kTitle, kNameLength), textAt(one, kId, kIdLength)));
        return parts;
    }

    /// A product in one place: "us-central1 / Apigee".
    Candidate together(const Candidate &product, const Candidate &place)
    {
        return { {}, product.name, place.id, place.name };
    }

    /// Products, places, and each product in each place: so many of them that a bulletin with more of them is
    /// unreadable.
    struct Reach {
        std::vector<Candidate> products;
        std::vector<Candidate> places;

        [[nodiscard]] std::vector<Candidate> all() const
        {
            std::vector<Candidate> all = products;
            all.insert(all.end(), places.begin(), places.end());
            for (const Candidate &place : places) {
                for (const Candidate &product : products) {
                    if (static_cast<qsizetype>(all.size()) < kMostLeaves)
                        all.push_back(together(product, place));
                }
            }
            return all;
        }
    };

    Reach readReach(Intake &intake, const JsonObject &item)
    {
        return { readParts(intake, item, QLatin1String("affected_products")),
            readParts(intake, item, QLatin1String("currently_affected_locations")) };
    }

    QUrl linkOf(const JsonObject &item, const QString &site)
    {
        const QString path = textAt(item, QLatin1String("uri"), kNameLength);
        return path.isEmpty() ? QUrl() : QUrl(site + path);
    }

    void openIncident(Bulletin &bulletin, Intake &intake, const JsonObject &item, const QString &site)
    {
        const QString word = intake.text(intake.object(item, kNewest), kStatus, kWordLength);
        Domain::VendorIncident incident;
        incident.id = textAt(item, kId, kIdLength);
        incident.title = firstSentence(item.value(QLatin1String("external_desc")).toString());
        incident.state = word.toLower();
        incident.link = linkOf(item, site);
        incident.startedAt = timeAt(item, QLatin1String("begin"));
        incident.updatedAt = timeAt(item, QLatin1String("modified"));
        incident.updates = readUpdates(intake, item);
        const Reading reading = normalizeUpdate(word, textAt(item, QLatin1String("severity"), kWordLength));
        bulletin.open(std::move(incident), { reading, word }, readReach(intake, item).all());
    }

    /// Both have to be told: an end may be missing long after all is well again, and AVAILABLE may come before it.
    bool isOpen(Intake &intake, const JsonObject &item)
    {
        const JsonValue end = item.value(QLatin1String("end"));
        if (end.isString() && !end.toString().isEmpty())
            return false;
        const QString word = intake.text(intake.object(item, kNewest), kStatus, kWordLength);
        return word.compare(QLatin1String("AVAILABLE"), Qt::CaseInsensitive) != 0;
    }

    void readIncident(Bulletin &bulletin, Intake &intake, const JsonObject &item, const QString &site)
    {
        if (isOpen(intake, item))
            return openIncident(bulletin, intake, item, site);
        const Reach past { readParts(intake, item, QLatin1String("affected_products")),
            readParts(intake, item, QLatin1String("previously_affected_locations")) };
        for (const Candidate &who : past.products)
            bulletin.know(who);
        for (const Candidate &who : past.places)
            bulletin.know(who);
    }

    Candidate candidateOf(const Part &part)
    {
        return componentNamed(part.name.toString(), part.id.toString());
    }

    /// The part of that name or id.
    std::optional<Candidate> find(std::span<const Part> parts, const QString &wanted)
    {
        for (const Part &part : parts) {
            if (part.name.compare(wanted, Qt::CaseInsensitive) == 0
                || part.id.compare(wanted, Qt::CaseInsensitive) == 0)
                return candidateOf(part);
        }
        return std::nullopt;
    }

    /// "us-central1 / Apigee" may be chosen while all is well there.
    void knowTogether(Bulletin &bulletin, const QStringList &selectors)
    {
        for (const QString &selector : selectors) {
            const qsizetype slash = selector.indexOf(QLatin1String(" / "));
            const auto place = find(kCloudPlaces, selector.left(slash).trimmed());
            const auto product = find(kCloudProducts, selector.mid(slash + 3).trimmed());
            if (slash > 0 && place && product)
                bulletin.know(together(*product, *place));
        }
    }

    tl::expected<Page, BadDocument> readInto(
        Bulletin bulletin, const ParseInput &input, const QString &name, const QString &site)
    {
        const auto list = readArray(input.body);
        if (!list)
            return tl::unexpected(list.error());
        Intake intake(QLatin1String("Google"));
        for (const JsonObject &item : intake.objectsOf(list->array(), QStringLiteral("the list of incidents")))
            readIncident(bulletin, intake, item, site);
        return intake.seal(std::move(bulletin).page(name));
    }

    Bulletin knowing(std::span<const Part> parts, Bulletin bulletin = {})
    {
        for (const Part &part : parts)
            bulletin.know(candidateOf(part));
        return bulletin;
    }

} // namespace

Reading normalizeUpdate(QStringView status, QStringView severity)
{
    if (status.contains(QLatin1String("outage"), Qt::CaseInsensitive))
        return kMajorOutage;
    const bool low = severity.compare(QLatin1String("low"), Qt::CaseInsensitive) == 0;
    const bool disrupted = status.contains(QLatin1String("disruption"), Qt::CaseInsensitive);
    return disrupted && !low ? kPartialOutage : kDegraded;
}

tl::expected<Page, BadDocument> readIncidents(
    const ParseInput &input, const QString &name, std::span<const Part> known, const QString &site)
{
    return readInto(knowing(known), input, name, site);
}

tl::expected<Page, BadDocument> readWorkspace(const ParseInput &input)
{
    static const Bulletin kKnown = knowing(kWorkspaceProducts);
    return readInto(kKnown, input, QStringLiteral("Google Workspace"),
        QStringLiteral("https://www.google.com/appsstatus/dashboard/"));
}

tl::expected<Page, BadDocument> readCloud(const ParseInput &input)
{
    static const Bulletin kKnown = knowing(kCloudPlaces, knowing(kCloudProducts));
    Bulletin bulletin = kKnown;
    knowTogether(bulletin, input.components);
    return readInto(std::move(bulletin), input, QStringLiteral("Google Cloud"),
        QStringLiteral("https://status.cloud.google.com/"));
}

} // namespace Wf::Vendors::Google
