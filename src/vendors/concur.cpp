// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/concur.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/plaintext.h"
#include "vendors/textdecoding.h"

namespace Wf::Vendors::Concur {

namespace {

    /// In English where it is told in English, else in the first language.
    QString sentenceOf(const JsonObject &texts)
    {
        const JsonValue english = texts.value(QLatin1String("en"));
        const JsonValue text = english.isString() || texts.isEmpty() ? english : *texts.begin();
        return oneLine(textOfHtml(text.toString(), kNameLength), kNameLength);
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake(QLatin1String("SAP Concur"));
    const JsonObject root = intake.body(input);
    const JsonObject data = intake.object(root, QLatin1String("data"));
    if (root.value(QLatin1String("success")).isFalse())
        intake.spoilAsForeign(QStringLiteral("the page says that it failed"));
    Page page;
    page.name = QStringLiteral("SAP Concur");
    if (intake.flag(data, QLatin1String("display"))) {
        ScopedIncident found;
        found.incident.title = sentenceOf(intake.object(data, QLatin1String("text")));
        found.incident.impact = Domain::Status::Degraded;
        addIncident(page, std::move(found));
    }
    raiseForIncidents(page);
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Concur
