// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/certificates.h"

#include <QObject>

/// Certificates: what they say, and what is wrong with them, in every kind of check that sees one.
class TlsCheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void goodCertificate();
    void expiringSoonDegrades();
    void faults_data();
    void faults();
    void insecureIsAChoice();
    void nothingIsSentToTheUntrusted();
    void newestProtocolOnly();
    void startTls_data();
    void startTls();
    void startTlsRefused();
    void mailServer();
    void secureWebSocket();
    void plainServerIsNoTlsServer();

private:
    Wf::TestKit::Certificates m_made;
};
