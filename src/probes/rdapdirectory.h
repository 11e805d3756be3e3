// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "probes/checkoptions.h"
#include "probes/httptransfer.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

namespace Wf::Probes {

/// Which registry answers for which top-level domain: IANA's list (RFC 9224), fetched when it is first needed and
/// kept for a day. A list that cannot be had is asked for again after a minute; until then everyone falls back.
class RdapDirectory final : public QObject {
    Q_OBJECT

public:
    RdapDirectory(CurlLoop &loop, const Clock &clock, const CheckOptions &options);

    /// Calls `done` once the list is there or cannot be had: at once when it is held. `asker` gone is not called.
    void whenReady(QObject *asker, std::function<void()> done);
    /// The registry's address, ending in a slash; empty when the list names none for this top-level domain.
    [[nodiscard]] QUrl serverFor(const QString &topLevel) const;

Q_SIGNALS:
    void settled();

private:
    void fetch();
    void read(const QByteArray &json);

    CurlLoop &m_loop;
    const Clock &m_clock;
    const CheckOptions &m_options;
    std::unique_ptr<HttpTransfer> m_transfer;
    QTimer m_deadline;
    QHash<QString, QUrl> m_servers;
    std::optional<Instant> m_goodUntil;
    bool m_fetching = false;
};

} // namespace Wf::Probes
