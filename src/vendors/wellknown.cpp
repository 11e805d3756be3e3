// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/wellknown.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kHtmlLookedAt = 512 * 1024;
    constexpr qsizetype kPageIdLength = 24;

    struct VendorPlace {
        QLatin1String host; ///< of the page; a path may follow
        QLatin1String url;
    };
    constexpr std::array kVendorPlaces {
        VendorPlace {
            QLatin1String("status.slack.com"), QLatin1String("https://slack-status.com/api/v2.0.0/current") },
        VendorPlace {
            QLatin1String("slack-status.com"), QLatin1String("https://slack-status.com/api/v2.0.0/current") },
        VendorPlace { QLatin1String("status.cloud.google.com"),
            QLatin1String("https://status.cloud.google.com/incidents.json") },
        VendorPlace { QLatin1String("www.google.com/appsstatus"),
            QLatin1String("https://www.google.com/appsstatus/dashboard/incidents.json") },
        VendorPlace {
            QLatin1String("status.heroku.com"), QLatin1String("https://status.heroku.com/api/v4/current-status") },
        VendorPlace { QLatin1String("status.salesforce.com"),
            QLatin1String("https://api.status.salesforce.com/v1/incidents/active") },
        VendorPlace { QLatin1String("status.zendesk.com"),
            QLatin1String("https://status.zendesk.com/api/ssp/incidents.json") },
        VendorPlace { QLatin1String("health.aws.amazon.com"),
            QLatin1String("https://health.aws.amazon.com/public/currentevents") },
        VendorPlace { QLatin1String("azure.status.microsoft"),
            QLatin1String("https://rssfeed.azure.status.microsoft/en-us/status/feed/") },
        VendorPlace { QLatin1String("www.apple.com/support/systemstatus"),
            QLatin1String("https://www.apple.com/support/systemstatus/data/system_status_en_US.js") },
        VendorPlace { QLatin1String("developer.apple.com/system-status"),
            QLatin1String("https://www.apple.com/support/systemstatus/data/developer/system_status_en_US.js") },
        VendorPlace { QLatin1String("status.stripe.com"), QLatin1String("https://status.stripe.com/current") },
    };

    /// Marks of a platform in the HTML of its pages, lower case, and the path of its data.
    struct Mark {
        QLatin1String text;
        QLatin1String path;
    };
    constexpr std::array kMarks {
        Mark { QLatin1String("incident.io"), QLatin1String("/api/v2/summary.json") },
        Mark { QLatin1String("incident.io"), QLatin1String("/api/v1/summary") },
        Mark { QLatin1String("instatus"), QLatin1String("/summary.json") },
        Mark { QLatin1String("betteruptime"), QLatin1String("/index.json") },
        Mark { QLatin1String("betterstack"), QLatin1String("/index.json") },
        Mark { QLatin1String("cstate"), QLatin1String("/index.json") },
        Mark { QLatin1String("sorryapp"), QLatin1String("/api/v1/status") },
        Mark { QLatin1String("statuscast"), QLatin1String("/status.json") },
        Mark { QLatin1String("flashduty"), QLatin1String("/api/widget/v1/summary.json") },
        Mark { QLatin1String("flashcat"), QLatin1String("/api/widget/v1/summary.json") },
        Mark { QLatin1String("statusiq"), QLatin1String("/rss") },
        Mark { QLatin1String("cachet"), QLatin1String("/api/v1/components") },
        Mark { QLatin1String("statuspage.io"), QLatin1String("/api/v2/summary.json") },
        Mark { QLatin1String("dka575ofm4ao0.cloudfront.net"), QLatin1String("/api/v2/summary.json") },
    };

    struct Platform {
        QLatin1String kind;
        QLatin1String name;
    };
    constexpr std::array kPlatforms {
        Platform { QLatin1String("statuspage"), QLatin1String("Atlassian Statuspage") },
        Platform { QLatin1String("incidentio"), QLatin1String("incident.io") },
        Platform { QLatin1String("instatus"), QLatin1String("Instatus") },
        Platform { QLatin1String("betterstack"), QLatin1String("Better Stack") },
        Platform { QLatin1String("statusio"), QLatin1String("Status.io") },
        Platform { QLatin1String("uptime_kuma"), QLatin1String("Uptime Kuma") },
        Platform { QLatin1String("uptimerobot"), QLatin1String("UptimeRobot") },
        Platform { QLatin1String("cachet"), QLatin1String("Cachet") },
        Platform { QLatin1String("cstate"), QLatin1String("cState") },
        Platform { QLatin1String("rss"), QLatin1String("RSS or Atom") },
    };

    bool isHex(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /// The first run of 24 hexadecimal digits shortly behind a mark.
    QByteArray pageIdBehind(const QByteArray &html, const char *mark)
    {
        const qsizetype from = html.indexOf(mark);
        const QByteArray near = from < 0 ? QByteArray() : html.mid(from, 120);
        qsizetype run = 0;
        for (qsizetype i = 0; i < near.size(); ++i) {
            run = isHex(near.at(i)) ? run + 1 : 0;
            if (run == kPageIdLength && (i + 1 == near.size() || !isHex(near.at(i + 1))))
                return near.mid(i + 1 - run, run);
        }
        return {};
    }

    /// The address that a <link> to a feed has.
    QUrl feedIn(const QByteArray &html, const QByteArray &lower, const QUrl &page)
    {
        for (const char *type : { "application/atom+xml", "application/rss+xml" }) {
            const qsizetype at = lower.indexOf(type);
            const qsizetype begin = at < 0 ? -1 : lower.lastIndexOf('<', at);
            const qsizetype end = at < 0 ? -1 : lower.indexOf('>', at);
            if (begin < 0 || end < 0 || end - begin > 2000)
                continue;
            const qsizetype href = lower.mid(begin, end - begin).indexOf("href=");
            if (href < 0)
                continue;
            const qsizetype open = begin + href + 5;
            const char quote = html.at(open);
            const qsizetype close = html.indexOf(quote, open + 1);
            if ((quote == '"' || quote == '\'') && close > open && close < end)
                return page.resolved(QUrl(QString::fromUtf8(html.mid(open + 1, close - open - 1))));
        }
        return {};
    }

    QString lastSegment(const QUrl &url)
    {
        return url.path().section(u'/', -1, -1, QString::SectionSkipEmpty);
    }

    bool endsHost(const QUrl &url, QLatin1String domain)
    {
        return url.host() == domain || url.host().endsWith(QString(u'.' % domain));
    }

} // namespace

