// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "http/access.h"
#include "http/answercache.h"
#include "http/traffic.h"
#include "ports/session.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <variant>

namespace Wf::Http {

/// Now, or when the engine has answered.
using Answer = std::variant<Reply, QFuture<Reply>>;

struct Call {
    const Request &request; ///< only during the call
    QStringList arguments; ///< what stood for {…} in the pattern, decoded
};

constexpr char kAnyMethod[] = "*";

/// One line of the API.
struct Route {
    QByteArray method; ///< GET stands for HEAD too; kAnyMethod for whatever comes
    QByteArray pattern; ///< "/api/services/{id}"
    Permission permission = Permission::Read;
    QString summary; ///< for the API's own description
    QStringList query {}; ///< names of the query parameters
    std::function<Answer(const Call &)> handler {};
};

/// What the handlers work with. Lives as long as the table.
struct Backend {
    Ports::Session &session;
    const Clock &clock;
    const HttpOptions &options;
    QObject *context; ///< continuations run in its thread and die with it
    const Traffic &traffic;
    AnswerCache cache {};
    QThreadPool pool {}; ///< for what would hold up all others; waits for it at the end
};

/// The whole API: finds the line of a request, asks for permission, calls.
class RouteTable {
public:
    RouteTable(Backend &backend, const Access &access);

    struct Answered {
        Answer answer;
        QByteArray endpoint; ///< pattern of the path, or Traffic::kUnknown
    };
    [[nodiscard]] Answered answer(const Request &request) const;
    /// Failures of every line are counted from zero.
    void announce(Traffic &traffic) const;
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    struct Match {
        const Route *route = nullptr;
        QStringList arguments;
        QByteArray pattern = Traffic::kUnknown;
        QByteArrayList allowed; ///< methods of every line that has this path
    };
    [[nodiscard]] Match find(const Request &request) const;
    [[nodiscard]] Answer answer(const Request &request, const Match &match) const;

    const Access &m_access;
    std::vector<Route> m_routes;
};

/// The parts of the table. First match wins: fixed paths stand before patterns.
void addSnapshotRoutes(std::vector<Route> &routes, Backend &backend);
void addReadRoutes(std::vector<Route> &routes, Backend &backend);
void addCatalogRoutes(std::vector<Route> &routes, Backend &backend);
void addAdminRoutes(std::vector<Route> &routes, Backend &backend);
void addMonitorRoutes(std::vector<Route> &routes, Backend &backend);
void addResultRoutes(std::vector<Route> &routes, Backend &backend);
void addVendorRoutes(std::vector<Route> &routes, Backend &backend);
void addPingRoutes(std::vector<Route> &routes, Backend &backend);
void addIncidentRoutes(std::vector<Route> &routes, Backend &backend);
void addSilenceRoutes(std::vector<Route> &routes, Backend &backend);
void addAlertRoutes(std::vector<Route> &routes, Backend &backend);
void addWebhookRoutes(std::vector<Route> &routes, Backend &backend);
void addSlackRoutes(std::vector<Route> &routes, Backend &backend);

/// What the protocol of pings says to an address that is none, such as a slug with a slash behind it.
[[nodiscard]] Reply noSuchPing();

/// The value of a query parameter; nothing when absent.
[[nodiscard]] std::optional<QString> queryText(const Request &request, const QString &name);
/// A whole number, clamped; absent gives `fallback`, anything else is an error that names the parameter.
struct NumberRange {
    int least;
    int most;
    int fallback;
};
[[nodiscard]] Result<int> queryNumber(const Request &request, const QString &name, NumberRange range);
/// A cursor as `next_cursor` gave it: the id that the next page is older than.
[[nodiscard]] Result<std::optional<qint64>> queryCursor(const Request &request);

/// A point in time, or nothing when it is absent; Invalid names the parameter.
[[nodiscard]] Result<std::optional<Instant>> queryTime(const Request &request, const QString &name);

/// [from, to): `to` is now unless it is said, `from` is `usual` before it; Invalid names the parameter.
struct TimeRange {
    Instant from {};
    Instant to {};
};
[[nodiscard]] Result<TimeRange> queryRange(const Backend &backend, const Request &request, Millis usual);

/// The answer while nobody is there to give a better one.
[[nodiscard]] Reply shuttingDown();

/// Turns what a future brings into a reply, in the backend's thread. A watcher, not a continuation: one whose
/// context died first is fatal in Qt 6.4, while a watcher just dies with it.
template <class T, class Make>
[[nodiscard]] QFuture<Reply> replyWhen(Backend &backend, const QFuture<T> &future, Make make)
{
    auto *watcher = new QFutureWatcher<T>(backend.context);
    auto promise = std::make_shared<QPromise<Reply>>();
    promise->start();
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, backend.context, [watcher, promise, make = std::move(make)] {
            const QFuture<T> done = watcher->future();
            promise->addResult(done.resultCount() > 0 ? make(done.result()) : shuttingDown());
            promise->finish();
            watcher->deleteLater();
        });
    watcher->setFuture(future);
    return promise->future();
}

/// The same for an answer of the engine: an error becomes its status.
template <class T, class Make>
[[nodiscard]] QFuture<Reply> whenAnswered(Backend &backend, const QFuture<Result<T>> &future, Make make)
{
    return replyWhen(backend, future, [make = std::move(make)](const Result<T> &result) {
        return result ? make(*result) : errorReply(Wire::fault(result.error()));
    });
}

} // namespace Wf::Http
