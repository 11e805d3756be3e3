// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "core/time.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace Wf::Domain {

/// What a ping came to mean. The numbers are persisted.
enum class PingKind : quint8 {
    Success = 0,
    Start = 1,
    Fail = 2,
    Log = 3, ///< kept, changes nothing
    Ignored = 4, ///< kept, was not listened to: wrong method, no keyword, paused
};
/// "success", "start", "fail", "log", "ign": what clients of the protocol know.
[[nodiscard]] QString word(PingKind kind);
[[nodiscard]] std::optional<PingKind> pingKindFromWord(QStringView word);

/// What the address of a ping says.
struct PingSignal {
    PingKind kind = PingKind::Success;
    std::optional<int> exitStatus; ///< 0…255, when the address ended in a number

    bool operator==(const PingSignal &) const = default;
};
/// The last word of the address: "" is a success, "start", "fail", "log", or an exit status (0 success, 1…255
/// failure). NotFound for any other word, Invalid ("invalid url format") for a number above 255.
[[nodiscard]] Result<PingSignal> pingSignal(QStringView word);

/// 8-4-4-4-12 hexadecimal digits; a run id may be in either case, an address of a heartbeat is lower case.
enum class LetterCase : quint8 { Lower, Any };
[[nodiscard]] bool isCanonicalUuid(QStringView text, LetterCase letters);
/// a-z, 0-9, "_" and "-", 1…100 characters.
[[nodiscard]] bool isSlug(QStringView text);

constexpr qsizetype kMostUserAgent = 200;
constexpr qsizetype kMostPingBody = 10'000;

/// One request to the address of a heartbeat, as it came in.
struct PingRequest {
    PingSignal signal;
    QString method { QStringLiteral("GET") };
    QString rid; ///< run id in lower case; empty = none
    QByteArray body; ///< whole, as far as the server reads it
    std::optional<Millis> runtime; ///< said by the job itself, see statedRuntime
    QString source; ///< address of the peer
    QString userAgent;
    Instant at {};

    bool operator==(const PingRequest &) const = default;
};

/// A ping as it is applied and kept.
struct Ping {
    PingKind kind = PingKind::Success;
    std::optional<int> exitStatus;
    QString method;
    QString rid; ///< run id in lower case; empty = none
    QByteArray body; ///< the first 10,000 bytes, raw
    std::optional<Millis> runtime; ///< said by the job itself: beats what is measured
    QString source;
    QString userAgent; ///< at most 200 characters
    Instant at {};

    bool operator==(const Ping &) const = default;
};

/// "runtime" (seconds, fractions allowed) in a JSON object or a form: how the job says itself how long it took.
/// Nothing when there is none, it is negative or above ten years.
[[nodiscard]] std::optional<Millis> statedRuntime(const QByteArray &body);

enum class Filtering : quint8 { Off = 0, Body = 1 };
/// What a body without any of the words means.
enum class NoKeyword : quint8 { Ignored = 0, Fail = 1 };

/// Words in the body that decide what a ping means, whatever its address says. Case matters; part of a word is
/// enough. Failure words are looked for first, then success words, then start words.
struct KeywordFilter {
    Filtering filtering = Filtering::Off;
    QStringList failure;
    QStringList success;
    QStringList start;
    NoKeyword otherwise = NoKeyword::Ignored;

    bool operator==(const KeywordFilter &) const = default;
};
/// The meaning of this body; bytes that are not UTF-8 are read as replacement characters.
[[nodiscard]] PingKind meaningOf(const KeywordFilter &filter, const QByteArray &body);
/// "done, finished": separated by commas, trimmed, empty ones dropped, at most 200 characters in all. `field`
/// names the list in the refusal.
[[nodiscard]] Result<QStringList> parseKeywords(QStringView text, const QString &field);

/// How long each run took, one entry a ping: of a success or failure the time since the latest start of the same
/// run id with no end between them, at most 72 hours back, or what the job said itself. `pings` oldest first.
[[nodiscard]] std::vector<std::optional<Millis>> runDurations(std::span<const Ping> pings);

} // namespace Wf::Domain
