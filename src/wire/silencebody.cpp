// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/matcherjson.h"
#include "wire/silencejson.h"

namespace Wf::Wire {

namespace {
    constexpr int kLongestName = 128;
    constexpr int kLongestText = 500;
    constexpr int kLongestDescription = 2'000;
    constexpr int kLongestSchedule = 1'000;
    constexpr int kMostChannels = 20;
    constexpr Millis kFarthest = std::chrono::hours { 24 * 400 };

    QString readAuthor(BodyReader &reader, const QString &fallback)
    {
        const QString author = reader.text(QStringLiteral("author"), { 0, kLongestName }).trimmed();
        return author.isEmpty() ? fallback : author;
    }

    Instant readFrom(BodyReader &reader, Instant now)
    {
        const QString field = QStringLiteral("from");
        const Instant from = reader.time(field).value_or(now);
        if (from > now + kFarthest || from < now - kFarthest)
            reader.refuse(field, QStringLiteral("'from' must lie within 400 days of now."));
        return from;
    }

    /// The end, which is said as a time (`until`) or by how long it lasts, never both.
    Instant readEnd(BodyReader &reader, const QString &span, Instant from)
    {
        const QString field = QStringLiteral("until");
        if (reader.has(field) == reader.has(span)) {
            reader.refuse(field,
                QStringLiteral("Say when it ends: either 'until' with a time or '%1' with a duration such as 2h.")
                    .arg(span));
            return from;
        }
        return reader.has(field) ? reader.time(field).value_or(from)
                                 : from + reader.duration(span).value_or(Millis { 0 });
    }

    std::optional<Domain::Schedule> readSchedule(BodyReader &reader)
    {
        const QString field = QStringLiteral("schedule");
        const QString zone = reader.text(QStringLiteral("zone"), { 0, kLongestName });
        if (!reader.has(field)) {
            if (!zone.isEmpty())
                reader.refuse(QStringLiteral("zone"), QStringLiteral("A zone needs a 'schedule' that it is for."));
            return std::nullopt;
        }
        const QString expression = reader.text(field, { 1, kLongestSchedule });
        if (reader.fault())
            return std::nullopt;
        const auto schedule = Domain::parseSchedule(expression, zone);
        if (schedule)
            return *schedule;
        Error error = schedule.error();
        error.field = error.field == QLatin1String("tz") ? QStringLiteral("zone") : field;
        reader.refuse(error);
        return std::nullopt;
    }

    void readNotice(BodyReader &reader, Domain::MaintenancePlan &plan)
    {
        const QString notice = QStringLiteral("notice_before");
        plan.noticeBefore = reader.duration(notice);
        plan.channels = reader.texts(QStringLiteral("channels"), kMostChannels);
        if (plan.noticeBefore && *plan.noticeBefore > Domain::kLongestMaintenance)
            reader.refuse(notice, QStringLiteral("'notice_before' may be at most 31d."));
        if (plan.noticeBefore && plan.channels.isEmpty())
            reader.refuse(
                QStringLiteral("channels"), QStringLiteral("Name the channels that the notice goes to."));
    }
} // namespace

Result<Domain::Silence> parseSilence(const QByteArray &body, const QString &author, Instant now)
{
    const auto object = readObject(body);
    if (!object)
        return tl::unexpected(object.error());
    BodyReader reader(*object);
    Domain::Silence silence;
    silence.match = readMatcher(reader);
    silence.reason = reader.text(QStringLiteral("reason"), { 3, kLongestText });
    silence.author = readAuthor(reader, author);
    silence.from = readFrom(reader, now);
    silence.until = readEnd(reader, QStringLiteral("duration"), silence.from);
    if (const auto checked = Domain::check(silence, now); !checked)
        reader.refuse(checked.error());
    if (reader.fault())
        return tl::unexpected(*reader.fault());
    return silence;
}

Result<Domain::MaintenancePlan> parsePlan(const QByteArray &body, const QString &author, Instant now)
{
    const auto object = readObject(body);
    if (!object)
        return tl::unexpected(object.error());
    BodyReader reader(*object);
    Domain::MaintenancePlan plan;
    plan.title = reader.text(QStringLiteral("title"), { 3, kLongestText });
    plan.description = reader.text(QStringLiteral("description"), { 0, kLongestDescription });
    plan.match = readMatcher(reader);
    plan.author = readAuthor(reader, author);
    plan.createdAt = now;
    plan.from = readFrom(reader, now);
    plan.length = readEnd(reader, QStringLiteral("length"), plan.from) - plan.from;
    plan.schedule = readSchedule(reader);
    readNotice(reader, plan);
    if (const auto checked = Domain::check(plan, now); !checked)
        reader.refuse(checked.error());
    if (reader.fault())
        return tl::unexpected(*reader.fault());
    return plan;
}

} // namespace Wf::Wire
