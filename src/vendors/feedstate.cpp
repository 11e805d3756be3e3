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
        bool ofUpdates = true; ///< updates begin with it; the others are states of components, too
    };
    constexpr std::array kPhases {
        PhaseWord { QLatin1String("investigating"), FeedPhase::Open },
        PhaseWord { QLatin1String("identified"), FeedPhase::Open },
        PhaseWord { QLatin1String("monitoring"), FeedPhase::Open },
        PhaseWord { QLatin1String("resolved"), FeedPhase::Over },
        PhaseWord { QLatin1String("postmortem"), FeedPhase::Over },
        PhaseWord { QLatin1String("completed"), FeedPhase::Over },
        PhaseWord { QLatin1String("cancelled"), FeedPhase::Over },
        PhaseWord { QLatin1String("available"), FeedPhase::Over, false },
        PhaseWord { QLatin1String("operational"), FeedPhase::Over, false },
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
    /// Before an ending, in the same clause: it is denied, limited or still to come.
    constexpr std::array kDenials { QLatin1String("not"), QLatin1String("never"), QLatin1String("cannot"),
        QLatin1String("no"), QLatin1String("non"), QLatin1String("partially"), QLatin1String("partly"),
        QLatin1String("some"), QLatin1String("being"), QLatin1String("be"), QLatin1String("until"),
        QLatin1String("once"), QLatin1String("when"), QLatin1String("if"), QLatin1String("almost") };
    /// Anywhere: whatever has ended, something has not.
    constexpr std::array kGoesOn { QLatin1String("still"), QLatin1String("continues"), QLatin1String("continuing"),
        QLatin1String("ongoing"), QLatin1String("remain") };

    constexpr int kMostBold = 200;
    constexpr auto kTitleBelieved = std::chrono::days { 7 };
    constexpr auto kStateBelieved = std::chrono::days { 30 };

    constexpr qsizetype kLongestBold = 500;
    /// Tags that change how letters look and begin no line.
    constexpr std::array kOfLetters { QLatin1String("b"), QLatin1String("strong"), QLatin1String("i"),
        QLatin1String("em"), QLatin1String("u"), QLatin1String("a"), QLatin1String("code") };
    constexpr QLatin1String kAffected("Affected components:");
    constexpr qsizetype kLongestRead = 20'000; ///< of a body that is searched for a line

    FeedPhase phaseOf(QStringView word)
    {
        const auto *row = findRow(kPhases, word.trimmed());
        return row ? row->phase : FeedPhase::Unclear;
    }

    /// The tag that begins or ends there, in small letters: "br" of "<br />", "p" of "</p>".
    QString tagAt(QStringView html)
    {
        qsizetype from = 1;
        while (from < html.size() && html[from] == u'/')
            ++from;
        qsizetype to = from;
        while (to < html.size() && html[to].isLetterOrNumber() && to - from < kWordLength)
            ++to;
        return html.sliced(std::min(from, html.size())).left(to - from).toString().toLower();
    }

    QString withoutTags(QStringView html)
    {
        QString text;
        qsizetype at = 0;
        while (at < html.size()) {
            const qsizetype tag = html.indexOf(u'<', at);
            text += html.sliced(at, (tag < 0 ? html.size() : tag) - at);
            const qsizetype end = tag < 0 ? -1 : html.indexOf(u'>', tag);
            at = end < 0 ? html.size() : end + 1;
        }
        return text;
    }

    /// A bold text, without tags.
    struct Bold {
        QString text;
        QString following; ///< up to the next tag but its own end
        bool beginsLine = false;
    };

    /// Walks over what is bold in an HTML text.
    class BoldReader {
    public:
        explicit BoldReader(QStringView html)
            : m_html(html)
        {
        }

        /// The next bold text; nothing after the last.
        std::optional<Bold> next()
        {
            for (qsizetype at = m_html.indexOf(u'<', m_at); at >= 0; at = m_html.indexOf(u'<', at + 1)) {
                const QString tag = tagAt(m_html.sliced(at));
                const bool isBold = tag == QLatin1String("strong") || tag == QLatin1String("b");
                if (!isBold || m_html[at + 1] == u'/')
                    continue;
                const qsizetype from = m_html.indexOf(u'>', at) + 1;
                if (from == 0) // no tag ends any more
                    break;
                return boldBetween(at, from, tag);
            }
            return std::nullopt;
        }

    private:
        Bold boldBetween(qsizetype at, qsizetype from, const QString &tag)
        {
            const qsizetype to = m_html.indexOf(QString(u"</" % tag), from, Qt::CaseInsensitive);
            m_at = to < 0 ? m_html.size() : to;
            return { withoutTags(m_html.sliced(from, m_at - from).left(kLongestBold)).left(kWordLength).trimmed(),
                following(), beginsLine(m_html.left(at)) };
        }

        [[nodiscard]] QString following() const
        {
            const qsizetype from = m_html.indexOf(u'>', m_at) + 1;
            const qsizetype to = m_html.indexOf(u'<', from);
            return m_html.mid(from, to < 0 ? -1 : to - from).left(kWordLength).trimmed().toString();
        }

        /// Whether nothing, or a tag that is more than a matter of letters, stands right before.
        static bool beginsLine(QStringView before)
        {
            before = before.trimmed();
            if (before.isEmpty())
                return true;
            if (!before.endsWith(u'>'))
                return false;
            const QString tag = tagAt(before.sliced(std::max<qsizetype>(before.lastIndexOf(u'<'), 0)));
            return std::ranges::find(kOfLetters, tag) == kOfLetters.end();
        }

        QStringView m_html;
        qsizetype m_at = 0;
    };

    /// The first word of an update, as in "<strong>Resolved</strong> - This incident has been resolved."
    const PhaseWord *updateIn(const Bold &bold)
    {
        const bool isLabel = bold.text.endsWith(u':');
        const bool goesOn = !isLabel && !bold.following.isEmpty() && bold.following.front().isLetter();
        if (!bold.beginsLine || goesOn)
            return nullptr;
        const QString word = isLabel ? bold.text.chopped(1) : bold.text;
        const auto *row = findRow(kPhases, QStringView(word).trimmed());
        return row && row->ofUpdates ? row : nullptr;
    }

    bool isPartOfWord(QChar c)
    {
        return c.isLetter() || c == u'\'' || c == u'\u2019';
    }

    /// Words of the clause that come last, at most six: what stands before a word and may deny it.
    bool isDenied(QStringView before)
    {
        constexpr int kReach = 6;
        qsizetype end = before.size();
        for (int count = 0; count < kReach; ++count) {
            if (end > 0 && before[end - 1] == u'-') // "non-operational", but not " - operational"
                --end;
            while (end > 0 && before[end - 1].isSpace())
                --end;
            qsizetype from = end;
            while (from > 0 && isPartOfWord(before[from - 1]))
                --from;
            const QStringView word = before.sliced(from, end - from);
            if (word.isEmpty()) // the clause begins here
                return false;
            const bool isNegated = word.endsWith(u"n't", Qt::CaseInsensitive) || word.endsWith(u"n\u2019t");
            if (isNegated || std::ranges::any_of(kDenials, [&](QLatin1String denial) {
                    return word.compare(denial, Qt::CaseInsensitive) == 0;
                }))
                return true;
            end = from;
        }
        return false;
    }

    /// Whether the word stands in the text as one of its own, or as the beginning of one, and nothing denies it.
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
    BoldReader reader(entry.body);
    for (int count = 0; count < kMostBold; ++count) {
        const auto bold = reader.next();
        if (!bold)
            break;
        if (bold->text.startsWith(QLatin1String("Status:"), Qt::CaseInsensitive)) {
            const QString rest = bold->text.mid(7).trimmed();
            const QString word = rest.isEmpty() ? bold->following : rest;
            return { phaseOf(word), word, false };
        }
        if (const PhaseWord *update = updateIn(*bold))
            return { update->phase, bold->text, true };
    }
    return {};
}

