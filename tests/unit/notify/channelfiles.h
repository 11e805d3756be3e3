// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/channelfile.h"
#include "samples.h"

#include <QDir>
#include <QRegularExpression>

namespace Wf::Samples {

inline QString channelFolder()
{
    return qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/config/channels");
}

inline QStringList channelKinds()
{
    QStringList kinds;
    for (const QFileInfo &file : QDir(channelFolder()).entryInfoList({ QStringLiteral("*.yaml") }, QDir::Files))
        kinds.append(file.completeBaseName());
    return kinds;
}

inline Result<Domain::ChannelDefinition> readDefinition(const QString &kind)
{
    const auto read = Config::readChannelFile(channelFolder() + QLatin1Char('/') + kind + QStringLiteral(".yaml"));
    if (read)
        return *read;
    QStringList faults;
    for (const Config::Fault &fault : read.error())
        faults.append(fault.text());
    return failure(ErrorCode::Invalid, faults.join(QLatin1Char('\n')));
}

/// Every address of the definition leads to `base`.
inline Domain::ChannelDefinition redirected(Domain::ChannelDefinition definition, const QString &base)
{
    static const QRegularExpression host(QStringLiteral("^https://[^/]+"));
    for (auto &[event, request] : definition.requests)
        request.url.replace(host, base);
    return definition;
}

/// Its channel, with a value for each parameter; what an address begins with is `base`.
inline Domain::Channel channelOf(const Domain::ChannelDefinition &definition, const QString &base)
{
    QHash<QString, QString> parameters;
    const QString url = definition.requests.at(QString()).url;
    for (const Domain::ChannelParameter &parameter : definition.parameters) {
        const bool begins = url.startsWith(QLatin1Char('{') + parameter.name + QLatin1Char('}'));
        const QString own = QStringLiteral("%1-of-%2:x/y").arg(parameter.name, definition.kind);
        if (url.startsWith(QLatin1Char('{') + parameter.name + QLatin1String("}&")))
            parameters.insert(parameter.name, base + QStringLiteral("/hook?key=sesame"));
        else if (begins)
            parameters.insert(parameter.name, base + QStringLiteral("/sesame"));
        else if (parameter.required || parameter.secret)
            parameters.insert(parameter.name, own);
    }
    Domain::Channel channel = Samples::channel(definition.kind, parameters);
    channel.limits = definition.limits;
    channel.limits.deadline = Seconds { 30 };
    return channel;
}

} // namespace Wf::Samples
