// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// A page changes: who is told, where, how often, in which words.
class AlertingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outageRecoveryAndOutageAgain();
    void overrideGoesToItsOwnWebhook();
    void escalationIsToldAgain();
    void informationalIsOnlyRecorded();
    void maintenanceIsSilent();
    void upstreamSpeaksForItsDependents();
    void stormIsOneMessage();
};

/// What cannot be seen is never green.
class BlindTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stoppedVendorMakesBlind();
    void allHostsGoneIsOneNotice();
    void blindnessOutlivesARestart();
};

/// A webhook that refuses, stumbles, closes and is gone.
class DeliveryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stumblingWebhookGetsEachOnceInOrder();
    void goneWebhookIsVisible();
    void undeliveredGoesOutAfterARestart();
    void restartRepeatsNothing();
};

} // namespace Wf
