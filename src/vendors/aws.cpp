// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/aws.h"

#include "vendors/awsregions.h"
#include "vendors/bulletin.h"
#include "vendors/feedstate.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Aws {

namespace {

    constexpr std::array kStatuses {
        Word { QLatin1String("0"), kOperational },
        Word { QLatin1String("1"), kDegraded },
        Word { QLatin1String("2"), kPartialOutage },
        Word { QLatin1String("3"), kMajorOutage },
    };
    constexpr std::array kPhases { QLatin1String("resolved"), QLatin1String("informational"),
        QLatin1String("degradation"), QLatin1String("disruption") };
    constexpr std::array kPrefixes {
        Word { QLatin1String("Service is operating normally"), kOperational },
        Word { QLatin1String("Informational message"), kDegraded },
        Word { QLatin1String("Performance issues"), kPartialOutage },
        Word { QLatin1String("Service degradation"), kPartialOutage },
        Word { QLatin1String("Service impact"), kPartialOutage },
        Word { QLatin1String("Service disruption"), kMajorOutage },
    };

    constexpr QLatin1String kName("Amazon Web Services");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kService("service");
    constexpr QLatin1String kServiceName("service_name");
    constexpr QLatin1String kSummary("summary");
    constexpr QLatin1String kLog("event_log");
    constexpr QLatin1String kImpacted("impacted_services");
    constexpr QLatin1String kTimestamp("timestamp");
    constexpr QLatin1String kResolved("[RESOLVED]");

    /// The name is the key and the id the service, so that both may be chosen; the region is the group's id.
    Candidate candidateOf(const QString &key, const QString &serviceName)
    {
        const Place place = placeOf(key);
        return { place.service, key, serviceName, place.region };
    }

    QString phaseOf(const QString &status)
    {
        bool isNumber = false;
        const uint number = status.toUInt(&isNumber);
        return isNumber && number < kPhases.size() ? QString(kPhases.at(number)) : status;
    }

