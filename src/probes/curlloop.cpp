// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/curlloop.h"

#include <QPointer>
#include <QSocketNotifier>

#include <utility>
#include <vector>

namespace Wf::Probes {

namespace {
    /// libcurl counts; every loop takes part once.
    CURLM *openMulti()
    {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        return curl_multi_init();
    }

    void drop(QSocketNotifier *&notifier)
    {
        if (!notifier)
            return;
        notifier->setEnabled(false);
        std::exchange(notifier, nullptr)->deleteLater(); // it may be the one that is calling us
    }
} // namespace

CurlLoop::CurlLoop()
    : m_multi(openMulti())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::watch);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::setTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
}

CurlLoop::~CurlLoop()
{
    for (CURL *easy : m_transfers.keys())
        remove(easy);
    curl_multi_cleanup(m_multi);
    for (Watched &each : m_watched) {
        drop(each.read);
        drop(each.write);
    }
    curl_global_cleanup();
}

void CurlLoop::add(CURL *easy, Done done)
{
    m_transfers.insert(easy, std::move(done));
    curl_multi_add_handle(m_multi, easy); // sets the timer: nothing happens from within
}

void CurlLoop::remove(CURL *easy)
{
    if (m_transfers.remove(easy) > 0)
        curl_multi_remove_handle(m_multi, easy);
}

int CurlLoop::watch(CURL *, curl_socket_t socket, int what, void *self, void *)
{
    static_cast<CurlLoop *>(self)->watchSocket(socket, what);
    return 0;
}

int CurlLoop::setTimer(CURLM *, long millis, void *self)
{
    QTimer &timer = static_cast<CurlLoop *>(self)->m_timer;
    if (millis < 0)
        timer.stop();
    else
        timer.start(std::chrono::milliseconds { millis });
    return 0;
}

void CurlLoop::watchSocket(curl_socket_t socket, int what)
{
    Watched &watched = m_watched[socket];
    const auto keep = [&](QSocketNotifier *&notifier, bool wanted, QSocketNotifier::Type type, int event) {
        if (!wanted)
            return drop(notifier);
        if (notifier)
            return;
        notifier = new QSocketNotifier(static_cast<qintptr>(socket), type, this);
        connect(notifier, &QSocketNotifier::activated, this, [this, socket, event] { act(socket, event); });
    };
    const bool gone = what == CURL_POLL_REMOVE;
    keep(watched.read, !gone && (what & CURL_POLL_IN) != 0, QSocketNotifier::Read, CURL_CSELECT_IN);
    keep(watched.write, !gone && (what & CURL_POLL_OUT) != 0, QSocketNotifier::Write, CURL_CSELECT_OUT);
    if (gone)
        m_watched.remove(socket);
}

void CurlLoop::act(curl_socket_t socket, int events)
{
    int running = 0;
    curl_multi_socket_action(m_multi, socket, events, &running);
    collect();
}

void CurlLoop::collect()
{
    std::vector<std::pair<CURL *, CURLcode>> ended;
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg == CURLMSG_DONE)
            ended.emplace_back(message->easy_handle, message->data.result);
    }
    const QPointer<CurlLoop> self(this);
    for (const auto &[easy, code] : ended) {
        if (!self)
            return; // whom we told has destroyed us
        const Done done = m_transfers.take(easy);
        if (!done)
            continue; // removed by one who was told before
        curl_multi_remove_handle(m_multi, easy);
        done(code);
    }
}

} // namespace Wf::Probes
