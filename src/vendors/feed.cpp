// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/feed.h"

#include "vendors/page.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <QStringDecoder>

#include <expat.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace Wf::Vendors {

namespace {

    constexpr size_t kMostEntries = 500;
    constexpr size_t kMostSpare = 100; ///< entries beyond these before the oldest go
    constexpr qsizetype kMostCategories = 100;
    constexpr qsizetype kLongestText = 20'000;
    constexpr int kPiece = 64 * 1024; ///< bytes that are parsed at a time
    constexpr qsizetype kMostUtf8 = 3; ///< bytes of one unit of UTF-16

    BadDocument outOfBounds()
    {
        return { QStringLiteral("out of bounds"),
            QStringLiteral(
                "The feed is too large to read: it has more than %1 tags and attributes, elements nested "
                "deeper than %2 levels, a tag or a comment longer than %3 KiB, more than %4 entries "
                "without a date, or declares entities or attributes.")
                .arg(kMostNames)
                .arg(kDeepestXml)
                .arg(kLongestTag / 1024)
                .arg(kMostEntries) };
    }

    BadDocument noFeed()
    {
        return { QStringLiteral("neither RSS nor Atom"),
            QStringLiteral(
                "The answer is no feed: an RSS channel or an Atom feed with a title was expected. Check "
                "the address.") };
    }

    BadDocument entriesElsewhere()
    {
        return { QStringLiteral("entries out of place"),
            QStringLiteral(
                "The feed has entries where neither RSS 2.0 nor Atom has them: what they say would be missed.") };
    }

    /// "item" of RSS, "entry" of Atom, whatever their prefix.
    bool isEntryName(QLatin1String name)
    {
        const QLatin1String local = name.sliced(name.lastIndexOf(u':') + 1);
        return local.compare(QLatin1String("item"), Qt::CaseInsensitive) == 0
            || local.compare(QLatin1String("entry"), Qt::CaseInsensitive) == 0;
    }

    /// For Expat, which knows Unicode and Latin 1 alone: an encoding of one byte a character, as Qt has it.
    int mapBytes(void * /*ours*/, const XML_Char *name, XML_Encoding *encoding)
    {
        QStringDecoder decoder(name);
        if (!decoder.isValid())
            return XML_STATUS_ERROR;
        for (size_t i = 0; i < std::size(encoding->map); ++i) {
            const char byte = static_cast<char>(i);
            const QString text = decoder.decode(QByteArrayView(&byte, 1));
            const bool isOne = text.size() == 1 && text.front() != QChar::ReplacementCharacter;
            encoding->map[i] = isOne && !decoder.hasError() ? text.front().unicode() : -1;
            decoder.resetState();
        }
        return XML_STATUS_OK;
    }

    /// Reads a feed from front to back. Names are taken as they are written, with their prefixes: what a prefix
    /// stands for does not matter here.
    class FeedReader {
    public:
        /// The encoding, where what the document says of its own is no longer true; null: it is asked.
        explicit FeedReader(const char *encoding)
            : m_parser(XML_ParserCreate(encoding), &XML_ParserFree)
        {
            XML_SetUserData(m_parser.get(), this);
            XML_SetUnknownEncodingHandler(m_parser.get(), &mapBytes, nullptr);
            XML_SetElementHandler(
                m_parser.get(),
                [](void *self, const char *name, const char **attributes) {
                    static_cast<FeedReader *>(self)->begin(QLatin1String(name), attributes);
                },
                [](void *self, const char *name) { static_cast<FeedReader *>(self)->end(QLatin1String(name)); });
            XML_SetCharacterDataHandler(m_parser.get(), [](void *self, const char *text, int size) {
                static_cast<FeedReader *>(self)->add({ text, size });
            });
            // Attributes by default come with every tag, entities with every mention: much of little.
            XML_SetAttlistDeclHandler(m_parser.get(),
                [](void *self, auto...) { static_cast<FeedReader *>(self)->refuse(outOfBounds()); });
            XML_SetEntityDeclHandler(m_parser.get(),
                [](void *self, auto...) { static_cast<FeedReader *>(self)->refuse(outOfBounds()); });
        }

