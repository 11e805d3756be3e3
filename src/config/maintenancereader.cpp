// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/maintenancereader.h"

#include "config/expectreader.h"

#include <QTimeZone>

namespace Wf::Config {

namespace {
    constexpr Millis kShortest = std::chrono::minutes { 1 };
    constexpr Millis kLongestNotice = std::chrono::hours { 24 * 7 };
    constexpr qsizetype kLongestTitle = 500;
    constexpr qsizetype kShortestTitle = 3;
    constexpr qsizetype kLongestDescription = 4000;
    constexpr qsizetype kLongestSchedule = 1000;

    QStringList keys()
    {
        return QStringLiteral("title description match from length schedule zone notice_before channels")
            .split(QLatin1Char(' '));
    }

    /// Before every one that matters: when a plan with a schedule and without a beginning begins.
    Instant longAgo()
    {
        return Instant { std::chrono::hours { 24 } * 10'957 }; // 2000-01-01
    }

    class PlanReader {
    public:
        PlanReader(const Place &place, MatcherReader &matchers, Checker &checker)
            : m_place(place)
            , m_matchers(matchers)
            , m_checker(checker)
        {
        }

        Domain::MaintenancePlan read()
        {
            m_plan.origin = Domain::Origin::File;
            readTexts();
            if (const YamlNode *match =
                    need(u"match", u"write whom it concerns, such as 'match: {tags: [linux]}'"))
                readMatch(*match);
            if (const YamlNode *zone = m_place.find(u"zone"))
                m_zone = m_matchers.readZone(*zone, m_place.about(u"zone"));
            readTimes();
            if (const YamlNode *notice = m_place.find(u"notice_before"))
                readNotice(*notice);
            return std::move(m_plan);
        }

    private:
        const YamlNode *need(QStringView key, QStringView hint)
        {
            const YamlNode *node = m_place.find(key);
            if (!node)
                m_checker.missing(m_place.map(), key.toString(),
                    QStringLiteral("%1 has no %2").arg(m_place.what(), key), hint.toString());
            return node;
        }

        void readTexts()
        {
            if (const YamlNode *title = need(u"title", u"write a title for people")) {
                m_plan.title = m_checker.text(*title, m_place.about(u"title"), kLongestTitle).value_or(QString());
                if (!m_plan.title.isEmpty() && m_plan.title.size() < kShortestTitle)
                    m_checker.fault(*title, m_place.about(u"title") + QStringLiteral(" is too short"),
                        QStringLiteral("write at least %1 characters").arg(kShortestTitle));
            }
            if (const YamlNode *description = m_place.find(u"description"))
                m_plan.description =
                    m_checker.block(*description, m_place.about(u"description"), kLongestDescription)
                        .value_or(QString());
        }

        void readMatch(const YamlNode &node)
        {
            m_plan.match = m_matchers.readMatcher(node, m_place.about(u"match"), MatcherKeys::OfServices);
            if (node.kind == YamlNode::Kind::Map && node.entries.empty())
                m_checker.fault(node, m_place.about(u"match") + QStringLiteral(" says nothing"),
                    QStringLiteral("write 'services: [\"*\"]' for all of them"));
        }

        void readTimes()
        {
            if (const YamlNode *length = need(u"length", u"write 'length: 2h'"))
                m_plan.length =
                    m_checker.duration(*length, m_place.about(u"length"), kShortest, Domain::kLongestMaintenance)
                        .value_or(m_plan.length);
            if (const YamlNode *schedule = m_place.find(u"schedule"))
                readSchedule(*schedule);
            const YamlNode *from = m_plan.schedule ? m_place.find(u"from")
                : m_place.find(u"schedule")        ? nullptr
                                                   : need(u"from", u"write 'from: 2026-12-01T22:00:00Z'");
            if (from)
                readFrom(*from);
            else if (m_plan.schedule)
                m_plan.from = next(*m_plan.schedule, longAgo()).value_or(longAgo());
        }

        void readSchedule(const YamlNode &node)
        {
            const QString what = m_place.about(u"schedule");
            const auto written = m_checker.block(node, what, kLongestSchedule);
            if (!written)
                return;
            auto schedule = Domain::parseSchedule(written->trimmed(), QString::fromLatin1(m_zone));
            if (!schedule)
                return faultFrom(node, what, schedule.error().detail, m_checker);
            if (schedule->kind() == Domain::ScheduleKind::Simple)
                return m_checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(*written)),
                    QStringLiteral("write five words such as \"0 22 * * 2\", or \"Tue 22:00\""));
            m_plan.schedule = std::move(*schedule);
        }

        /// With Z or an offset as it says; without one by the clocks of the zone.
        void readFrom(const YamlNode &node)
        {
            const QString what = m_place.about(u"from");
            const auto written = m_checker.text(node, what, 100);
            if (!written)
                return;
            const QDateTime local = QDateTime::fromString(*written, Qt::ISODate);
            const bool bare = local.isValid() && local.timeSpec() == Qt::LocalTime;
            const QTimeZone zone = m_zone.isEmpty() ? QTimeZone::utc() : QTimeZone(m_zone);
            const auto from = bare ? std::optional(fromDateTime(QDateTime(local.date(), local.time(), zone)))
                                   : parseTimestamp(*written);
            if (from)
                m_plan.from = *from;
            else
                m_checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(*written)),
                    QStringLiteral("write a moment such as 2026-12-01T22:00:00Z"));
        }

        void readNotice(const YamlNode &node)
        {
            m_plan.noticeBefore =
                m_checker.duration(node, m_place.about(u"notice_before"), kShortest, kLongestNotice);
            if (!m_place.find(u"channels"))
                m_checker.fault(node, m_place.what() + QStringLiteral(" gives notice to nobody"),
                    QStringLiteral("write 'channels: [slack]' as well"));
        }

        const Place &m_place;
        MatcherReader &m_matchers;
        Checker &m_checker;
        Domain::MaintenancePlan m_plan;
        QByteArray m_zone;
    };
} // namespace

std::optional<Domain::MaintenancePlan> readMaintenance(
    const Place &entry, MatcherReader &matchers, Checker &checker)
{
    if (!checker.checkMap(entry.map(), entry.what(), keys()))
        return std::nullopt;
    return PlanReader(entry, matchers, checker).read();
}

} // namespace Wf::Config
