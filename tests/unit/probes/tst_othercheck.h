// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// TCP, ping, WebSocket, command and domain checks.
class OtherCheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tcpConnects();
    void tcpConverses();
    void tcpEndsAtTheDeadline();
    void tcpNobodyThere();
    void pingsTheLoopback_data();
    void pingsTheLoopback();
    void pingWithoutAnswer();
    void webSocketOpensAndConverses();
    void webSocketIsRefused();
    void webSocketMessagesAreBounded();
    void webSocketEndsAtTheDeadline();
    void commandsNeedLeave();
    void commandExitStatus_data();
    void commandExitStatus();
    void commandOutputIsBounded();
    void commandHasNoSecrets();
    void commandGroupEndsWithIt();
    void commandThatIsNotThere();
    void domainByRdap();
    void domainByWhois();
    void domainUnknown();
    void registriesAreRemembered();
    void readsWhois_data();
    void readsWhois();
};