        tl::expected<Feed, BadDocument> read(QByteArrayView xml)
        {
            for (qsizetype from = 0; from < xml.size(); from += kPiece) {
                const QByteArrayView piece = xml.sliced(from, std::min<qsizetype>(kPiece, xml.size() - from));
                const qsizetype to = from + piece.size();
                if (!XML_Parse(m_parser.get(), piece.data(), static_cast<int>(piece.size()), to == xml.size()))
                    return tl::unexpected(m_refusal ? *m_refusal : brokenText());
                if (to - XML_GetCurrentByteIndex(m_parser.get()) > kLongestTag)
                    return tl::unexpected(outOfBounds());
            }
            if (!m_isFeed || m_feed.title.isEmpty())
                return tl::unexpected(noFeed());
            keepNewest();
            if (m_refusal)
                return tl::unexpected(*m_refusal);
            std::ranges::stable_sort(m_feed.entries, std::ranges::greater(), &FeedEntry::at);
            return std::move(m_feed);
        }

    private:
        void refuse(BadDocument why)
        {
            m_refusal = std::move(why);
            XML_StopParser(m_parser.get(), XML_FALSE);
        }

        void begin(QLatin1String name, const char **attributes)
        {
            ++m_depth;
            m_names += 1 + XML_GetSpecifiedAttributeCount(m_parser.get()) / 2;
            if (m_depth > kDeepestXml || m_names > kMostNames)
                return refuse(outOfBounds());
            if (m_entryDepth == 0 && isEntryName(name))
                return beginEntry();
            if (m_depth == 1)
                beginFeed(name == QLatin1String("feed"));
            else if (m_depth == 2 && m_isRss)
                beginFeed(name == QLatin1String("channel"));
            else if (m_memberDepth > 0)
                addTag({}, name);
            else if (m_feedDepth > 0)
                beginMember(attributes);
            m_isRss = m_isRss || (m_depth == 1 && name == QLatin1String("rss"));
        }

        void beginEntry()
        {
            if (m_feedDepth == 0 || m_depth != m_feedDepth + 1)
                return refuse(entriesElsewhere());
            m_entryDepth = m_depth;
        }

        void beginFeed(bool isFeed)
        {
            if (isFeed)
                m_feedDepth = m_depth;
            m_isFeed = m_isFeed || isFeed;
        }

        void beginMember(const char **attributes)
        {
            m_memberDepth = m_depth;
            m_text.clear();
            m_attributes.clear();
            for (; *attributes; attributes += 2)
                m_attributes.emplace_back(attributes[0], attributes[1]);
            m_isMarkup = attribute("type") == QLatin1String("xhtml");
        }

        /// Of XHTML in a member, which becomes the HTML that other feeds have as text.
        void addTag(QByteArrayView slash, QLatin1String name)
        {
            if (m_isMarkup)
                append(QByteArray('<' + slash.toByteArray() + QByteArray(name.data(), name.size()) + '>'));
        }

        void add(QByteArrayView text)
        {
            if (m_memberDepth == 0)
                return;
            const bool escapes = m_isMarkup && (text.contains('<') || text.contains('&'));
            append(escapes ? text.toByteArray().replace('&', "&amp;").replace('<', "&lt;") : text);
        }

        void append(QByteArrayView text)
        {
            m_text += text.first(std::min(text.size(), kLongestText * kMostUtf8 - m_text.size()));
        }

        void end(QLatin1String name)
        {
            if (m_depth == m_memberDepth)
                endMember(name);
            else if (m_memberDepth > 0)
                addTag("/", name);
            else if (m_depth == m_entryDepth)
                endEntry();
            else if (m_depth == m_feedDepth)
                m_feedDepth = 0;
            --m_depth;
        }

        void endMember(QLatin1String name)
        {
            m_memberDepth = 0;
            if (m_entryDepth > 0)
                takeMember(name);
            else if (name == QLatin1String("title"))
                m_feed.title = oneLine(text(), kNameLength);
            else if (name == QLatin1String("link"))
                m_feed.link = link(m_feed.link);
        }

        void endEntry()
        {
            m_entryDepth = 0;
            if (m_entry.categories.size() > kMostCategories)
                m_entry.categories.clear();
            m_feed.entries.push_back(std::exchange(m_entry, {}));
            if (m_feed.entries.size() > kMostEntries + kMostSpare)
                keepNewest();
        }

        /// Feeds may begin with their oldest entry. One without a date may be news as well.
        void keepNewest()
        {
            auto &entries = m_feed.entries;
            std::ranges::stable_sort(entries, std::ranges::greater(),
                [](const FeedEntry &one) { return one.at().value_or(Instant::max()); });
            if (entries.size() <= kMostEntries)
                return;
            const auto cutAt = entries[kMostEntries].at();
            if (!cutAt)
                return refuse(outOfBounds());
            m_feed.cutAt = std::max(m_feed.cutAt.value_or(Instant::min()), *cutAt);
            entries.resize(kMostEntries);
        }

