// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/answercache.h"

namespace Wf::Http {

Reply AnswerCache::get(
    const QByteArray &key, const Ports::SnapshotPtr &world, const Make &make, const QJsonValue &meta)
{
    Entry &entry = m_entries[key];
    if (entry.world != world)
        entry = { world, success(make(*world), meta) };
    return entry.reply;
}

} // namespace Wf::Http
