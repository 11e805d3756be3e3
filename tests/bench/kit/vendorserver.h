// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/kit/company.h"

#include <QHash>
#include <QThread>

#include <atomic>
#include <memory>

namespace Wf::Bench {

/// Whether pages have ETags, so that what is as before need not be sent again.
enum class Validators : quint8 { Sent, None };

/// Status pages on several loopback addresses, served by a thread of their own: one page a service. Every
/// twentieth request for a page finds it changed.
class VendorServer final {
public:
    explicit VendorServer(int pages, Validators validators = Validators::Sent);
    ~VendorServer();

    [[nodiscard]] const Sites &sites() const { return m_sites; }
    struct Served {
        qint64 requests = 0;
        qint64 notModified = 0;
        qint64 bytes = 0; ///< of bodies
    };
    [[nodiscard]] Served served() const { return { m_requests, m_notModified, m_bytes }; }

private:
    class Listener;
    friend class Listener;

    const Validators m_validators;
    QThread m_thread;
    QObject m_inThread;
    std::vector<std::unique_ptr<Listener>> m_listeners; ///< touched in m_thread only
    Sites m_sites;
    std::atomic<qint64> m_requests { 0 };
    std::atomic<qint64> m_notModified { 0 };
    std::atomic<qint64> m_bytes { 0 };
};

} // namespace Wf::Bench
