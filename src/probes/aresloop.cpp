// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/aresloop.h"

#include <QSocketNotifier>

#include <ares.h>

#include <algorithm>
#include <utility>

namespace Wf::Probes {

namespace {
    constexpr int kTries = 3;
    constexpr Millis kLongestTry { Seconds { 2 } };

    void drop(QSocketNotifier *&notifier)
    {
        if (!notifier)
            return;
        notifier->setEnabled(false);
        std::exchange(notifier, nullptr)->deleteLater(); // it may be the one that is calling us
    }
} // namespace

AresLoop::AresLoop()
{
    ares_library_init(ARES_LIB_INIT_ALL);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

AresLoop::~AresLoop()
{
    m_done = nullptr;
    if (m_channel)
        ares_destroy(m_channel); // tells take() that it is over
    for (Watched &each : m_watched) {
        drop(each.read);
        drop(each.write);
    }
    ares_library_cleanup();
}

bool AresLoop::open(const QString &servers, Millis patience)
{
    ares_options options {};
    // The answer as it is: "server failure" and "refused" are answers, not reasons to ask on.
    options.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
    options.timeout = static_cast<int>(std::clamp(patience / 4, Millis { 100 }, kLongestTry).count());
    options.tries = kTries;
    options.sock_state_cb = &AresLoop::watch;
    options.sock_state_cb_data = this;
    const int given = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
    if (ares_init_options(&m_channel, &options, given) != ARES_SUCCESS)
        return false;
    return servers.isEmpty()
        || ares_set_servers_ports_csv(m_channel, servers.toLatin1().constData()) == ARES_SUCCESS;
}

void AresLoop::ask(const QByteArray &name, int type, Done done)
{
    m_done = std::move(done);
    constexpr int kInternet = 1;
    ares_query(m_channel, name.constData(), kInternet, type, &AresLoop::take, this);
    rearm();
}

void AresLoop::watch(void *self, int socket, int readable, int writable)
{
    static_cast<AresLoop *>(self)->watchSocket(socket, readable != 0, writable != 0);
}

void AresLoop::watchSocket(int socket, bool readable, bool writable)
{
    Watched &watched = m_watched[socket];
    if (!readable)
        drop(watched.read);
    if (!writable)
        drop(watched.write);
    if (readable && !watched.read) {
        watched.read = new QSocketNotifier(socket, QSocketNotifier::Read, this);
        connect(watched.read, &QSocketNotifier::activated, this, [this, socket] { act(socket, ARES_SOCKET_BAD); });
    }
    if (writable && !watched.write) {
        watched.write = new QSocketNotifier(socket, QSocketNotifier::Write, this);
        connect(
            watched.write, &QSocketNotifier::activated, this, [this, socket] { act(ARES_SOCKET_BAD, socket); });
    }
    if (!readable && !writable)
        m_watched.remove(socket);
}

void AresLoop::take(void *self, int status, int, unsigned char *bytes, int length)
{
    auto *me = static_cast<AresLoop *>(self);
    if (!me->m_done)
        return;
    me->m_answer = std::make_unique<Answer>();
    me->m_answer->status = status;
    if (bytes && length > 0)
        me->m_answer->message = QByteArray(reinterpret_cast<const char *>(bytes), length);
    // c-ares must not be destroyed from within: the answer is told in a turn of its own.
    QMetaObject::invokeMethod(
        me,
        [me] {
            const Done done = std::exchange(me->m_done, nullptr);
            const auto answer = std::move(me->m_answer);
            if (done && answer)
                done(*answer);
        },
        Qt::QueuedConnection);
}

void AresLoop::act(int readable, int writable)
{
    ares_process_fd(m_channel, readable, writable);
    rearm();
}

void AresLoop::rearm()
{
    timeval longest { 1, 0 };
    timeval next {};
    const timeval *wait = ares_timeout(m_channel, &longest, &next);
    m_timer.start(Millis { wait->tv_sec * 1000 + wait->tv_usec / 1000 + 1 });
}

} // namespace Wf::Probes
