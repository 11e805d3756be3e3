// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/matcherreader.h"

#include "config/expectreader.h"
#include "config/kinds.h"
#include "domain/schedulezone.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace Wf::Config {

namespace {
    constexpr std::size_t kMostWords = 1000;
    constexpr qsizetype kLongestWord = 200;
    constexpr int kDays = 7;
    constexpr int kDayMinutes = 24 * 60;

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    QStringList dayWords()
    {
        return words("mon tue wed thu fri sat sun");
    }

    bool isPattern(const QString &text)
    {
        static const QRegularExpression wild(QStringLiteral("[*?\\[]"));
        return text.contains(wild);
    }

    std::optional<Domain::Status> troubleFromWord(QStringView word)
    {
        const auto status = Domain::statusFromWord(word);
        return status && Domain::isTrouble(*status) ? status : std::nullopt;
    }

    /// A value or each of a list.
    void eachOf(const YamlNode &node, const std::function<void(const YamlNode &)> &take)
    {
        if (node.kind != YamlNode::Kind::Sequence)
            return take(node);
        for (const YamlPtr &item : node.items)
            take(*item);
    }

    /// Bits of "mon-fri", "sat" or "sat, sun"; nothing when it cannot be read.
    std::optional<quint8> daysFrom(const QString &written)
    {
        quint8 days = 0;
        for (const QString &part : written.toLower().split(QLatin1Char(','))) {
            const auto dayAt = [&part](int at) {
                return static_cast<int>(dayWords().indexOf(part.section(QLatin1Char('-'), at, at).trimmed()));
            };
            const int from = dayAt(0);
            const int to = part.contains(QLatin1Char('-')) ? dayAt(1) : from;
            if (from < 0 || to < 0 || part.count(QLatin1Char('-')) > 1)
                return std::nullopt;
            for (int day = from;; day = (day + 1) % kDays) {
                days = static_cast<quint8>(days | 1 << day);
                if (day == to)
                    break;
            }
        }
        return days;
    }
} // namespace

Domain::AlertMatcher MatcherReader::readMatcher(const YamlNode &node, const QString &what, MatcherKeys keys)
{
    Domain::AlertMatcher matcher;
    QStringList known = words("services categories tiers tags kinds");
    if (keys == MatcherKeys::All)
        known += words("statuses during");
    if (!m_checker.checkMap(node, what, known))
        return matcher;
    const Place place(node, what);
    readLists(place, matcher);
    if (keys == MatcherKeys::OfServices)
        return matcher;
    readStatuses(place, matcher);
    if (const YamlNode *during = place.find(u"during"))
        matcher.during = readTimes(*during, place.about(u"during"), {});
    return matcher;
}

void MatcherReader::readLists(const Place &place, Domain::AlertMatcher &matcher)
{
    const auto texts = [&](QStringView key) {
        const YamlNode *node = place.find(key);
        return node ? m_checker.oneOrMore(*node, place.about(key), kMostWords, kLongestWord) : QStringList();
    };
    matcher.services = texts(u"services");
    matcher.categories = texts(u"categories");
    matcher.tags = texts(u"tags");
    for (const QString &kind : texts(u"kinds"))
        matcher.kinds.append(readKind(*place.find(u"kinds"), place.about(u"kinds"), kind));
    matcher.kinds.removeAll(QString());
    for (const QString &service : std::as_const(matcher.services))
        checkService(*place.find(u"services"), place.about(u"services"), service);
    for (const QString &category : std::as_const(matcher.categories))
        checkCategory(*place.find(u"categories"), place.about(u"categories"), category);
    if (const YamlNode *tiers = place.find(u"tiers"))
        eachOf(*tiers, [&](const YamlNode &node) {
            if (const auto tier = m_checker.word<Domain::Tier>(
                    node, place.about(u"tiers"), Domain::tierFromWord, words("critical important informational")))
                matcher.tiers.push_back(*tier);
        });
}