bool saysItIsOver(QStringView text)
{
    const bool goesOn = std::ranges::any_of(kGoesOn, [&](QLatin1String word) { return hasWord(text, word); });
    return !goesOn && std::ranges::any_of(kEndings, [&](QLatin1String ending) { return hasWord(text, ending); });
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

News::News(const Feed &feed)
    : m_isDated(std::ranges::any_of(feed.entries, [](const FeedEntry &one) { return one.at().has_value(); }))
{
}

bool News::mayBeNewest(const QString &thing, const FeedEntry &entry)
{
    return (m_isDated && !entry.at()) || m_told.insert(thing).second;
}

void tellWhatIsCut(Bulletin &bulletin, const Feed &feed, Instant now)
{
    if (feed.cutAt && now - *feed.cutAt <= kStateBelieved)
        bulletin.addUnreadable(
            QStringLiteral("what is older than the newest %1 entries").arg(feed.entries.size()));
}

std::vector<Candidate> affectedIn(const FeedEntry &entry)
{
    std::vector<Candidate> components;
    if (!entry.body.contains(kAffected, Qt::CaseInsensitive))
        return components;
    const QString text = textOfHtml(entry.body, kLongestRead);
    const qsizetype at = text.indexOf(kAffected, 0, Qt::CaseInsensitive);
    if (at < 0)
        return components;
    const QStringView line = QStringView(text).mid(at + kAffected.size()).split(u'\n').constFirst();
    for (const QStringView name : line.split(u',')) {
        if (!name.trimmed().isEmpty())
            components.push_back(componentNamed(name.trimmed().toString().left(kNameLength)));
    }
    return components;
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
