// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/alertsfile.h"

#include "config/maintenancereader.h"

#include <QSet>

#include <algorithm>

namespace Wf::Config {

namespace {
    using std::chrono::hours;
    using std::chrono::minutes;

    constexpr Millis kNothing { 0 };
    constexpr Millis kLongestHold = hours { 1 };
    constexpr Millis kDay = hours { 24 };
    constexpr Millis kWeek = hours { 24 * 7 };
    constexpr Millis kShortestRepeat = minutes { 1 };
    constexpr int kMostReminders = 1000;
    constexpr Millis kShortestDigest = Seconds { 10 };
    constexpr std::size_t kMostChannelsOfStep = 20;
    constexpr int kFewestChanges = 3;
    constexpr int kMostChanges = static_cast<int>(Domain::kTurnsKept) - 2;

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    std::optional<Domain::Mention> mentionFromWord(QStringView word)
    {
        if (word == u"none")
            return Domain::Mention::None;
        return word == u"here" ? std::optional(Domain::Mention::Here) : std::nullopt;
    }

    /// Reads one file; without known channels any name is one.
    class AlertsReader {
    public:
        AlertsReader(Checker &checker, const Domain::Catalogue *catalogue, std::optional<QStringList> channels)
            : m_checker(checker)
            , m_matchers(checker, m_warnings, catalogue)
            , m_channels(std::move(channels))
        {
        }

        static QStringList keys()
        {
            return words("hold critical_hold settle reopen lead threshold flapping channels routes maintenance");
        }

        Domain::AlertPolicy readPolicy(const YamlNode &root, Domain::AlertPolicy policy)
        {
            const Place place(root, QStringLiteral("alerts.yaml"));
            duration(place, u"hold", kNothing, kLongestHold, policy.hold);
            duration(place, u"critical_hold", kNothing, kLongestHold, policy.criticalHold);
            duration(place, u"settle", kNothing, kLongestHold, policy.settle);
            duration(place, u"reopen", kNothing, kDay, policy.reopen);
            duration(place, u"lead", kNothing, kDay, policy.lead);
            if (const YamlNode *threshold = place.find(u"threshold"))
                policy.threshold =
                    m_checker.integer(*threshold, QStringLiteral("threshold"), 1, 100).value_or(policy.threshold);
            if (const YamlNode *flapping = place.find(u"flapping"))
                readFlapping(Place(*flapping, QStringLiteral("flapping")), policy.flapping);
            if (const YamlNode *routes = place.find(u"routes"))
                readRoutes(*routes, policy);
            return policy;
        }

        std::vector<Domain::MaintenancePlan> readPlans(const YamlNode &node)
        {
            std::vector<Domain::MaintenancePlan> plans;
            if (!m_checker.isList(node, QStringLiteral("maintenance"), kMostPlans))
                return plans;
            qint64 id = 0;
            for (const YamlPtr &item : node.items) {
                --id;
                const Place place(*item, QStringLiteral("maintenance %1").arg(-id));
                auto plan = readMaintenance(place, m_matchers, m_checker);
                if (!plan)
                    continue;
                plan->id = id;
                if (const YamlNode *channels = place.find(u"channels"))
                    plan->channels = readChannelNames(*channels, place.about(u"channels"));
                plans.push_back(std::move(*plan));
            }
            return plans;
        }

        [[nodiscard]] const QStringList &warnings() const { return m_warnings; }

    private:
        void duration(const Place &place, QStringView key, Millis low, Millis high, Millis &value)
        {
            if (const YamlNode *node = place.find(key))
                value = m_checker.duration(*node, key.toString(), low, high).value_or(value);
        }

        void readFlapping(const Place &place, Domain::FlapRule &rule)
        {
            if (!m_checker.checkMap(place.map(), place.what(), words("changes within")))
                return;
            if (const YamlNode *changes = place.find(u"changes"))
                rule.changes = m_checker.integer(*changes, place.about(u"changes"), kFewestChanges, kMostChanges)
                                   .value_or(rule.changes);
            if (const YamlNode *within = place.find(u"within"))
                rule.within =
                    m_checker.duration(*within, place.about(u"within"), minutes { 1 }, kDay).value_or(rule.within);
        }

        void readRoutes(const YamlNode &node, Domain::AlertPolicy &policy)
        {
            if (!m_checker.isList(node, QStringLiteral("routes"), kMostRoutes) || node.items.empty())
                return;
            policy.routes.clear();
            int number = 0;
            for (const YamlPtr &item : node.items)
                readRoute(Place(*item, QStringLiteral("route %1").arg(++number)), policy.routes);
        }

