// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/xmlbounds.h"

#include <algorithm>

namespace Wf::Vendors {

namespace {

    /// Walks from tag to tag.
    class TagReader {
    public:
        explicit TagReader(QByteArrayView xml)
            : m_xml(xml)
        {
        }

        bool isWithinBounds()
        {
            for (qsizetype tags = 0; m_at < m_xml.size(); ++tags) {
                const qsizetype from = m_at;
                if (!readTag() || tags > kMostTags || m_depth > kDeepestXml || m_at - from > kLongestXmlText)
                    return false;
            }
            return true;
        }

    private:
        /// From where the reader is to behind the next tag.
        bool readTag()
        {
            m_at = orEnd(m_xml.indexOf('<', m_at));
            const QByteArrayView rest = m_xml.sliced(m_at);
            const char kind = rest.size() < 2 ? '\0' : rest[1];
            if (kind == '!' || kind == '?')
                return readMarkup(rest);
            if (rest.isEmpty())
                return true;
            m_depth += kind == '/' ? -1 : 1;
            return readAttributes();
        }

        /// What is no element.
        bool readMarkup(QByteArrayView rest)
        {
            if (rest.startsWith("<!--"))
                return goBehind("-->");
            if (rest.startsWith("<![CDATA["))
                return goBehind("]]>");
            m_at += 2;
            return !rest.startsWith("<!ENTITY");
        }

        [[nodiscard]] qsizetype orEnd(qsizetype found) const { return found < 0 ? m_xml.size() : found; }

        bool goBehind(QByteArrayView end)
        {
            m_at = std::min(orEnd(m_xml.indexOf(end, m_at)) + end.size(), m_xml.size());
            return true;
        }

        /// Up to the end of the tag; every quoted value is one attribute.
        bool readAttributes()
        {
            qsizetype attributes = 0;
            for (++m_at; m_at < m_xml.size() && m_xml[m_at] != '>'; ++m_at) {
                const char c = m_xml[m_at];
                if (c != '"' && c != '\'')
                    continue;
                m_at = orEnd(m_xml.indexOf(c, m_at + 1));
                if (++attributes > kMostAttributes)
                    return false;
            }
            if (m_at < m_xml.size() && m_xml[m_at - 1] == '/')
                --m_depth;
            return true;
        }

        QByteArrayView m_xml;
        qsizetype m_at = 0;
        qsizetype m_depth = 0;
    };

} // namespace

bool isWithinBounds(QByteArrayView xml)
{
    return TagReader(xml).isWithinBounds();
}

} // namespace Wf::Vendors
