// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/channelfolder.h"

#include "config/channelfile.h"
#include "config/channelkinds.h"

#include <QDir>

#include <map>

namespace Wf::Config {

namespace {
    using Definitions = std::map<QString, Domain::ChannelDefinition>;

    QStringList filesOf(const QString &folder, Faults &faults)
    {
        if (folder.isEmpty())
            return {};
        const QDir dir(folder);
        const QStringList names =
            dir.entryList({ QStringLiteral("*.yaml") }, QDir::Files | QDir::Readable, QDir::Name);
        if (names.size() > kMostChannelFiles)
            faults.add({ folder, 0, 0, QStringLiteral("the folder holds %1 channels").arg(names.size()),
                QStringLiteral("at most %1").arg(kMostChannelFiles) });
        QStringList paths;
        for (const QString &name : names.mid(0, kMostChannelFiles))
            paths.append(dir.filePath(name));
        return paths;
    }

    void readOne(const QString &path, Definitions &definitions, Faults &faults)
    {
        auto definition = readChannelFile(path);
        if (!definition) {
            for (Fault &fault : definition.error())
                faults.add(std::move(fault));
            return;
        }
        const QString kind = definition->kind;
        if (findChannelKind(kind, {}))
            faults.add({ path, 0, 0, QStringLiteral("the kind '%1' is built in").arg(kind),
                QStringLiteral("give the file another name") });
        else
            definitions.insert_or_assign(kind, std::move(*definition));
    }
} // namespace

ChannelFolder readChannelFolders(const QStringList &folders, Faults &faults)
{
    ChannelFolder result;
    Definitions definitions;
    for (const QString &folder : folders) {
        for (const QString &path : filesOf(folder, faults)) {
            result.files.append(path);
            readOne(path, definitions, faults);
        }
    }
    for (auto &[kind, definition] : definitions)
        result.definitions.push_back(std::move(definition));
    return result;
}

} // namespace Wf::Config
