// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

struct ares_channeldata;
class QSocketNotifier;

namespace Wf::Probes {

/// One question to the DNS by c-ares' own sockets, moved from Qt's event loop. Destroying it gives up.
class AresLoop final : public QObject {
    Q_OBJECT

public:
    struct Answer {
        int status = 0; ///< ARES_…
        QByteArray message; ///< as it came over the line; may be empty
    };
    using Done = std::function<void(const Answer &)>;

    AresLoop();
    ~AresLoop() override;

    /// `servers` as "192.0.2.1:53,[2001:db8::1]:53"; empty = the system's. False: they cannot be read.
    [[nodiscard]] bool open(const QString &servers, Millis patience);
    /// `done` is called once, from the event loop.
    void ask(const QByteArray &name, int type, Done done);

private:
    struct Watched {
        QSocketNotifier *read = nullptr;
        QSocketNotifier *write = nullptr;
    };

    static void watch(void *self, int socket, int readable, int writable);
    static void take(void *self, int status, int timeouts, unsigned char *bytes, int length);
    void watchSocket(int socket, bool readable, bool writable);
    void act(int readable, int writable);
    void rearm();

    ares_channeldata *m_channel = nullptr;
    QHash<int, Watched> m_watched;
    QTimer m_timer;
    Done m_done;
    std::unique_ptr<Answer> m_answer; ///< come, not yet told
};

} // namespace Wf::Probes