        void readRoute(const Place &entry, std::vector<Domain::AlertRoute> &routes)
        {
            if (!m_checker.checkMap(entry.map(), entry.what(),
                    words("name match channels delay steps repeat reminders quiet digest mention recovery "
                          "continue")))
                return;
            Domain::AlertRoute route;
            route.name = readName(entry);
            const Place place(entry.map(),
                route.name.isEmpty() ? entry.what() : QStringLiteral("route '%1'").arg(quoted(route.name)));
            if (const YamlNode *match = place.find(u"match"))
                route.match = m_matchers.readMatcher(*match, place.about(u"match"), MatcherKeys::All);
            readSteps(place, route);
            readManner(place, route);
            warnOfUnreached(place, routes);
            routes.push_back(std::move(route));
        }

        QString readName(const Place &place)
        {
            const YamlNode *node = place.find(u"name");
            if (!node) {
                m_checker.missing(place.map(), QStringLiteral("name"),
                    place.what() + QStringLiteral(" has no name"),
                    QStringLiteral("write one for people, such as 'name: nights'"));
                return {};
            }
            const QString name = m_checker.text(*node, place.about(u"name"), 100).value_or(QString());
            if (!name.isEmpty() && m_names.contains(name))
                m_checker.fault(*node,
                    QStringLiteral("%1: there is a route '%2' already").arg(place.what(), quoted(name)),
                    QStringLiteral("write another name"));
            m_names.insert(name);
            return name;
        }

        void readSteps(const Place &place, Domain::AlertRoute &route)
        {
            const YamlNode *steps = place.find(u"steps");
            const YamlNode *channels = place.find(u"channels");
            if (steps && channels)
                return m_checker.fault(*channels, place.what() + QStringLiteral(" has channels and steps"),
                    QStringLiteral("move the channels into the first step"));
            if (!steps && !channels)
                return m_checker.missing(place.map(), QStringLiteral("channels"),
                    place.what() + QStringLiteral(" tells nobody"),
                    QStringLiteral("write 'channels: [slack]', or 'channels: []' to keep it silent"));
            if (channels)
                route.steps.push_back({ kNothing, readChannelNames(*channels, place.about(u"channels")) });
            else
                readStepList(Place(*steps, place.about(u"steps")), route);
            readDelay(place, route);
        }

        void readStepList(const Place &place, Domain::AlertRoute &route)
        {
            if (!m_checker.isList(place.map(), place.what(), kMostSteps))
                return;
            if (place.map().items.empty())
                m_checker.fault(place.map(), place.what() + QStringLiteral(" is empty"),
                    QStringLiteral("write [{channels: [slack]}]"));
            for (const YamlPtr &item : place.map().items)
                readStep(
                    Place(*item, QStringLiteral("%1 %2").arg(place.what()).arg(route.steps.size() + 1)), route);
        }

        void readStep(const Place &place, Domain::AlertRoute &route)
        {
            Domain::AlertStep step;
            if (!route.steps.empty())
                step.after = route.steps.back().after;
            if (m_checker.checkMap(place.map(), place.what(), words("after channels")))
                fillStep(place, route, step);
            route.steps.push_back(std::move(step)); // a faulty one keeps its place: the others are counted by it
        }

        void fillStep(const Place &place, const Domain::AlertRoute &route, Domain::AlertStep &step)
        {
            const Millis before = step.after;
            const YamlNode *after = place.find(u"after");
            if (after)
                step.after = m_checker.duration(*after, place.about(u"after"), kNothing, kWeek).value_or(before);
            else if (!route.steps.empty())
                m_checker.missing(place.map(), QStringLiteral("after"),
                    place.what() + QStringLiteral(" does not say when"),
                    QStringLiteral("write 'after: 15m', counted from the beginning of the trouble"));
            if (after && !route.steps.empty() && step.after <= before)
                m_checker.fault(*after,
                    place.about(u"after") + QStringLiteral(" is not later than the step before"),
                    QStringLiteral("write more than %1").arg(durationText(before)));
            if (const YamlNode *channels = place.find(u"channels"))
                step.channels = readChannelNames(*channels, place.about(u"channels"));
            else
                m_checker.missing(place.map(), QStringLiteral("channels"),
                    place.what() + QStringLiteral(" tells nobody"), QStringLiteral("write 'channels: [slack]'"));
        }

        void readDelay(const Place &place, Domain::AlertRoute &route)
        {
            const YamlNode *delay = place.find(u"delay");
            if (!delay || route.steps.empty())
                return;
            const auto read = m_checker.duration(*delay, place.about(u"delay"), kNothing, kWeek);
            if (!read)
                return;
            if (route.steps.front().after > kNothing)
                m_checker.fault(*delay,
                    place.what() + QStringLiteral(" has a delay and a first step with 'after'"),
                    QStringLiteral("keep one of them"));
            if (route.steps.size() > 1 && route.steps[1].after <= *read)
                m_checker.fault(*delay, place.about(u"delay") + QStringLiteral(" is not before the second step"),
                    QStringLiteral("write less than %1").arg(durationText(route.steps[1].after)));
            route.steps.front().after = *read;
        }

