// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "folder.h"

#include "domain/checkspec.h"
#include "domain/heartbeat.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Wf {

inline const QString kUuid = QStringLiteral("0b4f8f0e-6a0a-4b8e-9a3c-1d2e3f405162");

/// What the tests' monitors may refer to.
inline QHash<QString, QString> monitorEnvironment()
{
    return { { QStringLiteral("ALLOW_COMMAND_CHECKS"), QStringLiteral("true") },
        { QStringLiteral("TOKEN"), QStringLiteral("open sesame") },
        { QStringLiteral("HEALTH_URL"), QStringLiteral("https://login.example.com/secret/path?k=1") },
        { QStringLiteral("PING_UUID"), kUuid.toUpper() } };
}

/// services.yaml with one service 'a' whose monitors are these, in flow style.
inline QByteArray monitorsFile(const QByteArray &monitors)
{
    return "services:\n  - {id: a, display_name: A, category: other, monitors: [\n" + monitors + "]}\n";
}

/// The monitors of such a file; the test fails when it has faults.
inline std::vector<Domain::MonitorSpec> monitorsOf(const QByteArray &monitors, QStringList *warnings = nullptr)
{
    Folder folder;
    folder.write("services.yaml", monitorsFile(monitors));
    auto config = folder.load(monitorEnvironment());
    if (!config) {
        QTest::qFail(qPrintable(folder.faults(monitorEnvironment()).join(QLatin1Char('\n'))), __FILE__, __LINE__);
        return std::vector<Domain::MonitorSpec>(20);
    }
    if (warnings)
        *warnings = config->warnings;
    return config->catalogue->services.front().monitors;
}

/// One active check of the given target; a default one after a fault.
template <class Target> Target checkOf(const QByteArray &monitor)
{
    const Domain::MonitorSpec spec = monitorsOf(monitor).front();
    if (!spec.check || !std::holds_alternative<Target>(spec.check->target)) {
        QTest::qFail("this is another kind of check", __FILE__, __LINE__);
        return {};
    }
    return std::get<Target>(spec.check->target);
}

/// The faults of such a file, "LINE:COLUMN: …" with line 1 for the first of `monitors`.
inline QStringList monitorFaults(const QByteArray &monitors, QHash<QString, QString> environment)
{
    Folder folder;
    folder.write("services.yaml", monitorsFile(monitors));
    QStringList texts;
    if (const auto config = folder.load(environment); !config) {
        for (const Config::Fault &fault : config.error()) {
            Config::Fault here = fault;
            here.line -= 2;
            texts.append(here.text()
                             .section(QStringLiteral("services.yaml:"), 1)
                             .remove(QStringLiteral("services[0] 'a': ")));
        }
    }
    return texts;
}

} // namespace Wf
