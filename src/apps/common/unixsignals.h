// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QSocketNotifier;

namespace Wf::Apps {

/// SIGTERM, SIGINT and SIGHUP as Qt signals, delivered in the event loop.
class UnixSignals final : public QObject {
    Q_OBJECT

public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

Q_SIGNALS:
    void terminated();
    void hungUp();

private:
    void readSignal();

    QSocketNotifier *m_notifier = nullptr;
};

} // namespace Wf::Apps