        QStringList readChannelNames(const YamlNode &node, const QString &what)
        {
            QStringList names;
            for (const QString &name : m_checker.oneOrMore(node, what, kMostChannelsOfStep, 128)) {
                if (m_channels && !m_channels->contains(name))
                    m_checker.fault(node, QStringLiteral("%1: there is no channel '%2'").arg(what, quoted(name)),
                        wordHint(name, *m_channels));
                else if (!names.contains(name))
                    names.append(name);
            }
            return names;
        }

        void readManner(const Place &place, Domain::AlertRoute &route)
        {
            if (const YamlNode *repeat = place.find(u"repeat"))
                route.repeat = m_checker.duration(*repeat, place.about(u"repeat"), kShortestRepeat, kWeek);
            if (const YamlNode *reminders = place.find(u"reminders"))
                route.reminders = m_checker.integer(*reminders, place.about(u"reminders"), 1, kMostReminders);
            if (const YamlNode *digest = place.find(u"digest"))
                route.digest = m_checker.duration(*digest, place.about(u"digest"), kShortestDigest, kDay);
            if (const YamlNode *quiet = place.find(u"quiet"))
                route.quiet = readQuiet(Place(*quiet, place.about(u"quiet")));
            if (const YamlNode *mention = place.find(u"mention"))
                route.mention = m_checker
                                    .word<Domain::Mention>(
                                        *mention, place.about(u"mention"), mentionFromWord, words("none here"))
                                    .value_or(route.mention);
            if (const YamlNode *recovery = place.find(u"recovery"))
                route.recovery = m_checker.flag(*recovery, place.about(u"recovery")).value_or(route.recovery);
            if (const YamlNode *goOn = place.find(u"continue"))
                route.goOn = m_checker.flag(*goOn, place.about(u"continue")).value_or(route.goOn);
        }

        Domain::QuietTimes readQuiet(const Place &place)
        {
            Domain::QuietTimes quiet;
            quiet.times = m_matchers.readTimes(place.map(), place.what(), words("except"));
            if (const YamlNode *except = place.find(u"except"))
                quiet.except = m_matchers.readMatcher(*except, place.about(u"except"), MatcherKeys::All);
            return quiet;
        }

        void warnOfUnreached(const Place &place, const std::vector<Domain::AlertRoute> &before)
        {
            const auto all = std::ranges::find_if(before, [](const Domain::AlertRoute &route) {
                return route.match == Domain::AlertMatcher {} && !route.goOn;
            });
            if (all != before.end())
                m_warnings.append(m_checker.at(place.map(),
                    QStringLiteral("%1 is never reached: '%2' before it takes everything")
                        .arg(place.what(), quoted(all->name))));
        }

        Checker &m_checker;
        QStringList m_warnings;
        MatcherReader m_matchers;
        std::optional<QStringList> m_channels;
        QSet<QString> m_names;
    };

    bool isEmpty(const YamlNode &root)
    {
        return root.kind == YamlNode::Kind::Null;
    }
} // namespace

AlertsFile readAlerts(
    const YamlNode &root, const Domain::AlertPolicy &base, const AlertsWorld &world, Checker &checker)
{
    AlertsFile file;
    file.policy = base;
    if (isEmpty(root) || !checker.checkMap(root, QStringLiteral("alerts.yaml"), AlertsReader::keys()))
        return file;
    const References references(world.environment, checker);
    const Reading reading { checker, references, file.warnings };
    if (const YamlNode *channels = root.find(u"channels"))
        file.channels = readChannels(*channels, world.definitions, reading);
    AlertsReader reader(checker, &world.catalogue, builtInChannels() + file.channels.names);
    file.policy = reader.readPolicy(root, base);
    if (const YamlNode *maintenance = root.find(u"maintenance"))
        file.plans = reader.readPlans(*maintenance);
    file.warnings += reader.warnings();
    return file;
}

tl::expected<Domain::AlertPolicy, std::vector<Fault>> readPolicy(
    const QByteArray &yaml, const QString &file, const Domain::Catalogue *catalogue)
{
    Faults faults;
    Checker checker(file, faults);
    Domain::AlertPolicy policy = Domain::defaultPolicy();
    const YamlPtr root = parseYaml(yaml, file, faults);
    if (root && !isEmpty(*root) && checker.checkMap(*root, QStringLiteral("the policy"), AlertsReader::keys()))
        policy = AlertsReader(checker, catalogue, std::nullopt).readPolicy(*root, policy);
    if (!faults.isEmpty())
        return tl::unexpected(faults.sorted());
    return policy;
}

} // namespace Wf::Config
