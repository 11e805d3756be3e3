// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"
#include "core/time.h"

#include <QHash>
#include <QJsonValue>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace Wf::Domain {

/// Whether letters to a channel may be joined: people read one message, machines (pagers, tickets) want each.
enum class Joining : quint8 { Joined = 0, Apart = 1 };

struct ChannelLimits {
    int perMinute = 60; ///< at most so many letters a minute, 1…600
    Millis deadline { std::chrono::seconds { 10 } }; ///< of one delivery, 1…60 s
    Joining joining = Joining::Joined;
    int longestBody = 256 * 1024; ///< bytes

    bool operator==(const ChannelLimits &) const = default;
};

/// A parameter of a kind of channel: what its owner has to write in alerts.yaml.
struct ChannelParameter {
    QString name {};
    QString fallback {}; ///< used where none is written
    bool required = false;
    bool secret = false;

    bool operator==(const ChannelParameter &) const = default;
};

/// One request of an HTTP channel, with {placeholders}.
struct ChannelRequest {
    QString method { QStringLiteral("POST") };
    QString url {}; ///< placeholders are percent-encoded, except the one that is the whole of it
    std::vector<std::pair<QString, QString>> headers {};
    enum class Encoding : quint8 { Json = 0, Form = 1, Text = 2, None = 3 };
    Encoding encoding = Encoding::Json;
    QJsonValue body {}; ///< JSON: any value; Form: an object of strings; Text: a string. Filled by structure

    bool operator==(const ChannelRequest &) const = default;
};

/// How a channel speaks: a file of config/channels. Kinds with code of their own (email, command, slack, …) have
/// none.
struct ChannelDefinition {
    QString kind {}; ///< "pagerduty"; the name of its file
    QString label {}; ///< "PagerDuty"
    std::vector<ChannelParameter> parameters {};
    /// By what is told: "first", "worse", …, "over", "digest", "health", "maintenance", "test"; "" is for the
    /// rest. One whose encoding is None and whose url is empty says: nothing is sent for it.
    std::map<QString, ChannelRequest> requests {};
    /// "status" -> {"major_outage" -> "critical"}: other words for values, as {status|name}; "" is for the rest.
    QHash<QString, QHash<QString, QString>> words {};
    struct Success {
        std::vector<std::pair<int, int>> statuses { { 200, 299 } };
        QString path {}; ///< "$.ok": what must be true (or equal to `equals`) in a JSON answer; empty: nothing
        QString equals {};
        QString thread {}; ///< path of what the receiver calls the message, to be used as {thread} later

        bool operator==(const Success &) const = default;
    };
    Success success {};
    std::vector<int> retry { 408, 425, 429, 500, 502, 503, 504 }; ///< statuses that are worth another try
    QString signatureHeader {}; ///< HMAC-SHA256 of "TIMESTAMP.BODY" by the parameter "signing_secret"
    ChannelLimits limits {};

    bool operator==(const ChannelDefinition &) const = default;
};

/// A channel of alerts.yaml: a kind with its parameters.
struct Channel {
    QString name {}; ///< unique; what routes say
    QString kind {}; ///< of a definition, or "slack", "slack_bot", "email", "command", "desktop"
    QHash<QString, Secret<QString>> parameters {};
    ChannelLimits limits {};

    bool operator==(const Channel &) const = default;
};

/// What a template may call in braces, beside the parameters of its channel; see channeltemplate.h.
[[nodiscard]] QStringList letterPlaceholders();
/// What is wrong with the templates of a definition, one sentence each with its place ("on.over.body.title: …");
/// empty: nothing. Pure.
[[nodiscard]] QStringList templateFaults(const ChannelDefinition &definition);

} // namespace Wf::Domain