void MatcherReader::readStatuses(const Place &place, Domain::AlertMatcher &matcher)
{
    const YamlNode *statuses = place.find(u"statuses");
    if (!statuses)
        return;
    eachOf(*statuses, [&](const YamlNode &node) {
        if (const auto status = m_checker.word<Domain::Status>(
                node, place.about(u"statuses"), troubleFromWord, words("degraded partial_outage major_outage")))
            matcher.statuses.push_back(*status);
    });
}

void MatcherReader::checkService(const YamlNode &node, const QString &what, const QString &pattern)
{
    if (!m_catalogue || isPattern(pattern) || m_catalogue->find(ServiceId(pattern)))
        return;
    QStringList known;
    for (const Domain::Service &service : m_catalogue->services)
        known.append(service.id.value);
    const QString near = nearest(pattern, known);
    m_warnings.append(m_checker.at(node,
        QStringLiteral("%1: there is no service '%2' in services.yaml%3")
            .arg(what, quoted(pattern),
                near.isEmpty() ? QString() : QStringLiteral("; did you mean '%1'?").arg(near))));
}

void MatcherReader::checkCategory(const YamlNode &node, const QString &what, const QString &category)
{
    if (!m_catalogue)
        return;
    QStringList known;
    for (const Domain::Category &each : m_catalogue->categories)
        known.append(each.id);
    if (!known.contains(category))
        m_checker.fault(node, QStringLiteral("%1: there is no category '%2'").arg(what, quoted(category)),
            wordHint(category, known));
}

QString MatcherReader::readKind(const YamlNode &node, const QString &what, const QString &written)
{
    if (const auto kind = findKind(written); kind && kind->state != KindState::Refused)
        return kind->word;
    m_checker.fault(
        node, QStringLiteral("%1: there is no kind '%2'").arg(what, quoted(written)), kindHint(written));
    return {};
}

QByteArray MatcherReader::readZone(const YamlNode &node, const QString &what)
{
    const auto written = m_checker.text(node, what, 100);
    if (!written)
        return {};
    if (const auto zone = Domain::zoneNamed(*written))
        return zone->id();
    else
        faultFrom(node, what, zone.error().detail, m_checker);
    return {};
}

Domain::WeekTimes MatcherReader::readTimes(const YamlNode &node, const QString &what, const QStringList &more)
{
    Domain::WeekTimes times;
    if (!m_checker.checkMap(node, what, words("days from to zone") + more))
        return times;
    const Place place(node, what);
    if (const YamlNode *days = place.find(u"days"))
        times.days = readDays(*days, place.about(u"days"));
    times.from = readMinute(place, QStringLiteral("from"));
    times.to = readMinute(place, QStringLiteral("to"));
    if (const YamlNode *zone = place.find(u"zone"))
        times.zone = readZone(*zone, place.about(u"zone"));
    return times;
}

quint8 MatcherReader::readDays(const YamlNode &node, const QString &what)
{
    const QString written = m_checker.oneOrMore(node, what, kDays, kLongestWord).join(QLatin1Char(','));
    if (const auto days = daysFrom(written))
        return *days;
    if (!written.isEmpty())
        m_checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(written)),
            QStringLiteral("write mon, tue, wed, thu, fri, sat, sun or a stretch such as mon-fri"));
    return 0;
}

int MatcherReader::readMinute(const Place &place, const QString &key)
{
    static const QRegularExpression shape(QStringLiteral(R"(\A([01]?\d|2[0-4]):([0-5]\d)\z)"));
    const YamlNode *node = place.find(key);
    if (!node) {
        m_checker.missing(place.map(), key, QStringLiteral("%1 has no '%2'").arg(place.what(), key),
            QStringLiteral("write %1: \"22:00\"").arg(key));
        return 0;
    }
    const auto match = shape.match(node->kind == YamlNode::Kind::Scalar ? node->text.trimmed() : QString());
    const int minute = match.captured(1).toInt() * 60 + match.captured(2).toInt();
    if (match.hasMatch() && minute <= kDayMinutes)
        return minute % kDayMinutes;
    m_checker.fault(*node, QStringLiteral("%1 is '%2'").arg(place.about(key), quoted(node->text)),
        QStringLiteral("write a time of day such as \"22:00\""));
    return 0;
}

} // namespace Wf::Config
