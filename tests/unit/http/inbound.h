// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "served.h"

#include "testkit/vectors.h"

/// What tests of calls from outside share.
namespace Wf::TestKit {

inline const QByteArray kWebhookSecret = "supersecretkey";
inline const QByteArray kSlackSecret = "test_signing_secret_abc";

inline Secret<QString> secret(const QByteArray &value)
{
    return Secret<QString>(QString::fromUtf8(value));
}

inline Http::HttpOptions openOptions()
{
    Http::HttpOptions options = testOptions();
    options.webhooksEnabled = true;
    options.webhookSecret = secret(kWebhookSecret);
    options.slackAckEnabled = true;
    options.slackSlashEnabled = true;
    options.slackSigningSecret = secret(kSlackSecret);
    return options;
}

inline QByteArray stamp(Seconds offset = {})
{
    const Instant at = sampleTime() + offset;
    return QByteArray::number(qint64(std::chrono::floor<Seconds>(at.time_since_epoch()).count()));
}

inline void addCases(const char *area)
{
    QTest::addColumn<QJsonObject>("given");
    QTest::addColumn<QJsonObject>("then");
    const QJsonArray cases = recordedCases();
    if (cases.isEmpty())
        QSKIP("The recorded cases are not here; set WF_SHARED to their folder.");
    for (const auto &each : cases) {
        if (each[u"area"].toString() == QLatin1String(area))
            QTest::newRow(qPrintable(each[u"name"].toString()))
                << each[u"given"].toObject() << each[u"then"].toObject();
    }
}

} // namespace Wf::TestKit
