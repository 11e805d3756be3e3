// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/unixsignals.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>

#include <sys/socket.h>
#include <unistd.h>

namespace Wf::Apps {

namespace {
    // A signal handler can reach nothing but globals; it writes the signal's number into this pair of sockets.
    std::array<int, 2> g_sockets { -1, -1 };

    extern "C" void writeSignal(int number)
    {
        const int before = errno; // of whatever was interrupted
        const char byte = static_cast<char>(number);
        if (::write(g_sockets[0], &byte, 1) < 0) {
            // full of signals already: one more says nothing new
        }
        errno = before;
    }

    void handle(int number)
    {
        struct sigaction action { };
        action.sa_handler = writeSignal;
        sigemptyset(&action.sa_mask);
        action.sa_flags = SA_RESTART;
        ::sigaction(number, &action, nullptr);
    }
} // namespace

UnixSignals::UnixSignals(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, g_sockets.data()) != 0)
        return;
    m_notifier = new QSocketNotifier(g_sockets[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &UnixSignals::readSignal);
    handle(SIGTERM);
    handle(SIGINT);
    handle(SIGHUP);
    std::signal(SIGPIPE, SIG_IGN);
}

UnixSignals::~UnixSignals()
{
    for (const int number : { SIGTERM, SIGINT, SIGHUP })
        std::signal(number, SIG_DFL);
    ::close(g_sockets[0]);
    ::close(g_sockets[1]);
}

void UnixSignals::readSignal()
{
    char number = 0;
    if (::read(g_sockets[1], &number, 1) != 1)
        return;
    if (number == SIGHUP)
        Q_EMIT hungUp();
    else
        Q_EMIT terminated();
}

} // namespace Wf::Apps
