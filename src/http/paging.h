// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/routes.h"

namespace Wf::Http {

/// Page parameters that lists share.
struct Paging {
    int limit = 50;
    std::optional<qint64> before;
    std::optional<ServiceId> service;
};
[[nodiscard]] Result<Paging> paging(const Request &request, NumberRange limits = { 1, 200, 50 });
/// Names of these parameters.
[[nodiscard]] QStringList pagingNames();

/// {"limit", "service_id_filter", "next_cursor"}
[[nodiscard]] QJsonObject pageMeta(const Paging &paging, const std::optional<qint64> &next);

/// The same for a page of entries, whose last one is the cursor when the page is full.
template <class Entry, class IdOf>
[[nodiscard]] QJsonObject pageMeta(const Paging &paging, const std::vector<Entry> &entries, IdOf idOf)
{
    const bool more = entries.size() == static_cast<size_t>(paging.limit);
    return pageMeta(paging, more ? std::optional<qint64>(idOf(entries.back())) : std::nullopt);
}

/// The number in a path; nothing when it is none.
[[nodiscard]] std::optional<qint64> pathId(const QString &text);

} // namespace Wf::Http
