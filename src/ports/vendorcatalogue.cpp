// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "ports/vendorcatalogue.h"

#include <QJsonArray>

namespace Wf::Ports {

QJsonObject definitionOf(const Domain::VendorEntry &vendor, Domain::Tier tier, const QStringList &dependsOn)
{
    QJsonObject definition { { QStringLiteral("service"), vendor.id },
        { QStringLiteral("display_name"), vendor.name }, { QStringLiteral("category"), vendor.category },
        { QStringLiteral("tier"), Domain::word(tier) }, { QStringLiteral("kind"), vendor.kind },
        { QStringLiteral("url"), vendor.url.toString(QUrl::FullyEncoded) } };
    if (!vendor.page.isEmpty())
        definition.insert(QStringLiteral("status_page_url"), vendor.page.toString(QUrl::FullyEncoded));
    if (!vendor.components.isEmpty())
        definition.insert(QStringLiteral("components"), QJsonArray::fromStringList(vendor.components));
    if (!dependsOn.isEmpty())
        definition.insert(QStringLiteral("depends_on"), QJsonArray::fromStringList(dependsOn));
    return definition;
}

} // namespace Wf::Ports
