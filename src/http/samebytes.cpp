// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/samebytes.h"

#include <QMessageAuthenticationCode>

namespace Wf::Http {

bool sameBytes(const QByteArray &a, const QByteArray &b)
{
    // Digests have one length, and every byte is looked at.
    const auto digest = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    };
    const QByteArray expected = digest(a);
    const QByteArray actual = digest(b);
    int difference = 0;
    for (qsizetype i = 0; i < expected.size(); ++i)
        difference |= expected[i] ^ actual[i];
    return difference == 0;
}

QByteArray hmacHex(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256).toHex();
}

} // namespace Wf::Http
