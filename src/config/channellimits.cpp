// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/channelfile.h"
#include "config/reading.h"

namespace Wf::Config {

namespace {
    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    std::optional<Domain::Joining> joiningFromWord(QStringView word)
    {
        if (word == u"joined")
            return Domain::Joining::Joined;
        return word == u"apart" ? std::optional(Domain::Joining::Apart) : std::nullopt;
    }
} // namespace

Domain::ChannelLimits readLimits(
    const YamlNode &node, const QString &what, Domain::ChannelLimits limits, Checker &checker)
{
    if (!checker.checkMap(node, what, words("per_minute deadline joining longest_body")))
        return limits;
    const Place place(node, what);
    if (const YamlNode *rate = place.find(u"per_minute"))
        limits.perMinute = checker.integer(*rate, place.about(u"per_minute"), 1, 600).value_or(limits.perMinute);
    if (const YamlNode *deadline = place.find(u"deadline"))
        limits.deadline = checker.duration(*deadline, place.about(u"deadline"), Seconds { 1 }, Seconds { 60 })
                              .value_or(limits.deadline);
    if (const YamlNode *joining = place.find(u"joining"))
        limits.joining =
            checker
                .word<Domain::Joining>(*joining, place.about(u"joining"), joiningFromWord, words("joined apart"))
                .value_or(limits.joining);
    if (const YamlNode *body = place.find(u"longest_body"))
        limits.longestBody = static_cast<int>(
            checker.bytes(*body, place.about(u"longest_body"), 100, 4 * 1024 * 1024).value_or(limits.longestBody));
    return limits;
}

} // namespace Wf::Config