        void takeMember(QLatin1String name)
        {
            const auto is = [&](const char *one) { return name == QLatin1String(one); };
            if (is("title"))
                m_entry.title = oneLine(textOfHtml(text(), kNameLength), kNameLength);
            else if (is("guid") || is("id"))
                m_entry.id = oneLine(text(), kNameLength);
            else if (is("link"))
                m_entry.link = link(m_entry.link);
            else if (is("category"))
                takeCategory();
            else if (is("status"))
                m_entry.state = oneLine(text(), kWordLength);
            else if (is("pubDate") || is("published"))
                m_entry.publishedAt = readTime(text());
            else if (is("updated"))
                m_entry.updatedAt = readTime(text());
            else if (is("description") || is("content:encoded") || is("content") || is("summary"))
                takeBody();
        }

        /// The longer of what a feed tells twice, in short and in full.
        void takeBody()
        {
            QString said = text();
            if (said.size() > m_entry.body.size())
                m_entry.body = std::move(said);
        }

        void takeCategory()
        {
            const QString name = oneLine(attribute("term") + text(), kNameLength);
            if (!name.isEmpty() && m_entry.categories.size() <= kMostCategories)
                m_entry.categories.append(name);
        }

        /// RSS writes the address as text; Atom as an attribute, and has several, of which one is for people.
        [[nodiscard]] QUrl link(const QUrl &before) const
        {
            const QString relation = attribute("rel");
            const QString address = attribute("href");
            const QUrl found = webLink((address.isEmpty() ? text() : address).trimmed());
            const bool forPeople = relation.isEmpty() || relation == QLatin1String("alternate");
            return forPeople && !found.isEmpty() ? found : before;
        }

        /// All text in the member, however deep.
        [[nodiscard]] QString text() const { return QString::fromUtf8(m_text).left(kLongestText); }
        /// Of the member; empty where it has none.
        [[nodiscard]] QString attribute(const char *name) const
        {
            const auto found = std::ranges::find(m_attributes, name, &std::pair<QByteArray, QByteArray>::first);
            return found == m_attributes.end() ? QString() : QString::fromUtf8(found->second);
        }

        [[nodiscard]] BadDocument brokenText() const
        {
            return { QStringLiteral("invalid XML in line %1: %2")
                         .arg(XML_GetCurrentLineNumber(m_parser.get()))
                         .arg(QLatin1String(XML_ErrorString(XML_GetErrorCode(m_parser.get())))),
                QStringLiteral("The feed is broken or cut off.") };
        }

        std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> m_parser;
        Feed m_feed;
        FeedEntry m_entry;
        std::vector<std::pair<QByteArray, QByteArray>> m_attributes; ///< of the member
        QByteArray m_text; ///< of the member
        int m_depth = 0;
        int m_feedDepth = 0; ///< of what holds the entries; 0: we are in none, as for the following
        int m_entryDepth = 0;
        int m_memberDepth = 0;
        int m_names = 0; ///< elements and attributes
        bool m_isRss = false;
        bool m_isFeed = false;
        bool m_isMarkup = false; ///< the member's text is XHTML
        std::optional<BadDocument> m_refusal;
    };

    std::optional<BadDocument> unfitText(const QByteArray &body)
    {
        const QByteArray start = toUtf8(body.left(1024)).trimmed().left(200).toLower();
        if (start.isEmpty() && body.trimmed().isEmpty())
            return BadDocument { QStringLiteral("empty body"),
                QStringLiteral("The status page sent an empty answer.") };
        if (start.startsWith("<!doctype html") || start.startsWith("<html"))
            return BadDocument { QStringLiteral("expected a feed, got HTML"),
                QStringLiteral(
                    "The address answers with a web page instead of a feed: the status page may have moved, "
                    "or it asks for a login. Check the address.") };
        return std::nullopt;
    }

} // namespace

tl::expected<Feed, BadDocument> readFeed(const QByteArray &body)
{
    if (auto why = unfitText(body))
        return tl::unexpected(std::move(*why));
    const QByteArray text = toUtf8(body);
    return FeedReader(text == body ? nullptr : "UTF-8").read(text);
}

} // namespace Wf::Vendors
