// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/fileimporter.h"

#include "apps/common/kumadatabase.h"
#include "apps/common/pool.h"
#include "config/definitions.h"
#include "config/importing.h"
#include "ports/definitions.h"

#include <QFile>

namespace Wf::Apps {

namespace {
    /// As the server will read it: a service of its own with this one monitor.
    Result<Domain::MonitorSpec> specOf(const QJsonObject &definition)
    {
        QJsonObject monitor = definition;
        const QJsonValue tags = monitor.take(QStringLiteral("tags"));
        QJsonObject service { { QStringLiteral("id"), QStringLiteral("import") },
            { QStringLiteral("monitors"), QJsonArray { monitor } } };
        if (!tags.isUndefined())
            service.insert(QStringLiteral("tags"), tags);
        return Config::readDefinition(service, {}).map([](const Domain::Service &read) {
            return read.monitors.front();
        });
    }

    Result<Domain::Import> readFormat(const QString &name)
    {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::Io, QStringLiteral("%1 cannot be read: %2").arg(name, file.errorString()));
        if (file.peek(15) == "SQLite format 3") {
            file.close();
            return readKumaDatabase(name).map(Config::importKuma).map_error([&name](const QString &why) {
                return Error { ErrorCode::Invalid, QStringLiteral("%1 %2").arg(name, why) };
            });
        }
        return Config::importText(file.read(Config::kLargestImport + 1)).map_error([&name](const Error &error) {
            return Error { error.code, QStringLiteral("%1 is %2").arg(name, error.detail) };
        });
    }
} // namespace

Result<Domain::Import> FileImporter::readNow(const QString &file)
{
    Result<Domain::Import> import = readFormat(file);
    if (!import)
        return import;
    for (Domain::Imported &each : import->monitors) {
        Result<Domain::MonitorSpec> spec = specOf(each.definition);
        if (spec)
            each.spec = std::move(*spec);
        else
            each.refusal = Ports::withoutPosition(spec.error().detail);
    }
    return import;
}

QFuture<Result<Domain::Import>> FileImporter::read(const QString &file) const
{
    return inPool<Result<Domain::Import>>([file] { return readNow(file); });
}

} // namespace Wf::Apps
