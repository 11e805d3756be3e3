// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace Wf::Probes {

/// Moves libcurl's transfers from the event loop of the thread that it lives in. Every transfer gets a connection
/// of its own, so that its phases are those of a stranger who comes for the first time.
class CurlLoop final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(CURLcode)>;

    CurlLoop();
    ~CurlLoop() override;

    /// `done` is called exactly once, from the event loop, unless the handle is removed before. The handle stays
    /// the caller's, who removes it before cleaning it up.
    void add(CURL *easy, Done done);
    /// Gives the transfer up; a handle that is not here is nobody.
    void remove(CURL *easy);
    [[nodiscard]] int running() const { return static_cast<int>(m_transfers.size()); }

private:
    struct Watched {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    static int watch(CURL *easy, curl_socket_t socket, int what, void *self, void *);
    static int setTimer(CURLM *multi, long millis, void *self);
    void watchSocket(curl_socket_t socket, int what);
    void act(curl_socket_t socket, int events);
    void collect();

    CURLM *m_multi;
    QTimer m_timer;
    QHash<curl_socket_t, Watched> m_watched;
    QHash<CURL *, Done> m_transfers;
};

} // namespace Wf::Probes
