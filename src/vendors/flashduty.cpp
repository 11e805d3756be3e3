// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/flashduty.h"

#include "vendors/feedstate.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"
#include "vendors/widget.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors::Flashduty {

namespace {

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("degraded"), kDegraded },
        Word { QLatin1String("partial_outage"), kPartialOutage },
        Word { QLatin1String("full_outage"), kMajorOutage },
        Word { QLatin1String("under_maintenance"), kMaintenance },
    };
    /// The feed does not tell how bad an incident is.
    constexpr std::array kFeedStates {
        Word { QLatin1String("investigating"), kDegraded },
        Word { QLatin1String("identified"), kDegraded },
        Word { QLatin1String("monitoring"), kDegraded },
        Word { QLatin1String("resolved"), kOperational },
    };

    constexpr double kUsualAge = 120;
    constexpr double kOldestAge = 86'400;

    BadDocument stale(const QString &age)
    {
        return { QStringLiteral("stale: %1 s old").arg(age),
            QStringLiteral(
                "The status page's data is %1 seconds old, older than the vendor lets it grow: what it says "
                "may no longer be true.")
                .arg(age) };
    }

    void checkAge(Intake &intake, const JsonObject &root, Instant now)
    {
        const auto madeAt = timeAt(root, QLatin1String("generated_at"));
        if (!madeAt)
            return intake.spoilAsForeign(QStringLiteral("\"generated_at\" is no time"));
        const double allowed = root.value(QLatin1String("max_stale_seconds")).toDouble(kUsualAge);
        const auto age = std::chrono::duration_cast<Seconds>(now - *madeAt).count();
        if (static_cast<double>(age) > std::clamp(allowed, 0.0, kOldestAge))
            intake.spoil(stale(QString::number(age)));
    }

    tl::expected<Page, BadDocument> readSummary(const ParseInput &input)
    {
        Intake intake { QLatin1String("Flashduty") };
        const JsonObject root = intake.body(input);
        if (!intake.isSpoilt())
            checkAge(intake, root, input.now);
        const JsonObject overall = intake.object(root, QLatin1String("overall"));
        Bulletin bulletin;
        readWidget(bulletin, intake, root, kWords);
        const auto verdict = verdictOf(kWords, intake.text(overall, QLatin1String("status"), kWordLength));
        if (verdict.reading == kUnknown)
            bulletin.warn(QStringLiteral("unknown overall status \"%1\"").arg(verdict.word));
        bulletin.mark(verdict);
        const JsonObject about = root.value(QLatin1String("page")).toObject();
        const QString name = textAt(about, QLatin1String("name"), kNameLength);
        Page page = std::move(bulletin).page(name, Listing::TroubledOnly);
        const double seconds = root.value(QLatin1String("poll_after_seconds")).toDouble();
        page.freshFor = Seconds { static_cast<qint64>(std::clamp(seconds, 0.0, kOldestAge)) };
        return intake.seal(std::move(page));
    }

    /// What follows "Status:" or the like at the start of one of the lines.
    QString after(const QStringList &lines, QLatin1String label)
    {
        const auto line = std::ranges::find_if(
            lines, [&](const QString &one) { return one.startsWith(label, Qt::CaseInsensitive); });
        return line == lines.end() ? QString() : line->mid(label.size()).trimmed();
    }

    void readEntry(Bulletin &bulletin, const FeedEntry &entry)
    {
        const QString text = textOfHtml(entry.body, kBodyLength);
        const QStringList lines = text.split(u'\n');
        const auto touched = affectedIn(entry);
        Domain::VendorIncident incident;
        incident.state = oneLine(after(lines, QLatin1String("Status:")), kWordLength).toLower();
        if (incident.state == QLatin1String("resolved")) {
            for (const Candidate &who : touched)
                bulletin.know(who);
            return;
        }
        incident.id = cut(entry.id, kIdLength);
        incident.title = entry.title;
        incident.link = entry.link;
        incident.startedAt = entry.publishedAt;
        incident.updatedAt = entry.at();
        incident.updates = { { {}, incident.state, text, entry.at() } };
        const auto verdict = verdictOf(kFeedStates, incident.state);
        bulletin.open(std::move(incident), verdict, touched);
    }

    /// Several entries of one incident: its newest tells how it stands.
    tl::expected<Page, BadDocument> readItsFeed(const QByteArray &body, Instant now)
    {
        const auto feed = readFeed(body);
        if (!feed)
            return tl::unexpected(feed.error());
        Bulletin bulletin;
        News news(*feed);
        for (const FeedEntry &entry : feed->entries) {
            if (entry.id.isEmpty() || news.mayBeNewest(entry.id, entry))
                readEntry(bulletin, entry);
        }
        tellWhatIsCut(bulletin, *feed, now);
        return std::move(bulletin).page(feed->title, Listing::TroubledOnly);
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    const bool isXml = toUtf8(input.body).trimmed().startsWith("<");
    return isXml ? readItsFeed(input.body, input.now) : readSummary(input);
}

} // namespace Wf::Vendors::Flashduty
