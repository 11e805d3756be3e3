// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QUrl>

#include <vector>

namespace Wf::Vendors {

/// Where the pages of the vendors that everybody knows have their data, by host; nothing for all others.
[[nodiscard]] std::vector<QUrl> placesOfVendor(const QUrl &page);
/// Where a platform that is told by the host's name alone has its data.
[[nodiscard]] std::vector<QUrl> placesOfHost(const QUrl &page);
/// Where a page has its data by what its HTML says of itself: marks of the platforms, links to feeds. A guess
/// only; what stands there has to be read by a dialect.
[[nodiscard]] std::vector<QUrl> placesNamedIn(const QByteArray &html, const QUrl &page);
/// Whether an address is that of a document rather than of a page for people.
[[nodiscard]] bool looksLikeDocument(const QUrl &url);
/// The same host with another path.
[[nodiscard]] QUrl sibling(const QUrl &page, const QString &path);

/// "incident.io", "Atlassian Statuspage": how people call the platform of a dialect.
[[nodiscard]] QString platformName(QStringView kind);

} // namespace Wf::Vendors
