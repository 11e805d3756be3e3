// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/bodycache.h"

namespace Wf::Probes {

const BodyCache::Entry *BodyCache::find(const QUrl &url)
{
    const auto found = m_index.constFind(url);
    if (found == m_index.constEnd())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, *found);
    return &m_entries.front();
}

void BodyCache::put(Entry entry)
{
    remove(entry.url);
    if (entry.validators.isEmpty() || entry.body.size() > m_limit)
        return;
    // What was read in pieces has far more room than text, and that room would be held as long as the text.
    entry.body.squeeze();
    m_bytes += entry.body.size();
    m_entries.push_front(std::move(entry));
    m_index.insert(m_entries.front().url, m_entries.begin());
    while (m_bytes > m_limit)
        remove(QUrl(m_entries.back().url));
}

void BodyCache::remove(const QUrl &url)
{
    const auto found = m_index.constFind(url);
    if (found == m_index.constEnd())
        return;
    const auto entry = *found;
    m_index.erase(found);
    m_bytes -= entry->body.size();
    m_entries.erase(entry);
}

} // namespace Wf::Probes
