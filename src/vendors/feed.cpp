// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/feed.h"

#include "vendors/page.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"
#include "vendors/times.h"
#include "vendors/xmlbounds.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace Wf::Vendors {

namespace {

    constexpr size_t kMostEntries = 500;
    constexpr qsizetype kMostCategories = 100;
    constexpr qsizetype kLongestText = 20'000;

    /// Reads a feed from front to back. Names are taken as they are written, with their prefixes: what a prefix
    /// stands for does not matter here.
    class FeedReader {
    public:
        /// Where a byte order mark decides the encoding, what the document says of its own is no longer true.
        explicit FeedReader(const QByteArray &body)
        {
            m_xml.setNamespaceProcessing(false);
            const QByteArray text = toUtf8(body);
            if (text == body)
                m_xml.addData(body);
            else
                m_xml.addData(QString::fromUtf8(text));
        }

        tl::expected<Feed, BadDocument> read()
        {
            if (m_xml.readNextStartElement())
                readRoot();
            while (!m_xml.atEnd())
                m_xml.readNext();
            if (m_xml.hasError())
                return tl::unexpected(brokenText());
            if (!m_isFeed || m_feed.title.isEmpty())
                return tl::unexpected(noFeed());
            std::ranges::stable_sort(m_feed.entries, std::ranges::greater(), &FeedEntry::at);
            return std::move(m_feed);
        }

    private:
        void readRoot()
        {
            if (isAt("feed")) {
                m_isFeed = true;
                return readFeed();
            }
            if (!isAt("rss"))
                return m_xml.skipCurrentElement();
            while (m_xml.readNextStartElement()) {
                if (!isAt("channel")) {
                    m_xml.skipCurrentElement();
                    continue;
                }
                m_isFeed = true;
                readFeed();
            }
        }

        void readFeed()
        {
            while (m_xml.readNextStartElement()) {
                if (isAt("item") || isAt("entry"))
                    takeEntry();
                else if (isAt("title"))
                    m_feed.title = oneLine(text(), kNameLength);
                else if (isAt("link"))
                    m_feed.link = link(m_feed.link);
                else
                    m_xml.skipCurrentElement();
            }
        }

        void takeEntry()
        {
            FeedEntry entry;
            while (m_xml.readNextStartElement())
                takeMember(entry);
            if (m_feed.entries.size() < kMostEntries)
                m_feed.entries.push_back(std::move(entry));
        }

        void takeMember(FeedEntry &entry)
        {
            if (isAt("title"))
                entry.title = oneLine(textOfHtml(text(), kNameLength), kNameLength);
            else if (isAt("guid") || isAt("id"))
                entry.id = oneLine(text(), kNameLength);
            else if (isAt("link"))
                entry.link = link(entry.link);
            else if (isAt("category"))
                takeCategory(entry);
            else if (isAt("status"))
                entry.state = oneLine(text(), kWordLength);
            else if (!takeTime(entry))
                takeBody(entry);
        }

        bool takeTime(FeedEntry &entry)
        {
            if (isAt("pubDate") || isAt("published"))
                entry.publishedAt = readTime(text());
            else if (isAt("updated"))
                entry.updatedAt = readTime(text());
            else
                return false;
            return true;
        }

        /// The longer of what a feed tells twice, in short and in full.
        void takeBody(FeedEntry &entry)
        {
            const bool body = isAt("description") || isAt("content:encoded") || isAt("content") || isAt("summary");
            if (!body)
                return m_xml.skipCurrentElement();
            QString said = text();
            if (said.size() > entry.body.size())
                entry.body = std::move(said);
        }

        void takeCategory(FeedEntry &entry)
        {
            const QString term = m_xml.attributes().value(QLatin1String("term")).toString();
            const QString name = oneLine(term + text(), kNameLength);
            if (!name.isEmpty() && entry.categories.size() < kMostCategories)
                entry.categories.append(name);
        }

        /// RSS writes the address as text; Atom as an attribute, and has several, of which one is for people.
        QUrl link(const QUrl &before)
        {
            const auto attributes = m_xml.attributes();
            const QStringView relation = attributes.value(QLatin1String("rel"));
            const QString address = attributes.value(QLatin1String("href")).toString();
            const QUrl found = webLink((address.isEmpty() ? text() : address).trimmed());
            if (!address.isEmpty())
                m_xml.skipCurrentElement();
            const bool forPeople = relation.isEmpty() || relation == QLatin1String("alternate");
            return forPeople && !found.isEmpty() ? found : before;
        }

        [[nodiscard]] bool isAt(const char *name) const { return m_xml.qualifiedName() == QLatin1String(name); }
        /// All text in the element, however deep. Not readElementText(), which calls itself once a level.
        QString text()
        {
            QString text;
            for (qsizetype depth = 1; depth > 0 && !m_xml.atEnd();) {
                m_xml.readNext();
                if (m_xml.isStartElement())
                    ++depth;
                else if (m_xml.isEndElement())
                    --depth;
                else if (m_xml.isCharacters())
                    text += m_xml.text().left(kLongestText - text.size());
            }
            return text;
        }

        [[nodiscard]] BadDocument brokenText() const
        {
            return { QStringLiteral("invalid XML in line %1: %2").arg(m_xml.lineNumber()).arg(m_xml.errorString()),
                QStringLiteral("The feed is broken or cut off.") };
        }

        static BadDocument noFeed()
        {
            return { QStringLiteral("neither RSS nor Atom"),
                QStringLiteral(
                    "The answer is no feed: an RSS channel or an Atom feed with a title was expected. Check "
                    "the address.") };
        }

        QXmlStreamReader m_xml;
        Feed m_feed;
        bool m_isFeed = false;
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

    BadDocument outOfBounds()
    {
        return { QStringLiteral("out of bounds"),
            QStringLiteral(
                "The feed is too large to read: it has more than %1 tags, elements nested deeper than %2 "
                "levels, a tag with more than %3 attributes, a text longer than %4 KiB, or entities.")
                .arg(kMostTags)
                .arg(kDeepestXml)
                .arg(kMostAttributes)
                .arg(kLongestXmlText / 1024) };
    }

} // namespace

tl::expected<Feed, BadDocument> readFeed(const QByteArray &body)
{
    if (auto why = unfitText(body))
        return tl::unexpected(std::move(*why));
    if (!isWithinBounds(toUtf8(body)))
        return tl::unexpected(outOfBounds());
    return FeedReader(body).read();
}

} // namespace Wf::Vendors
