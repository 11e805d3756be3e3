// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/mailcard.h"

#include "notify/lettertext.h"
#include "notify/texts.h"

#include <algorithm>

namespace Wf::Notify {

namespace {
    using Domain::Letter;

    /// Mail programs know tables and inline styles, and little else. 600 px is the width they all show.
    const QString kFrame = QStringLiteral(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"dark\">"
        "</head><body style=\"margin:0;background:#0b0f14;font-family:Inter,Helvetica,Arial,sans-serif\">"
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
        "style=\"background:#0b0f14\"><tr><td align=\"center\" style=\"padding:24px 12px\">"
        "<table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\" "
        "style=\"width:100%;max-width:600px;background:#151b23;border-radius:8px;color:#e6edf3\">\n"
        "<tr><td style=\"padding:20px 24px;border-bottom:1px solid #2b3440;font-size:18px;font-weight:600\">"
        "Watchfloor<div style=\"font-size:12px;font-weight:400;color:#9aa7b4\">IT service "
        "health</div></td></tr>\n");
    const QString kFooter = QStringLiteral(
        "<tr><td style=\"padding:16px 24px;border-top:1px solid #2b3440;font-size:12px;color:#9aa7b4\">"
        "Sent by Watchfloor, because a route of its alert policy names this address.</td></tr>\n"
        "</table></td></tr></table></body></html>\n");

    QString escaped(const QString &text)
    {
        return printable(text).toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
    }

    QString cell(const QString &content)
    {
        return QStringLiteral("<tr><td style=\"padding:16px 24px\">") + content + QStringLiteral("</td></tr>\n");
    }

    QString badge(const Letter &letter)
    {
        return QStringLiteral("<span style=\"display:inline-block;padding:4px 10px;border-radius:12px;"
                              "font-size:12px;font-weight:600;color:#0b0f14;background:")
            + badgeColour(letter) + QStringLiteral("\">") + escaped(statusLabel(letter.to))
            + QStringLiteral("</span>");
    }

    QString heading(const Letter &letter)
    {
        QString result = badge(letter)
            + QStringLiteral("<div style=\"margin-top:12px;font-size:20px;font-weight:600\">")
            + escaped(headline(letter)) + QStringLiteral("</div>");
        if (const QString said = escaped(statement(letter)); !said.isEmpty())
            result +=
                QStringLiteral("<div style=\"margin-top:8px;line-height:1.5\">") + said + QStringLiteral("</div>");
        return result;
    }

    QString valueOf(const LetterFact &fact)
    {
        const QString text = escaped(fact.value);
        if (fact.link.isEmpty())
            return text;
        return QStringLiteral("<a style=\"color:#6cb6ff\" href=\"") + text + QStringLiteral("\">") + text
            + QStringLiteral("</a>");
    }

    QString details(const Letter &letter)
    {
        QString rows;
        for (const LetterFact &fact : facts(letter))
            rows += QStringLiteral("<tr><td style=\"padding:6px 12px;color:#9aa7b4;white-space:nowrap;"
                                   "vertical-align:top\">")
                + escaped(fact.label)
                + QStringLiteral("</td><td style=\"padding:6px 12px;word-break:break-word\">") + valueOf(fact)
                + QStringLiteral("</td></tr>");
        return rows.isEmpty() ? QString()
                              : QStringLiteral("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
                                               "cellspacing=\"0\" style=\"background:#0f141b;border-radius:6px;"
                                               "font-size:14px\">")
                + rows + QStringLiteral("</table>");
    }

    QString button(const Letter &letter)
    {
        const auto all = facts(letter);
        const auto page = std::ranges::find(all, QStringLiteral("Status page"), &LetterFact::label);
        if (page == all.end())
            return {};
        return QStringLiteral("<a style=\"display:inline-block;padding:10px 18px;border-radius:6px;"
                              "background:#2f81f7;color:#ffffff;text-decoration:none\" href=\"")
            + escaped(page->value) + QStringLiteral("\">View status page</a>");
    }

    QString help(const Letter &letter)
    {
        QString items;
        for (const QString &cause : likelyCauses(letter))
            items += QStringLiteral("<li>") + escaped(cause) + QStringLiteral("</li>");
        return items.isEmpty()
            ? QString()
            : QStringLiteral("<div style=\"font-size:14px;color:#9aa7b4\">What usually is behind "
                             "it:<ul>")
                + items + QStringLiteral("</ul></div>");
    }

    QString card(const Letter &letter)
    {
        QString result = cell(heading(letter));
        for (const QString &part : { details(letter), button(letter), help(letter) }) {
            if (!part.isEmpty())
                result += cell(part);
        }
        return result;
    }
} // namespace

QString badgeColour(const Letter &letter)
{
    switch (letter.to) {
    case Domain::Status::Operational:
        return QStringLiteral("#3fb950");
    case Domain::Status::Degraded:
        return QStringLiteral("#e3b341");
    case Domain::Status::PartialOutage:
        return QStringLiteral("#f0883e");
    case Domain::Status::MajorOutage:
        return QStringLiteral("#ff7b72");
    case Domain::Status::Unknown:
        break;
    }
    return QStringLiteral("#9aa7b4");
}

QStringList likelyCauses(const Letter &letter)
{
    if (!letter.monitor || !letter.monitor->expectedEvery || isGoodNews(letter))
        return {};
    return { QStringLiteral("the job did not start: look at its scheduler"),
        QStringLiteral("the job failed, or still runs"),
        QStringLiteral("the computer that runs it is off, or cannot reach this server"),
        QStringLiteral("its ping address was changed") };
}

QString mailHtml(const Letter &letter)
{
    QString result = kFrame + card(letter);
    for (std::size_t i = 0; i < std::min(letter.parts.size(), kPartsShown); ++i)
        result += card(letter.parts[i]);
    if (letter.parts.size() > kPartsShown)
        result += cell(QStringLiteral("…and %1 more").arg(letter.parts.size() - kPartsShown));
    return result + kFooter;
}

} // namespace Wf::Notify
