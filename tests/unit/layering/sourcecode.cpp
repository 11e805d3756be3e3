// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "sourcecode.h"

#include <QRegularExpression>

#include <algorithm>

namespace {

/// Everything that is not code, longest forms first: comments, raw strings, strings, characters. A digit separator
/// (1'000) is no character.
const QRegularExpression &notCode()
{
    static const QRegularExpression pattern(QStringLiteral("//[^\\n]*"
                                                           "|/\\*.*?\\*/"
                                                           "|R\"(?<mark>[^(\\s\"]{0,16})\\(.*?\\)\\k<mark>\""
                                                           "|\"(?:\\\\.|[^\"\\\\\\n])*\""
                                                           "|(?<![0-9A-Fa-f])'(?:\\\\.|[^'\\\\\\n])+'"),
        QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

QString withoutWords(const QString &text)
{
    QString code = text;
    for (auto found = notCode().globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        for (qsizetype at = match.capturedStart(); at < match.capturedEnd(); ++at) {
            if (code.at(at) != u'\n')
                code[at] = u' ';
        }
    }
    return code;
}

} // namespace

SourceCode::SourceCode(QString text)
    : m_text(std::move(text))
    , m_code(withoutWords(m_text))
{
    static const QRegularExpression directive(
        QStringLiteral("^[ \\t]*#[ \\t]*include[ \\t]*([\"<])([^\">\\n]+)[\">]"),
        QRegularExpression::MultilineOption);
    for (auto found = directive.globalMatch(m_text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const qsizetype hash = m_text.indexOf(u'#', match.capturedStart());
        if (m_code.at(hash) == u'#') // one inside a comment or a string is no include
            m_includes.append({ lineAt(hash), match.captured(2), match.captured(1) == u"\"" });
    }
}

int SourceCode::lineAt(qsizetype offset) const
{
    return 1 + static_cast<int>(std::count(m_text.cbegin(), m_text.cbegin() + offset, u'\n'));
}
