// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/channelfolder.h"

#include "config/channelfile.h"
#include "config/channelkinds.h"
#include "config/yamlnode.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <map>

namespace Wf::Config {

namespace {
    using Definitions = std::map<QString, Domain::ChannelDefinition>;

    bool isKind(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(\A[a-z][a-z0-9_-]{0,63}\z)"));
        return shape.match(text).hasMatch();
    }

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

tl::expected<Domain::ChannelDefinition, std::vector<Fault>> readChannelFile(
    const QByteArray &yaml, const QString &path)
{
    Faults faults;
    Checker checker(path, faults);
    const QString kind = QFileInfo(path).completeBaseName();
    Domain::ChannelDefinition definition;
    if (!isKind(kind))
        faults.add({ path, 0, 0, QStringLiteral("the name of the file is no kind of channel"),
            QStringLiteral("write a-z, 0-9, '_' and '-', beginning with a letter, and '.yaml'") });
    if (yaml.size() > kLargestChannelFile)
        faults.add(
            { path, 0, 0, QStringLiteral("the file is larger than 256 KiB"), QStringLiteral("shorten it") });
    else if (const YamlPtr root = parseYaml(yaml, path, faults))
        definition = readChannelDefinition(*root, kind, checker);
    if (!faults.isEmpty())
        return tl::unexpected(faults.sorted());
    return definition;
}

tl::expected<Domain::ChannelDefinition, std::vector<Fault>> readChannelFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(
            std::vector<Fault> { { path, 0, 0, QStringLiteral("the file cannot be read: ") + file.errorString(),
                QStringLiteral("check its permissions") } });
    return readChannelFile(file.read(kLargestChannelFile + 1), path);
}

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