QUrl sibling(const QUrl &page, const QString &path)
{
    QUrl url;
    url.setScheme(page.scheme());
    url.setHost(page.host());
    url.setPort(page.port());
    url.setPath(path);
    return url;
}

std::vector<QUrl> placesOfVendor(const QUrl &page)
{
    std::vector<QUrl> places;
    const QString address = QString(page.host() % page.path() % u'/');
    for (const VendorPlace &place : kVendorPlaces) {
        if (address.startsWith(QString(place.host % u'/')))
            places.emplace_back(QString(place.url));
    }
    return places;
}

std::vector<QUrl> placesOfHost(const QUrl &page)
{
    if (endsHost(page, QLatin1String("instatus.com")))
        return { sibling(page, QStringLiteral("/summary.json")) };
    if (endsHost(page, QLatin1String("betteruptime.com")))
        return { sibling(page, QStringLiteral("/index.json")) };
    if (page.host() == QLatin1String("stats.uptimerobot.com") && !lastSegment(page).isEmpty())
        return { sibling(page, QStringLiteral("/api/getMonitorList/") % lastSegment(page)) };
    if (endsHost(page, QLatin1String("status.io")))
        return { page };
    return {};
}

std::vector<QUrl> placesNamedIn(const QByteArray &html, const QUrl &page)
{
    std::vector<QUrl> places;
    const QByteArray looked = html.left(kHtmlLookedAt);
    const QByteArray lower = looked.toLower();
    if (const QByteArray id = pageIdBehind(lower, "statuspage_id"); !id.isEmpty())
        places.emplace_back(QStringLiteral("https://api.status.io/1.0/status/") % QString::fromLatin1(id));
    if (lower.contains("uptime kuma") || lower.contains("uptime-kuma")) {
        const QString slug = lastSegment(page);
        places.push_back(sibling(page,
            QStringLiteral("/api/status-page/heartbeat/") % (slug.isEmpty() ? QStringLiteral("default") : slug)));
    }
    for (const Mark &mark : kMarks) {
        if (lower.contains(QByteArrayView(mark.text.data(), mark.text.size())))
            places.push_back(sibling(page, mark.path));
    }
    if (lower.contains("uptimerobot") && !lastSegment(page).isEmpty())
        places.push_back(sibling(page, QStringLiteral("/api/getMonitorList/") % lastSegment(page)));
    if (const QUrl feed = feedIn(looked, lower, page); feed.scheme() == page.scheme() && !feed.host().isEmpty())
        places.push_back(feed);
    return places;
}

bool looksLikeDocument(const QUrl &url)
{
    const QString path = url.path().toLower();
    static constexpr std::array kEndings { ".json", ".xml", ".rss", ".atom", ".js" };
    return path.contains(QLatin1String("/api/")) || path.contains(QLatin1String("/feed"))
        || path.contains(QLatin1String("/rss"))
        || std::ranges::any_of(kEndings, [&](const char *ending) { return path.endsWith(QLatin1String(ending)); });
}

QString platformName(QStringView kind)
{
    const auto found = std::ranges::find_if(kPlatforms, [&](const Platform &one) { return kind == one.kind; });
    return found == kPlatforms.end() ? kind.toString() : QString(found->name);
}

} // namespace Wf::Vendors
