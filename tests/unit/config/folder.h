// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/appconfig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace Wf {

inline QString exampleFolder()
{
    return qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/config");
}

/// One service that has nothing wrong; further lines can follow.
inline const char *const kGoodService = "services:\n"
                                        "  - id: a\n"
                                        "    display_name: A\n"
                                        "    category: other\n"
                                        "    poll_type: manual\n";

/// A configuration folder of a test.
class Folder {
public:
    Folder() { write("services.yaml", kGoodService); }

    void write(const char *name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    void remove(const char *name) { QFile::remove(m_folder.filePath(QString::fromLatin1(name))); }

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] auto load(
        const QHash<QString, QString> &environment = {}, const QHash<QString, QString> &commandLine = {}) const
    {
        return Config::load({ m_folder.path(), environment, commandLine });
    }

    /// Texts of all faults, without the folder's own path.
    [[nodiscard]] QStringList faults(const QHash<QString, QString> &environment = {}) const
    {
        QStringList texts;
        if (const auto config = load(environment); !config) {
            for (const Config::Fault &fault : config.error())
                texts.append(fault.text().remove(m_folder.path() + QLatin1Char('/')));
        }
        return texts;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace Wf
