// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/statuspagecall.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Wf::Http {

namespace {
    using Domain::Status;

    constexpr qsizetype kLongestDetail = 500;

    /// A word of the page: a status, or something that only the page itself can tell.
    struct Meaning {
        bool known = false;
        std::optional<Status> status {};
    };

    QString normal(const QJsonValue &word)
    {
        return word.toString().trimmed().toLower();
    }

    Meaning componentMeaning(const QJsonValue &value)
    {
        static const QHash<QString, Status> words { { QStringLiteral("operational"), Status::Operational },
            { QStringLiteral("degraded_performance"), Status::Degraded },
            { QStringLiteral("partial_outage"), Status::PartialOutage },
            { QStringLiteral("major_outage"), Status::MajorOutage } };
        const QString word = normal(value);
        if (const auto found = words.constFind(word); found != words.constEnd())
            return { true, *found };
        return { word == QLatin1String("under_maintenance"), std::nullopt };
    }

    /// Of an incident: one of no impact says nothing about how well the rest is.
    Meaning impactMeaning(const QJsonValue &value)
    {
        static const QHash<QString, Status> words { { QStringLiteral("minor"), Status::Degraded },
            { QStringLiteral("major"), Status::PartialOutage },
            { QStringLiteral("critical"), Status::MajorOutage } };
        const QString word = normal(value);
        if (const auto found = words.constFind(word); found != words.constEnd())
            return { true, *found };
        return { word == QLatin1String("none") || word == QLatin1String("maintenance"), std::nullopt };
    }

    /// The part of a page that one service watches.
    class Watched {
    public:
        explicit Watched(const Ports::ServiceRow &row)
        {
            for (const Ports::MonitorRow &monitor : row.monitors) {
                if (Domain::sourceOf(monitor.spec) != Domain::Source::Vendor)
                    continue;
                m_monitors.push_back(&monitor);
                m_whole = m_whole || monitor.spec.components.isEmpty();
            }
            m_whole = m_whole || m_monitors.empty();
        }

        [[nodiscard]] bool isWhole() const { return m_whole; }
        /// One monitor that watches one component: nothing else could be wrong with it.
        [[nodiscard]] bool isOnePart() const
        {
            return !m_whole && m_monitors.size() == 1 && partsOf(*m_monitors.front()) == 1;
        }

        enum class Part : quint8 { Inside, Outside, Unclear };
        [[nodiscard]] Part part(const QString &id, const QString &name) const
        {
            if (m_whole)
                return Part::Inside;
            Part result = Part::Outside;
            for (const Ports::MonitorRow *monitor : m_monitors) {
                const Part found = partOf(*monitor, id, name);
                if (found == Part::Inside)
                    return found;
                result = found == Part::Unclear ? found : result;
            }
            return result;
        }

    private:
        static bool same(const QString &a, const QString &b)
        {
            return !a.isEmpty() && a.trimmed().compare(b.trimmed(), Qt::CaseInsensitive) == 0;
        }
        static qsizetype partsOf(const Ports::MonitorRow &monitor)
        {
            const auto &known = monitor.state.components;
            return known.empty() ? monitor.spec.components.size()
                                 : std::ranges::count_if(known, &Domain::Component::selected);
        }
        static Part partOf(const Ports::MonitorRow &monitor, const QString &id, const QString &name)
        {
            if (id.isEmpty() && name.isEmpty())
                return Part::Unclear;
            for (const Domain::Component &component : monitor.state.components) {
                const QString bare = component.name.section(QStringLiteral(" / "), -1);
                if (same(id, component.id) || (id.isEmpty() && same(name, bare)))
                    return component.selected ? Part::Inside : Part::Outside;
            }
            Part result = Part::Outside;
            for (const QString &selector : monitor.spec.components) {
                if (same(id, selector) || same(name, selector))
                    return Part::Inside;
                if (selector.contains(u':') || selector.contains(u'/'))
                    result = Part::Unclear; // a pattern or a group: the page tells who is in it
            }
            return result;
        }

        std::vector<const Ports::MonitorRow *> m_monitors;
        bool m_whole = false;
    };

    bool isBetter(Status said, const Ports::ServiceRow &row)
    {
        return Domain::severity(said) < Domain::severity(row.state.status);
    }

    bool pageIsWell(const QJsonObject &body)
    {
        const QJsonValue page = body.value(u"page");
        return !page.isObject() || normal(page[u"status_indicator"]) == QLatin1String("none");
    }

    std::optional<Ports::VendorCall> componentCall(const QJsonObject &body, const Ports::ServiceRow &row)
    {
        const QJsonValue update = body.value(u"component_update");
        const QString name = body.value(u"component")[u"name"].toString();
        const Watched watched(row);
        const Watched::Part part = watched.part(update[u"component_id"].toString(), name);
        const Meaning meaning = componentMeaning(update[u"new_status"]);
        if (part == Watched::Part::Outside || !meaning.known)
            return std::nullopt;
        QString detail = update[u"new_status"].toString();
        if (!name.isEmpty())
            detail = name + QStringLiteral(": ") + detail;
        Ports::VendorCall call { row.id(), meaning.status, detail.left(kLongestDetail) };
        const bool alone = watched.isWhole() ? pageIsWell(body) : watched.isOnePart();
        if (part == Watched::Part::Unclear || (call.status && isBetter(*call.status, row) && !alone))
            call.status.reset();
        return call;
    }

    bool isOver(const QJsonObject &incident)
    {
        const QString state = normal(incident.value(u"status"));
        return state == QLatin1String("resolved") || state == QLatin1String("postmortem")
            || state == QLatin1String("completed");
    }

    /// Whether an incident touches what the service watches; one that names no components may.
    bool touches(const QJsonObject &incident, const Watched &watched)
    {
        const QJsonArray components = incident.value(u"components").toArray();
        return components.isEmpty() || std::ranges::any_of(components, [&](const QJsonValue &component) {
            return watched.part(component[u"id"].toString(), component[u"name"].toString())
                != Watched::Part::Outside;
        });
    }

    std::optional<Ports::VendorCall> incidentCall(const QJsonObject &incident, const Ports::ServiceRow &row)
    {
        const Watched watched(row);
        if (!touches(incident, watched))
            return std::nullopt;
        const QString name = incident.value(u"name").toString();
        const QString impact = incident.value(u"impact").toString();
        Ports::VendorCall call { row.id(), std::nullopt, (name.isEmpty() ? impact : name).left(kLongestDetail) };
        if (isOver(incident))
            return call;
        const Meaning meaning = impactMeaning(incident.value(u"impact"));
        if (!meaning.known)
            return std::nullopt;
        if (watched.isWhole() && meaning.status && !isBetter(*meaning.status, row))
            call.status = meaning.status;
        return call;
    }
} // namespace

std::optional<Ports::VendorCall> readStatuspageCall(const QByteArray &body, const Ports::ServiceRow &row)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (object.value(u"component_update").isObject())
        return componentCall(object, row);
    if (object.value(u"incident").isObject())
        return incidentCall(object.value(u"incident").toObject(), row);
    return std::nullopt;
}

} // namespace Wf::Http