    std::vector<Domain::VendorUpdate> readLog(Intake &intake, const JsonObject &event)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const JsonObject &one : intake.objectsIfAny(event, kLog)) {
            updates.push_back({ {}, phaseOf(textAt(one, kStatus, kWordLength)),
                cut(one.value(QLatin1String("message")).toString(), kBodyLength), timeAt(one, kTimestamp) });
        }
        return updates;
    }

    std::vector<Touch> readTouched(const JsonObject &event, const QString &key, const Verdict &verdict)
    {
        std::vector<Touch> touched { { candidateOf(key, textAt(event, kServiceName, kNameLength)), verdict } };
        const JsonObject impacted = event.value(kImpacted).toObject();
        for (auto one = impacted.begin(); one != impacted.end(); ++one) {
            const JsonObject service = one.value().toObject();
            touched.push_back(
                { candidateOf(one.key().left(kNameLength), textAt(service, kServiceName, kNameLength)),
                    verdictOf(kStatuses, textAt(service, QLatin1String("current"), kWordLength)) });
        }
        return touched;
    }

    /// An event stays listed for days after it is over.
    bool isOver(const JsonObject &event)
    {
        return timeAt(event, QLatin1String("end_time")).has_value()
            || textAt(event, kStatus, kWordLength) == QLatin1String("0")
            || textAt(event, kSummary, kNameLength).startsWith(kResolved, Qt::CaseInsensitive);
    }

    void addEvent(Bulletin &bulletin, Intake &intake, const JsonObject &event)
    {
        const QString status = intake.text(event, kStatus, kWordLength);
        const QString key = intake.text(event, kService, kNameLength);
        if (isOver(event))
            return;
        Domain::VendorIncident incident;
        incident.id = textAt(event, QLatin1String("arn"), kNameLength);
        incident.title = textAt(event, kSummary, kNameLength);
        incident.state = phaseOf(status);
        incident.link = QUrl(QStringLiteral("https://health.aws.amazon.com/health/status"));
        incident.startedAt = timeAt(event, QLatin1String("date"));
        incident.updates = readLog(intake, event);
        const Verdict verdict = verdictOf(kStatuses, status);
        bulletin.open(std::move(incident), verdict, readTouched(event, key, verdict));
    }

    /// All regions are known, of services there are too many: of "ec2-us-east-1" the region tells, and only
    /// against.
    Existence existenceOf(const QString &selector)
    {
        const QString name = selector.mid(selector.indexOf(u':') + 1).trimmed().toLower();
        const QString region = placeOf(QString(u"x-" % name)).region;
        if (region.isEmpty())
            return Existence::Untold;
        const bool exists = std::ranges::any_of(kRegions, [&](QLatin1String one) { return one.endsWith(region); });
        if (!exists)
            return Existence::Denied;
        return std::ranges::find(kRegions, name) == kRegions.end() ? Existence::Untold : Existence::Known;
    }

    Page pageOf(Bulletin bulletin, const QString &name)
    {
        Page page = std::move(bulletin).page(name, Listing::TroubledOnly);
        page.existence = &existenceOf;
        return page;
    }

    tl::expected<Page, BadDocument> readEvents(const JsonArray &list)
    {
        Intake intake(kName);
        Bulletin bulletin;
        for (const JsonObject &event : intake.objectsOf(list, QStringLiteral("the list of events")))
            addEvent(bulletin, intake, event);
        return intake.seal(pageOf(std::move(bulletin), kName));
    }

    /// "ec2-us-east-1" of "http://status.aws.amazon.com/#ec2-us-east-1_1639599392".
    QString keyOf(const FeedEntry &entry)
    {
        const qsizetype hash = entry.id.indexOf(u'#');
        return hash < 0 ? QString() : entry.id.mid(hash + 1, entry.id.lastIndexOf(u'_') - hash - 1);
    }

    void addItem(Bulletin &bulletin, const FeedEntry &entry, const QString &key)
    {
        const qsizetype colon = entry.title.indexOf(u':');
        const QString prefix = entry.title.left(colon);
        const Reading reading = normalizePrefix(prefix);
        if (reading == kOperational || entry.title.contains(kResolved, Qt::CaseInsensitive))
            return;
        auto incident = incidentOf(entry, prefix);
        incident.title = entry.title.mid(colon + 1).trimmed();
        std::vector<Candidate> touched;
        if (!key.isEmpty())
            touched.push_back(candidateOf(key, {}));
        bulletin.open(std::move(incident), { reading, prefix }, touched);
    }

    /// The newest item of each service in each region decides.
    tl::expected<Page, BadDocument> readItems(const Feed &feed, Instant now)
    {
        Bulletin bulletin;
        News news(feed);
        for (const FeedEntry &entry : feed.entries) {
            const QString key = keyOf(entry);
            const bool newest = key.isEmpty() || news.mayBeNewest(key, entry);
            if (newest && !isStale(entry, FeedPhase::Untold, now))
                addItem(bulletin, entry, key);
        }
        tellWhatIsCut(bulletin, feed, now);
        return pageOf(std::move(bulletin), feed.title);
    }

} // namespace

Reading normalizeStatus(QStringView word)
{
    return lookUp(kStatuses, word);
}

Reading normalizePrefix(QStringView words)
{
    return lookUp(kPrefixes, words);
}

Place placeOf(const QString &key)
{
    const QStringList parts = key.split(u'-');
    bool isNumber = false;
    (void)parts.constLast().toUInt(&isNumber);
    // A region is two letters, one or two words and a number: "us-east-1", "us-gov-west-1".
    for (const qsizetype words : { 3, 4 }) {
        const qsizetype first = parts.size() - words;
        if (isNumber && first > 0 && parts.at(first).size() == 2)
            return { parts.first(first).join(u'-'), parts.sliced(first).join(u'-') };
    }
    return { key, {} };
}

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const QByteArray start = toUtf8(input.body.left(200)).trimmed();
    if (start.startsWith("<?xml") || start.startsWith("<rss")) {
        const auto feed = readFeed(input.body);
        return feed ? readItems(*feed, input.now) : tl::unexpected(feed.error());
    }
    const auto list = readArray(input.body);
    return list ? readEvents(list->array()) : tl::unexpected(list.error());
}

} // namespace Wf::Vendors::Aws
