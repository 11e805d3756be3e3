// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"
#include "domain/channel.h"

#include <tl/expected.hpp>

namespace Wf::Config {

constexpr qint64 kLargestChannelFile = 256 * 1024; ///< bytes
constexpr int kMostChannelFiles = 200; ///< in one folder

/// A channel definition as it stands in a file of the folder `channels`:
///
///     label: PagerDuty
///     parameters: {routing_key: {required: true, secret: true}, host: {default: events.pagerduty.com}}
///     request:                             # every letter, unless `on` says otherwise
///       method: POST                       # GET, POST, PUT or PATCH
///       url: "https://{host}/v2/enqueue"
///       headers: {Authorization: "Token {routing_key}"}
///       encoding: json                     # json, form, text or none
///       body: {summary: "{title}", urgent: true}
///     on:
///       over: {body: {event_action: resolve}}  # what is written here stands instead of what `request` says
///       step: {skip: true}                 # nothing is sent
///     words: {severity: {major_outage: critical, "": info}}  # {status|severity}; "" is for the rest
///     success: {statuses: [200-299], path: "$.ok", equals: "true", thread: "$.ts"}
///     retry: [429, 500]
///     signature_header: X-Signature
///     limits: {per_minute: 60, deadline: 10s, joining: joined, longest_body: 256KiB}
///
/// In a JSON body plain numbers, true, false and null are themselves; everything in quotes is text. The kind is
/// the name of the file without ".yaml". Answers every fault at once. At most 256 KiB.
[[nodiscard]] tl::expected<Domain::ChannelDefinition, std::vector<Fault>> readChannelFile(const QString &path);
/// The same from bytes that stand for the file `path`.
[[nodiscard]] tl::expected<Domain::ChannelDefinition, std::vector<Fault>> readChannelFile(
    const QByteArray &yaml, const QString &path);
/// The same of one that was parsed; what is wrong goes to the checker.
[[nodiscard]] Domain::ChannelDefinition readChannelDefinition(
    const YamlNode &root, const QString &kind, Checker &checker);

/// per_minute, deadline, joining and longest_body over `limits`: of a definition, and of a channel in alerts.yaml.
[[nodiscard]] Domain::ChannelLimits readLimits(
    const YamlNode &node, const QString &what, Domain::ChannelLimits limits, Checker &checker);

} // namespace Wf::Config
