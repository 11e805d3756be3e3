// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/channelkinds.h"

#include <algorithm>

namespace Wf::Config {

namespace {
    enum class Need : quint8 { Optional, Required };
    enum class Kept : quint8 { Open, Secret };

    Domain::ChannelParameter parameter(
        const char *name, Need need, Kept kept = Kept::Open, const char *fallback = "")
    {
        return { QString::fromLatin1(name), QString::fromLatin1(fallback), need == Need::Required,
            kept == Kept::Secret };
    }

    Domain::ChannelDefinition kind(const char *word, const char *label,
        std::vector<Domain::ChannelParameter> parameters, Millis deadline = Domain::ChannelLimits {}.deadline)
    {
        Domain::ChannelDefinition definition;
        definition.kind = QString::fromLatin1(word);
        definition.label = QString::fromLatin1(label);
        definition.parameters = std::move(parameters);
        definition.limits.deadline = deadline;
        return definition;
    }
} // namespace

const std::vector<Domain::ChannelDefinition> &codeChannels()
{
    static const std::vector<Domain::ChannelDefinition> kinds {
        kind("slack", "Slack", { parameter("url", Need::Required, Kept::Secret) }),
        kind("slack_bot", "Slack bot",
            { parameter("token", Need::Required, Kept::Secret), parameter("channel", Need::Required),
                parameter("api", Need::Optional) }),
        kind("email", "E-mail",
            { parameter("host", Need::Required), parameter("from", Need::Required),
                parameter("to", Need::Required), parameter("port", Need::Optional, Kept::Open, "587"),
                parameter("security", Need::Optional, Kept::Open, "starttls"), parameter("user", Need::Optional),
                parameter("password", Need::Optional, Kept::Secret), parameter("ca_file", Need::Optional) },
            Seconds { 30 }), // servers greet strangers late, on purpose
        kind("command", "Command", { parameter("command", Need::Required) }),
        kind("desktop", "Desktop", { parameter("sound", Need::Optional) }),
    };
    return kinds;
}

const Domain::ChannelDefinition *findChannelKind(
    const QString &kind, const std::vector<Domain::ChannelDefinition> &definitions)
{
    for (const auto *list : { &codeChannels(), &definitions }) {
        const auto found = std::ranges::find(*list, kind, &Domain::ChannelDefinition::kind);
        if (found != list->end())
            return &*found;
    }
    return nullptr;
}

QStringList channelKinds(const std::vector<Domain::ChannelDefinition> &definitions)
{
    QStringList kinds;
    for (const auto *list : { &codeChannels(), &definitions }) {
        for (const Domain::ChannelDefinition &definition : *list)
            kinds.append(definition.kind);
    }
    kinds.sort();
    return kinds;
}

} // namespace Wf::Config
