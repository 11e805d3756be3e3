// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/channeltemplate.h"

#include <QRegularExpression>

namespace Wf::Domain {

namespace {
    const QRegularExpression &shape()
    {
        static const QRegularExpression pattern(
            QStringLiteral(R"(\{\{|\}\}|\{base64:(?<user>[a-z]\w*):(?<password>[a-z]\w*)\})"
                           R"(|\{(?<name>[a-z]\w*)(?:\|(?<table>[a-z]\w*))?(?::(?<limit>[1-9]\d{0,4}))?\}|[{}])"));
        return pattern;
    }

    void appendText(std::vector<TemplatePart> &parts, const QString &text)
    {
        if (text.isEmpty())
            return;
        if (parts.empty() || parts.back().kind != TemplatePart::Kind::Text)
            parts.push_back({});
        parts.back().text += text;
    }

    TemplatePart placeholder(const QRegularExpressionMatch &match)
    {
        TemplatePart part;
        const bool pair = match.hasCaptured(u"user");
        part.kind = pair ? TemplatePart::Kind::Base64 : TemplatePart::Kind::Value;
        part.text = match.captured(pair ? u"user" : u"name");
        part.second = match.captured(u"password");
        part.table = match.captured(u"table");
        part.limit = match.captured(u"limit").toInt();
        return part;
    }
} // namespace

Result<std::vector<TemplatePart>> parseTemplate(const QString &text)
{
    std::vector<TemplatePart> parts;
    qsizetype from = 0;
    for (auto found = shape().globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        appendText(parts, text.mid(from, match.capturedStart() - from));
        from = match.capturedEnd();
        const QString what = match.captured();
        if (what.size() == 1)
            return failure(ErrorCode::Invalid,
                QStringLiteral("the brace at \"%1\" begins or ends no placeholder: write {name}, {name|words}, "
                               "{name:100} or {base64:user:password}, and {{ or }} for a brace itself")
                    .arg(text.mid(match.capturedStart(), 20)));
        if (what == QLatin1String("{{") || what == QLatin1String("}}"))
            appendText(parts, what.left(1));
        else
            parts.push_back(placeholder(match));
    }
    appendText(parts, text.mid(from));
    return parts;
}

} // namespace Wf::Domain
