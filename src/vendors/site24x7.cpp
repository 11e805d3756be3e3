// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/site24x7.h"

#include "vendors/drafting.h"
#include "vendors/feed.h"
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

    void readEntry(Page &page, const FeedEntry &entry)
    {
        const QString separator = QStringLiteral(" - ");
        const qsizetype at = entry.title.lastIndexOf(separator);
        const QString name = at < 0 ? entry.title : entry.title.left(at);
        const QString word = at < 0 ? QString() : entry.title.mid(at + separator.size()).left(kWordLength);
        addLeaf(page, { idOf(entry.link), name, {}, {} }, kWords, word);
    }

    QString nameOf(const FeedEntry &entry)
    {
        return idOf(entry.link) % u'\n' % entry.title.left(entry.title.lastIndexOf(QLatin1String(" - ")));
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
    std::set<QString> seen;
    for (const FeedEntry &entry : feed->entries) {
        if (seen.insert(nameOf(entry)).second)
            readEntry(page, entry);
    }
    if (page.leaves.empty())
        intake.spoilAsForeign(QStringLiteral("a feed without entries"));
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Site24x7
