// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QProcess>

/// DNS checks against dnsmasq, and against servers that misbehave.
class DnsCheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void records_data();
    void records();
    void expectedValues();
    void nobodyKnowsTheName();
    void failuresAreToldApart_data();
    void failuresAreToldApart();
    void silenceEndsAtTheDeadline();
    void nobodyListens();
    void garbageIsNoAnswer();
    void resolverMustBeAnAddress();
    void hostileMessages_data();
    void hostileMessages();

private:
    QProcess m_server;
    QString m_resolver;
};
