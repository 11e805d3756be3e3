// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "testkit/goldens.h"

#include "testkit/vectors.h"
#include "vendors/registry.h"

#include <QFileInfo>

using namespace Wf;

namespace {

QString fixtures()
{
    return TestKit::sharedFolder() + QStringLiteral("/fixtures/");
}

QString expectedFolder(const QString &folder)
{
    return qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/tests/data/") + folder
        + QStringLiteral("/expected/");
}

} // namespace

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList fixtureFolders()
{
    return QDir(fixtures()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

QStringList payloadsIn(const QString &folder)
{
    return QDir(fixtures() + folder).entryList(QDir::Files, QDir::Name);
}

bool hasGoldens(const QString &folder)
{
    return !QDir(expectedFolder(folder)).entryList({ QStringLiteral("*.json") }, QDir::Files).isEmpty();
}

Golden goldenOf(const QString &folder, const QString &payload)
{
    const QString stem = QFileInfo(payload).completeBaseName();
    const auto document =
        QJsonDocument::fromJson(contentsOf(expectedFolder(folder) + stem + QStringLiteral(".json"))).object();
    return { folder + u'/' + stem, fixtures() + folder + u'/' + payload, document.value(u"dialect").toString(),
        document.value(u"cases").toArray() };
}

std::vector<Golden> allGoldens()
{
    std::vector<Golden> all;
    for (const QString &folder : fixtureFolders()) {
        for (const QString &payload : payloadsIn(folder)) {
            if (auto golden = goldenOf(folder, payload); !golden.cases.isEmpty())
                all.push_back(std::move(golden));
        }
    }
    return all;
}

Domain::Observation readAs(const Golden &golden, const QByteArray &body, const QJsonObject &expected)
{
    const auto *dialect = Vendors::findDialect(golden.dialect);
    if (!dialect) {
        return Domain::failedObservation({}, {}, Domain::Failure::Internal, QStringLiteral("no such dialect"),
            QStringLiteral("%1 names the unknown dialect \"%2\"").arg(golden.label, golden.dialect));
    }
    return Vendors::parse(*dialect,
        { body, expected.value(u"components").toVariant().toStringList(),
            parseTimestamp(expected.value(u"now").toString()).value_or(Instant {}) });
}
