// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/feedstate.h"

#include "vendors/plaintext.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    struct PhaseWord {
        QLatin1String word;
        FeedPhase phase;
    };
    constexpr std::array kPhases {
        PhaseWord { QLatin1String("investigating"), FeedPhase::Open },
        PhaseWord { QLatin1String("identified"), FeedPhase::Open },
        PhaseWord { QLatin1String("monitoring"), FeedPhase::Open },
        PhaseWord { QLatin1String("resolved"), FeedPhase::Over },
        PhaseWord { QLatin1String("postmortem"), FeedPhase::Over },
        PhaseWord { QLatin1String("completed"), FeedPhase::Over },
        PhaseWord { QLatin1String("cancelled"), FeedPhase::Over },
        PhaseWord { QLatin1String("available"), FeedPhase::Over },
        PhaseWord { QLatin1String("operational"), FeedPhase::Over },
        PhaseWord { QLatin1String("scheduled"), FeedPhase::Planned },
        PhaseWord { QLatin1String("in progress"), FeedPhase::Working },
        PhaseWord { QLatin1String("verifying"), FeedPhase::Working },
    };

    struct TitleWords {
        Reading reading;
        std::array<QLatin1String, 5> words;
    };
    /// The first row that has a word of the title decides.
    constexpr std::array kTitles {
        TitleWords { kMajorOutage,
            { QLatin1String("major outage"), QLatin1String("service outage"),
                QLatin1String("completely unavailable") } },
        TitleWords { kPartialOutage,
            { QLatin1String("partial outage"), QLatin1String("partial disruption"),
                QLatin1String("some users") } },
        TitleWords { kDegraded,
            { QLatin1String("degraded"), QLatin1String("performance issue"), QLatin1String("intermittent"),
                QLatin1String("delays"), QLatin1String("investigating") } },
        TitleWords { kOperational,
            { QLatin1String("operational"), QLatin1String("operating normally"),
                QLatin1String("fix implemented") } },
    };
    constexpr std::array kEndings { QLatin1String("resolved"), QLatin1String("completed"),
        QLatin1String("recovered"), QLatin1String("restored") };
    constexpr std::array kDenials { QLatin1String("not "), QLatin1String("not yet "), QLatin1String("not been "),
        QLatin1String("to be "), QLatin1String("until "), QLatin1String("non-") };

    constexpr int kMostBold = 200;
    constexpr auto kTitleBelieved = std::chrono::days { 7 };
    constexpr auto kStateBelieved = std::chrono::days { 30 };

    FeedPhase phaseOf(QStringView word)
    {
        const auto *row = findRow(kPhases, word.trimmed());
        return row ? row->phase : FeedPhase::Unclear;
    }

    /// Walks over what is bold in an HTML text.
    class BoldReader {
    public:
        explicit BoldReader(QStringView html)
            : m_html(html)
        {
        }

        /// The next bold text; nothing after the last.
        std::optional<QString> next()
        {
            for (qsizetype at = m_html.indexOf(u'<', m_at); at >= 0; at = m_html.indexOf(u'<', at + 1)) {
                const qsizetype tag = lengthOfBold(m_html.sliced(at));
                if (tag == 0)
                    continue;
                const qsizetype to = m_html.indexOf(u'<', at + tag);
                m_at = to < 0 ? m_html.size() : to;
                return m_html.sliced(at + tag, m_at - at - tag).left(kWordLength).trimmed().toString();
            }
            return std::nullopt;
        }

        /// What follows the bold text that next() gave last, up to the next tag but its own end.
        [[nodiscard]] QString following() const
        {
            const qsizetype from = m_html.indexOf(u'>', m_at) + 1;
            const qsizetype to = m_html.indexOf(u'<', from);
            return m_html.mid(from, to < 0 ? -1 : to - from).left(kWordLength).trimmed().toString();
        }

    private:
        /// 0: no bold text begins here.
        static qsizetype lengthOfBold(QStringView tag)
        {
            for (const QLatin1String bold : { QLatin1String("<strong>"), QLatin1String("<b>") }) {
                if (tag.startsWith(bold, Qt::CaseInsensitive))
                    return bold.size();
            }
            return 0;
        }

        QStringView m_html;
        qsizetype m_at = 0;
    };

    bool isDenied(QStringView before)
    {
        return std::ranges::any_of(
            kDenials, [&](QLatin1String denial) { return before.endsWith(denial, Qt::CaseInsensitive); });
    }

    bool hasWord(QStringView text, QLatin1String word)
    {
        for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
            const bool inside = at > 0 && text[at - 1].isLetter();
            if (!inside && !isDenied(text.left(at)))
                return true;
        }
        return false;
    }

} // namespace

FeedState stateOf(const FeedEntry &entry)
{
    if (!entry.state.isEmpty())
        return { phaseOf(entry.state), entry.state, false };
    BoldReader bold(entry.body);
    for (int count = 0; count < kMostBold; ++count) {
        const auto text = bold.next();
        if (!text)
            break;
        if (text->startsWith(QLatin1String("Status:"), Qt::CaseInsensitive)) {
            const QString rest = text->mid(7).trimmed();
            const QString word = rest.isEmpty() ? bold.following() : rest;
            return { phaseOf(word), word, false };
        }
        const FeedPhase phase = phaseOf(*text);
        if (phase != FeedPhase::Unclear)
            return { phase, *text, true };
    }
    return {};
}

bool saysItIsOver(QStringView text)
{
    return std::ranges::any_of(kEndings, [&](QLatin1String ending) { return hasWord(text, ending); });
}

Reading classifyTitle(QStringView title)
{
    if (saysItIsOver(title))
        return kOperational;
    for (const TitleWords &row : kTitles) {
        const bool good = row.reading == kOperational;
        for (const QLatin1String word : row.words) {
            const bool found = good ? hasWord(title, word) : title.contains(word, Qt::CaseInsensitive);
            if (!word.isEmpty() && found)
                return row.reading;
        }
    }
    return kUnknown;
}

bool isStale(const FeedEntry &entry, FeedPhase phase, Instant now)
{
    const auto at = entry.at();
    const std::chrono::days believed = phase == FeedPhase::Untold ? kTitleBelieved : kStateBelieved;
    return at && now - *at > believed;
}

std::vector<Candidate> categoriesOf(const FeedEntry &entry)
{
    std::vector<Candidate> categories;
    categories.reserve(static_cast<size_t>(entry.categories.size()));
    for (const QString &category : entry.categories)
        categories.push_back(componentNamed(category));
    return categories;
}

Domain::VendorIncident incidentOf(const FeedEntry &entry, const QString &state)
{
    Domain::VendorIncident incident;
    incident.id = entry.id.left(kIdLength);
    incident.title = entry.title;
    incident.state = state.toLower();
    incident.link = entry.link;
    incident.startedAt = entry.publishedAt;
    incident.updatedAt = entry.at();
    const QString text = textOfHtml(entry.body, kBodyLength);
    if (!text.isEmpty())
        incident.updates.push_back({ {}, incident.state, text, entry.at() });
    return incident;
}

} // namespace Wf::Vendors
