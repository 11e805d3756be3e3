// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/site24x7.h"

#include "vendors/drafting.h"
#include "vendors/feedstate.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Site24x7 {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("informational"), kOperational },
        Word { QLatin1String("degraded performance"), kDegraded },
        Word { QLatin1String("partial outage"), kPartialOutage },
        Word { QLatin1String("major outage"), kMajorOutage },
        Word { QLatin1String("under maintenance"), kMaintenance },
    };

    /// The link of a component ends in its id: "https://status.example.com#/components/ID".
    QString idOf(const QUrl &link)
    {
        return cut(link.fragment().section(u'/', -1), kIdLength);
    }

    struct Titled {
        QString name;
        QString word;
    };
    /// "tmdb-api - Operational"
    Titled partsOf(const QString &title)
    {
        const QLatin1String separator(" - ");
        const qsizetype at = title.lastIndexOf(separator);
        if (at < 0)
            return { title, {} };
        return { title.left(at), title.mid(at + separator.size()).left(kWordLength) };
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const auto feed = readFeed(input.body);
    if (!feed)
        return tl::unexpected(feed.error());
    Intake intake { QLatin1String("Site24x7 StatusIQ") };
    Page page;
    page.name = feed->title;
    News news(*feed);
    for (const FeedEntry &entry : feed->entries) {
        const auto [name, word] = partsOf(entry.title);
        const QString id = idOf(entry.link);
        if (news.mayBeNewest(id % u'\n' % name, entry))
            addLeaf(page, { id, name, {}, {} }, kWords, word);
    }
    if (feed->cutAt) { // each entry is a component
        intake.spoil({ QStringLiteral("too many components"),
            QStringLiteral("The status page lists more than %1 components.").arg(feed->entries.size()) });
    }
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("a feed without entries"));
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Site24x7
