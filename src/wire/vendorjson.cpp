// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/vendorjson.h"

namespace Wf::Wire {

QJsonObject vendor(const Domain::VendorMatch &match)
{
    const Domain::VendorEntry &entry = *match.entry;
    return { { QStringLiteral("id"), entry.id }, { QStringLiteral("name"), entry.name },
        { QStringLiteral("category"), entry.category }, { QStringLiteral("kind"), text(entry.kind) },
        { QStringLiteral("url"), address(entry.url) }, { QStringLiteral("page"), address(entry.page) },
        { QStringLiteral("components"), QJsonArray::fromStringList(entry.components) },
        { QStringLiteral("verified"), text(entry.verified) }, { QStringLiteral("note"), text(entry.note) },
        { QStringLiteral("match"), Domain::word(match.fit) } };
}

std::optional<VendorRead> vendorFrom(const QJsonObject &object)
{
    const auto fit = Domain::vendorFitFromWord(object.value(QStringLiteral("match")).toString());
    VendorRead read;
    Domain::VendorEntry &entry = read.entry;
    entry.id = object.value(QStringLiteral("id")).toString();
    entry.name = object.value(QStringLiteral("name")).toString();
    if (!fit || entry.id.isEmpty() || entry.name.isEmpty())
        return std::nullopt;
    read.fit = *fit;
    entry.category = object.value(QStringLiteral("category")).toString();
    entry.kind = object.value(QStringLiteral("kind")).toString();
    entry.url = QUrl(object.value(QStringLiteral("url")).toString(), QUrl::StrictMode);
    entry.page = QUrl(object.value(QStringLiteral("page")).toString(), QUrl::StrictMode);
    const QJsonArray components = object.value(QStringLiteral("components")).toArray();
    for (const auto &component : components)
        entry.components.append(component.toString());
    entry.verified = object.value(QStringLiteral("verified")).toString();
    entry.note = object.value(QStringLiteral("note")).toString();
    return read;
}

} // namespace Wf::Wire
