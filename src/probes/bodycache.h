// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QUrl>

#include <list>

namespace Wf::Probes {

/// What came with a body, sent back verbatim to ask whether it still holds.
struct Validators {
    QByteArray etag; ///< with its W/ prefix, if any
    QByteArray lastModified;

    [[nodiscard]] bool isEmpty() const { return etag.isEmpty() && lastModified.isEmpty(); }
    bool operator==(const Validators &) const = default;
};

/// The last good body of each address, so that "not modified" can be read again. The least recently used go first.
class BodyCache {
public:
    explicit BodyCache(qint64 limit)
        : m_limit(limit)
    {
    }

    struct Entry {
        QUrl url;
        Validators validators;
        QByteArray body;
    };
    /// Null when nothing is held; the entry becomes the most recently used. Valid until the next change.
    [[nodiscard]] const Entry *find(const QUrl &url);
    /// Replaces what is held. A body without validators, or one over the limit, is not kept.
    void put(Entry entry);
    void remove(const QUrl &url);
    [[nodiscard]] qint64 bytes() const { return m_bytes; }

private:
    qint64 m_limit;
    qint64 m_bytes = 0;
    std::list<Entry> m_entries; ///< most recently used first
    QHash<QUrl, std::list<Entry>::iterator> m_index;
};

} // namespace Wf::Probes
