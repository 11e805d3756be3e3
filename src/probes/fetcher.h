// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/resilience.h"
#include "ports/snapshot.h"
#include "probes/fetchjob.h"
#include "probes/places.h"

#include <QPointer>

#include <tl/expected.hpp>

#include <map>

namespace Wf::Probes {

/// A page as last seen: fresh, or the held one after "not modified".
struct Page {
    QByteArray body;
    int httpStatus = 0;
    bool notModified = false;
    Millis latency { 0 };
    qint64 bytes = 0; ///< that came over the line this time, decompressed
    QUrl at {}; ///< where it came from, after redirects
    Millis freshFor { 0 }; ///< its owner says that asking earlier is of no use; 0: nothing said
};
using Fetched = tl::expected<Page, Problem>;

class Fetcher;

/// One question under way or waiting. Destroying it cancels the question: its answer is then never told.
class FetchTicket {
public:
    FetchTicket() = default;
    FetchTicket(Fetcher *fetcher, quint64 id);
    FetchTicket(FetchTicket &&other) noexcept;
    FetchTicket &operator=(FetchTicket &&other) noexcept;
    ~FetchTicket();

private:
    void cancel();

    QPointer<Fetcher> m_fetcher;
    quint64 m_id = 0;
};

/// Asks web addresses politely: a limited number at once per host and in all, first come first served; retries;
/// conditional requests; one circuit breaker a host around the whole of it; and silence towards a host for as long
/// as it asked for with Retry-After. Lives in the thread of its network access manager, which must outlive it.
class Fetcher final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Fetched)>;

    Fetcher(QNetworkAccessManager &network, const Clock &clock, FetchOptions options = {});
    ~Fetcher() override;

    /// `done` is called exactly once, from the event loop, unless the ticket is destroyed before. The deadline of
    /// the request runs from when it gets a place.
    [[nodiscard]] FetchTicket fetch(FetchRequest request, Done done);
    /// Drops what is held of an address: its next request is unconditional. For bodies that could not be read.
    void forget(const QUrl &url);
    /// Closes every breaker: the failures of late were ours. A host's Retry-After is still honoured.
    void forgive();
    /// Breakers that ever moved.
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const;
    [[nodiscard]] int running() const { return m_places.running(); }
    [[nodiscard]] int waiting() const { return m_places.waiting(); }

private:
    friend class FetchTicket;

    struct Host {
        Domain::Breaker breaker;
        bool moved = false; ///< the breaker was ever not closed
        Instant notBefore {}; ///< the host asked not to be asked until then
        Problem last {}; ///< the last failure
    };
    struct Entry {
        FetchRequest request;
        Done done;
        std::unique_ptr<FetchJob> job;
        QString host;
    };

    [[nodiscard]] Host &host(const QString &name);
    void forgetIdleHosts();
    void cancel(quint64 id);
    void begin(quint64 id);
    [[nodiscard]] std::optional<Problem> refusal(Host &host, const FetchRequest &request) const;
    void finish(quint64 id, tl::expected<Response, FailedFetch> result);
    void judge(Host &host, const tl::expected<Response, FailedFetch> &result);
    [[nodiscard]] Fetched pageOf(const FetchRequest &request, tl::expected<Response, FailedFetch> result);
    void answerLater(quint64 id, Problem problem);

    QNetworkAccessManager &m_network;
    const Clock &m_clock;
    const FetchOptions m_options;
    BodyCache m_cache;
    std::map<QString, Host> m_hosts;
    std::map<quint64, Entry> m_entries;
    Places m_places;
    quint64 m_lastId = 0;
};

} // namespace Wf::Probes
