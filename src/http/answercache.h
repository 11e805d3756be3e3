// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/reply.h"
#include "ports/snapshot.h"

#include <functional>

namespace Wf::Http {

/// Answers that follow from the snapshot alone are made once a snapshot, not once a request. One entry a route.
class AnswerCache {
public:
    using Make = std::function<QJsonObject(const Ports::Snapshot &)>;

    [[nodiscard]] Reply get(const QByteArray &key, const Ports::SnapshotPtr &world, const Make &make,
        const QJsonValue &meta = QJsonValue::Null);

private:
    struct Entry {
        Ports::SnapshotPtr world;
        Reply reply;
    };
    QHash<QByteArray, Entry> m_entries;
};

} // namespace Wf::Http
