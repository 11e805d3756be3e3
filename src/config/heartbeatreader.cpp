// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/heartbeatreader.h"

#include "config/expectreader.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestSchedule = 1000;
    constexpr std::size_t kMostKeywords = 50;
    constexpr Millis kLongestGrace = std::chrono::days { 365 };

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    Result<Domain::Schedule> parse(const QString &written, const QString &zone)
    {
        const auto period = parseDuration(written);
        if (!period)
            return Domain::parseSchedule(written, zone);
        if (period->count() % 1000 != 0)
            return failure(ErrorCode::Invalid,
                QStringLiteral("'%1' is no whole number of seconds (write a period such as 5m or 1d)")
                    .arg(written),
                QStringLiteral("schedule"));
        return Domain::parseSchedule(QString::number(std::chrono::duration_cast<Seconds>(*period).count()), zone);
    }

    void readSchedule(const Place &monitor, Checker &checker, Domain::HeartbeatSpec &spec)
    {
        const YamlNode *node = monitor.find(u"schedule");
        const YamlNode *zoneNode = monitor.find(u"tz");
        if (!node)
            return checker.missing(monitor.map(), QStringLiteral("schedule"),
                monitor.what() + QStringLiteral(" has no schedule"),
                QStringLiteral("write 'schedule: 1d', '0 2 * * 1-5' or 'Mon..Fri 02:00'"));
        const auto written = checker.block(*node, monitor.about(u"schedule"), kLongestSchedule);
        const auto zone = zoneNode ? checker.text(*zoneNode, monitor.about(u"tz"), 100) : QString();
        if (!written || !zone)
            return;
        auto schedule = parse(written->trimmed(), *zone);
        if (schedule)
            spec.schedule = std::move(*schedule);
        else if (zoneNode && schedule.error().field == QLatin1String("tz"))
            faultFrom(*zoneNode, monitor.about(u"tz"), schedule.error().detail, checker);
        else
            faultFrom(*node, monitor.about(u"schedule"), schedule.error().detail, checker);
    }

    void readGrace(const YamlNode &node, const QString &what, Checker &checker, Domain::HeartbeatSpec &spec)
    {
        const auto grace = checker.duration(node, what, Millis { Domain::kShortestGrace }, kLongestGrace);
        if (grace && grace->count() % 1000 == 0)
            spec.grace = std::chrono::duration_cast<Seconds>(*grace);
        else if (grace)
            checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
                QStringLiteral("write whole seconds, such as 90s"));
    }

    void readUuid(const YamlNode &node, const QString &what, const Reading &reading, Domain::HeartbeatSpec &spec)
    {
        const auto filled = reading.references.fill(node, what, 100);
        if (!filled)
            return;
        spec.uuid = filled->toLower();
        if (!Domain::isCanonicalUuid(spec.uuid, Domain::LetterCase::Lower))
            reading.checker.fault(node, what + QStringLiteral(" is not usable"),
                QStringLiteral("write 8-4-4-4-12 hexadecimal digits, or ${NAME} of an environment variable"));
    }

    void readSlug(const YamlNode &node, const QString &what, Checker &checker, Domain::HeartbeatSpec &spec)
    {
        spec.slug = checker.text(node, what).value_or(QString());
        if (!spec.slug.isEmpty() && !Domain::isSlug(spec.slug))
            checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(spec.slug)),
                QStringLiteral("write 1 to 100 of a-z, 0-9, '_' and '-'"));
    }

    QStringList readKeywords(const Place &filter, const QString &key, Checker &checker)
    {
        const YamlNode *node = filter.find(key);
        if (!node)
            return {};
        const QStringList written = checker.oneOrMore(*node, filter.about(key), kMostKeywords, 200);
        auto keywords = Domain::parseKeywords(written.join(QLatin1Char(',')), key);
        if (keywords)
            return std::move(*keywords);
        faultFrom(*node, filter.what(), keywords.error().detail, checker);
        return {};
    }

    void readFilter(const Place &filter, Checker &checker, Domain::HeartbeatSpec &spec)
    {
        if (!checker.checkMap(filter.map(), filter.what(), words("failure success start otherwise")))
            return;
        const auto otherwise = [](QStringView word) -> std::optional<Domain::NoKeyword> {
            if (word == u"ignore")
                return Domain::NoKeyword::Ignored;
            return word == u"fail" ? std::optional(Domain::NoKeyword::Fail) : std::nullopt;
        };
        spec.filter.filtering = Domain::Filtering::Body;
        spec.filter.failure = readKeywords(filter, QStringLiteral("failure"), checker);
        spec.filter.success = readKeywords(filter, QStringLiteral("success"), checker);
        spec.filter.start = readKeywords(filter, QStringLiteral("start"), checker);
        if (const YamlNode *node = filter.find(u"otherwise"))
            spec.filter.otherwise =
                checker.word<Domain::NoKeyword>(*node, filter.about(u"otherwise"), otherwise, words("ignore fail"))
                    .value_or(spec.filter.otherwise);
        const bool any = filter.find(u"failure") || filter.find(u"success") || filter.find(u"start");
        if (!any)
            checker.fault(filter.map(), filter.what() + QStringLiteral(" has no words"),
                QStringLiteral("write {failure: [error], success: [done]}"));
    }

    void readMethods(const YamlNode &node, const QString &what, Checker &checker, Domain::HeartbeatSpec &spec)
    {
        const auto methods = [](QStringView word) -> std::optional<Domain::PingMethods> {
            if (word == u"post")
                return Domain::PingMethods::PostOnly;
            return word == u"any" ? std::optional(Domain::PingMethods::Any) : std::nullopt;
        };
        spec.methods =
            checker.word<Domain::PingMethods>(node, what, methods, words("POST any")).value_or(spec.methods);
    }

    void readHabits(const Place &monitor, Checker &checker, Domain::HeartbeatSpec &spec)
    {
        const auto trouble = [](QStringView word) {
            const auto status = Domain::statusFromWord(word);
            return status && Domain::isTrouble(*status) ? status : std::nullopt;
        };
        if (const YamlNode *resume = monitor.find(u"manual_resume"))
            spec.manualResume = checker.flag(*resume, monitor.about(u"manual_resume")).value_or(false);
        if (const YamlNode *first = monitor.find(u"await_first"))
            spec.first = checker.flag(*first, monitor.about(u"await_first")).value_or(false)
                ? Domain::FirstPing::AwaitedForEver
                : Domain::FirstPing::Expected;
        if (const YamlNode *down = monitor.find(u"down"))
            spec.downStatus = checker
                                  .word<Domain::Status>(*down, monitor.about(u"down"), trouble,
                                      words("degraded partial_outage major_outage"))
                                  .value_or(spec.downStatus);
    }
} // namespace

QStringList heartbeatKeys()
{
    return words("schedule tz grace uuid slug methods filter manual_resume await_first down");
}

Domain::HeartbeatSpec readHeartbeat(const Place &monitor, const Reading &reading)
{
    Domain::HeartbeatSpec spec;
    Checker &checker = reading.checker;
    readSchedule(monitor, checker, spec);
    if (const YamlNode *grace = monitor.find(u"grace"))
        readGrace(*grace, monitor.about(u"grace"), checker, spec);
    if (const YamlNode *uuid = monitor.find(u"uuid"))
        readUuid(*uuid, monitor.about(u"uuid"), reading, spec);
    if (const YamlNode *slug = monitor.find(u"slug"))
        readSlug(*slug, monitor.about(u"slug"), checker, spec);
    if (const YamlNode *methods = monitor.find(u"methods"))
        readMethods(*methods, monitor.about(u"methods"), checker, spec);
    if (const YamlNode *filter = monitor.find(u"filter"))
        readFilter(Place(*filter, monitor.about(u"filter")), checker, spec);
    readHabits(monitor, checker, spec);
    return spec;
}

} // namespace Wf::Config
