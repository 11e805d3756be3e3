// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/ping.h"

#include "domain/inputtext.h"
#include "domain/words.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<5> kKinds { QLatin1String("success"), QLatin1String("start"), QLatin1String("fail"),
        QLatin1String("log"), QLatin1String("ign") };
    constexpr qsizetype kMostKeywords = 200;
    constexpr qsizetype kMostSlug = 100;
    constexpr Millis kLongestRun = std::chrono::hours { 72 };
    constexpr double kMostRuntime = 315'360'000; ///< ten years in seconds
    constexpr qsizetype kMostRuntimeBody = 4'096;

    bool isHexDigit(QChar c, LetterCase letters)
    {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f')
            || (letters == LetterCase::Any && c >= u'A' && c <= u'F');
    }

    bool containsAny(const QString &text, const QStringList &words)
    {
        return std::any_of(words.begin(), words.end(),
            [&text](const QString &each) { return !each.isEmpty() && text.contains(each); });
    }
} // namespace

QString word(PingKind kind)
{
    return Words::of(kKinds, kind);
}

std::optional<PingKind> pingKindFromWord(QStringView word)
{
    return Words::find<PingKind>(kKinds, word);
}

Result<PingSignal> pingSignal(QStringView word)
{
    if (word.isEmpty())
        return PingSignal {};
    if (const auto status = plainNumber(word)) {
        if (*status > 255)
            return failure(ErrorCode::Invalid, QStringLiteral("invalid url format"));
        return PingSignal { *status == 0 ? PingKind::Success : PingKind::Fail, status };
    }
    const auto kind = pingKindFromWord(word);
    if (!kind || *kind == PingKind::Success || *kind == PingKind::Ignored)
        return failure(ErrorCode::NotFound, QStringLiteral("not found"));
    return PingSignal { *kind, {} };
}

bool isCanonicalUuid(QStringView text, LetterCase letters)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != u'-' : !isHexDigit(text[i], letters))
            return false;
    }
    return true;
}

bool isSlug(QStringView text)
{
    return !text.isEmpty() && text.size() <= kMostSlug && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-';
    });
}

std::optional<Millis> statedRuntime(const QByteArray &body)
{
    if (body.size() > kMostRuntimeBody || !body.contains("runtime"))
        return std::nullopt;
    const QByteArray text = body.trimmed();
    bool isNumber = false;
    double seconds = 0;
    if (text.startsWith('{')) {
        const QJsonValue value = QJsonDocument::fromJson(text).object().value(QLatin1String("runtime"));
        seconds = value.toVariant().toDouble(&isNumber);
    } else {
        const QString value = QUrlQuery(QString::fromUtf8(text)).queryItemValue(QStringLiteral("runtime"));
        seconds = value.toDouble(&isNumber);
    }
    if (!isNumber || !(seconds >= 0 && seconds <= kMostRuntime))
        return std::nullopt;
    return Millis { qRound64(seconds * 1000) };
}

PingKind meaningOf(const KeywordFilter &filter, const QByteArray &body)
{
    const QString text = QString::fromUtf8(body);
    if (containsAny(text, filter.failure))
        return PingKind::Fail;
    if (containsAny(text, filter.success))
        return PingKind::Success;
    if (containsAny(text, filter.start))
        return PingKind::Start;
    return filter.otherwise == NoKeyword::Fail ? PingKind::Fail : PingKind::Ignored;
}

Result<QStringList> parseKeywords(QStringView text, const QString &field)
{
    if (text.size() > kMostKeywords)
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 has %2 characters (write at most 200)").arg(field).arg(text.size()), field);
    QStringList words;
    for (const QStringView each : text.split(u',')) {
        if (const QStringView word = each.trimmed(); !word.isEmpty())
            words.append(word.toString());
    }
    return words;
}

std::vector<std::optional<Millis>> runDurations(std::span<const Ping> pings)
{
    std::vector<std::optional<Millis>> durations;
    durations.reserve(pings.size());
    QHash<QString, Instant> started;
    for (const Ping &ping : pings) {
        std::optional<Millis> duration;
        if (ping.kind == PingKind::Start)
            started.insert(ping.rid, ping.at);
        if (ping.kind == PingKind::Success || ping.kind == PingKind::Fail) {
            const auto start = started.constFind(ping.rid);
            const auto took = start == started.constEnd() ? Millis { -1 } : ping.at - *start;
            if (took >= Millis { 0 } && took <= kLongestRun)
                duration = took;
            started.remove(ping.rid);
            duration = ping.runtime ? ping.runtime : duration;
        }
        durations.push_back(duration);
    }
    return durations;
}

} // namespace Wf::Domain
