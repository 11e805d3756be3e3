// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/plaintext.h"

#include "vendors/textdecoding.h"

#include <algorithm>
#include <array>

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kLongestReference = 12;
    constexpr qsizetype kLongestTagName = 16;
    constexpr int kMostNodes = 5000;

    struct Reference {
        QLatin1String name;
        char16_t character;
    };
    constexpr std::array kReferences {
        Reference { QLatin1String("amp"), u'&' },
        Reference { QLatin1String("lt"), u'<' },
        Reference { QLatin1String("gt"), u'>' },
        Reference { QLatin1String("quot"), u'"' },
        Reference { QLatin1String("apos"), u'\'' },
        Reference { QLatin1String("nbsp"), u' ' },
        Reference { QLatin1String("ndash"), u'–' },
        Reference { QLatin1String("mdash"), u'—' },
        Reference { QLatin1String("hellip"), u'…' },
        Reference { QLatin1String("lsquo"), u'‘' },
        Reference { QLatin1String("rsquo"), u'’' },
        Reference { QLatin1String("ldquo"), u'“' },
        Reference { QLatin1String("rdquo"), u'”' },
        Reference { QLatin1String("bull"), u'•' },
    };

    constexpr std::array kBlocks { QLatin1String("p"), QLatin1String("br"), QLatin1String("div"),
        QLatin1String("li"), QLatin1String("tr"), QLatin1String("ul"), QLatin1String("ol"), QLatin1String("h1"),
        QLatin1String("h2"), QLatin1String("h3"), QLatin1String("h4"), QLatin1String("table") };

    /// What "amp", "#8217" or "#x2019" stands for; empty when it is none.
    QString resolve(QStringView name)
    {
        if (name.startsWith(u'#')) {
            bool isNumber = false;
            const bool hex = name.startsWith(u"#x", Qt::CaseInsensitive);
            const uint code = name.mid(hex ? 2 : 1).toUInt(&isNumber, hex ? 16 : 10);
            const bool character =
                isNumber && code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
            return character ? QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1) : QString();
        }
        const auto found =
            std::ranges::find_if(kReferences, [&](const Reference &one) { return name == one.name; });
        return found == kReferences.end() ? QString() : QString(QChar(found->character));
    }

    /// Reads an HTML fragment from front to back.
    class HtmlReader {
    public:
        HtmlReader(QStringView html, qsizetype limit)
            : m_html(html)
            , m_limit(limit)
        {
        }

        QString text()
        {
            while (m_at < m_html.size() && m_text.size() < m_limit)
                step();
            return m_text.left(m_limit);
        }

    private:
        void step()
        {
            const QChar c = m_html[m_at];
            if (c == u'<' && startsTag())
                skipTag();
            else if (c == u'&')
                takeReference();
            else
                takePlain();
        }

        /// Up to the next character that may mean something.
        void takePlain()
        {
            const qsizetype from = m_at++;
            while (m_at < m_html.size() && m_html[m_at] != u'<' && m_html[m_at] != u'&')
                ++m_at;
            m_text += m_html.sliced(from, m_at - from);
        }

        [[nodiscard]] bool startsTag() const
        {
            if (m_at + 1 >= m_html.size())
                return false;
            const QChar next = m_html[m_at + 1];
            return next.isLetter() || next == u'/' || next == u'!' || next == u'?';
        }

        void skipTo(QStringView end)
        {
            const qsizetype found = m_html.indexOf(end, m_at, Qt::CaseInsensitive);
            m_at = found < 0 ? m_html.size() : found + end.size();
        }

        void skipTag()
        {
            const QStringView rest = m_html.mid(m_at);
            if (rest.startsWith(u"<!--"))
                return skipTo(u"-->");
            const QStringView name = tagName(rest);
            const auto isIt = [&](QLatin1String one) { return name.compare(one, Qt::CaseInsensitive) == 0; };
            if (std::ranges::any_of(kBlocks, isIt))
                m_text += u'\n';
            skipTo(u">");
            if (isIt(QLatin1String("script")))
                skipTo(u"</script>");
            else if (isIt(QLatin1String("style")))
                skipTo(u"</style>");
        }

        static QStringView tagName(QStringView tag)
        {
            qsizetype from = 1;
            while (from < tag.size() && tag[from] == u'/')
                ++from;
            qsizetype to = from;
            while (to < tag.size() && to - from < kLongestTagName && tag[to].isLetterOrNumber())
                ++to;
            return tag.mid(from, to - from);
        }

        void takeReference()
        {
            const qsizetype end = m_html.mid(m_at, kLongestReference).indexOf(u';');
            const QString character = end > 1 ? resolve(m_html.mid(m_at + 1, end - 1)) : QString();
            m_text += character.isEmpty() ? QString(u'&') : character;
            m_at += character.isEmpty() ? 1 : end + 1;
        }

        QStringView m_html;
        qsizetype m_limit;
        qsizetype m_at = 0;
        QString m_text;
    };

    /// Every line simplified, no empty ones.
    QString tidyLines(QStringView text)
    {
        QString tidy(text.size(), Qt::Uninitialized);
        QChar *const begin = tidy.data();
        QChar *end = begin;
        QChar gap; // what comes between the word before and the next one
        for (const QChar c : text) {
            if (c == u'\n') {
                gap = c;
            } else if (c.isSpace()) {
                gap = gap.isNull() ? QChar(u' ') : gap;
            } else {
                if (!gap.isNull() && end != begin)
                    *end++ = gap;
                gap = {};
                *end++ = c;
            }
        }
        tidy.truncate(end - begin);
        tidy.squeeze();
        return tidy;
    }

    /// As deep as JSON may be.
    void collect(const JsonValue &node, int &budget, QString &text)
    {
        if (--budget < 0)
            return;
        const JsonObject object = node.toObject();
        const QString type = object.value(QLatin1String("type")).toString();
        text += object.value(QLatin1String("text")).toString();
        const JsonArray content = object.value(QLatin1String("content")).toArray();
        for (auto one = content.begin(); one != content.end() && budget > 0; ++one)
            collect(*one, budget, text);
        if (type == QLatin1String("paragraph") || type == QLatin1String("heading")
            || type == QLatin1String("hardBreak") || type == QLatin1String("lineBreak"))
            text += u'\n';
    }

} // namespace

QString textOfHtml(QStringView html, qsizetype limit)
{
    const bool plain = std::ranges::none_of(html, [](QChar c) { return c == u'<' || c == u'&'; });
    if (plain)
        return cut(tidyLines(html.left(limit * 4)), limit);
    return cut(tidyLines(HtmlReader(html, limit * 4).text()), limit);
}

QString textOfRich(const JsonValue &document, qsizetype limit)
{
    if (document.isString())
        return cut(tidyLines(QStringView(document.toString()).left(limit * 4)), limit);
    QString text;
    int budget = kMostNodes;
    collect(document, budget, text);
    return cut(tidyLines(text), limit);
}

} // namespace Wf::Vendors
