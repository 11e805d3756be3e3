// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/statuspagedocument.h"

#include "vendors/textdecoding.h"

#include <QHash>

#include <algorithm>

namespace Wf::Vendors::Statuspage {

namespace {

    constexpr qsizetype kMostComponents = 20'000;
    constexpr qsizetype kMostIncidents = 200;
    constexpr qsizetype kMostMaintenances = 500;
    constexpr qsizetype kMostUpdates = 20;
    constexpr qsizetype kMostTouched = 1000;
    constexpr qsizetype kMostWarnings = 20;
    constexpr qsizetype kIdLength = 100;
    constexpr qsizetype kNameLength = 300;
    constexpr qsizetype kWordLength = 60;
    constexpr qsizetype kBodyLength = 2000;

    constexpr QLatin1String kId("id");
    constexpr QLatin1String kName("name");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kComponents("components");
    constexpr QLatin1String kUpdates("incident_updates");

    void warn(Document &document, const QString &text)
    {
        if (document.warnings.size() < kMostWarnings && !document.warnings.contains(text))
            document.warnings.append(text);
    }

    QUrl linkAt(const QJsonObject &object)
    {
        const QUrl url(textAt(object, QLatin1String("shortlink"), kNameLength));
        const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
        return url.isValid() && web ? url : QUrl();
    }

    /// Finds the leaves that a vendor's list of components means.
    class Directory {
    public:
        Directory(const std::vector<Leaf> &leaves, const QHash<QString, QString> &groups)
            : m_groups(groups)
        {
            for (size_t i = 0; i < leaves.size(); ++i) {
                const Candidate &who = leaves[i].who;
                if (!who.id.isEmpty())
                    m_byId.insert(who.id, i);
                m_byName.insert(who.name, i);
                if (!who.group.isEmpty())
                    m_byName.insert(who.group % u" - " % who.name, i);
                m_children.insert(who.groupId, i);
            }
        }

        void add(Scope &scope, const QString &id, const QString &name) const
        {
            scope.names.append(name.isEmpty() ? id : name);
            if (m_byId.contains(id))
                scope.leaves.insert(m_byId.value(id));
            else if (!m_groups.contains(id))
                addAll(scope, m_byName, name);
        }
        /// A group that is named beside one of its children only repeats it; alone it means all of them.
        void addGroup(Scope &scope, const QString &id) const
        {
            if (!m_groups.contains(id))
                return;
            const auto children = m_children.values(id);
            const bool repeated =
                std::ranges::any_of(children, [&](size_t i) { return scope.leaves.contains(i); });
            if (!repeated)
                scope.leaves.insert(children.begin(), children.end());
        }

    private:
        static void addAll(Scope &scope, const QMultiHash<QString, size_t> &index, const QString &key)
        {
            const auto found = index.values(key);
            scope.leaves.insert(found.begin(), found.end());
        }

        QHash<QString, QString> m_groups;
        QHash<QString, size_t> m_byId;
        QMultiHash<QString, size_t> m_byName;
        QMultiHash<QString, size_t> m_children;
    };

    struct Named {
        QString id;
        QString name;
    };

    /// The components an incident names itself; where it names none, those that its updates name.
    std::vector<Named> namedComponents(const QJsonObject &item)
    {
        std::vector<Named> named;
        for (const QJsonObject &one : objectsAt(item, kComponents, kMostTouched))
            named.push_back({ textAt(one, kId, kIdLength), textAt(one, kName, kNameLength) });
        if (!named.empty())
            return named;
        std::set<QString> seen;
        for (const QJsonObject &update : objectsAt(item, kUpdates, kMostUpdates)) {
            for (const QJsonObject &one : objectsAt(update, QLatin1String("affected_components"), kMostTouched)) {
                const Named found { textAt(one, QLatin1String("code"), kIdLength),
                    textAt(one, kName, kNameLength) };
                if (seen.insert(found.id + u'\n' + found.name).second)
                    named.push_back(found);
            }
        }
        return named;
    }

    Scope readScope(const QJsonObject &item, const Directory &directory)
    {
        Scope scope;
        const auto named = namedComponents(item);
        for (const Named &one : named)
            directory.add(scope, one.id, one.name);
        for (const Named &one : named)
            directory.addGroup(scope, one.id);
        return scope;
    }

    std::vector<Domain::VendorUpdate> readUpdates(const QJsonObject &item)
    {
        std::vector<Domain::VendorUpdate> updates;
        for (const QJsonObject &one : objectsAt(item, kUpdates, kMostUpdates)) {
            auto at = timeAt(one, QLatin1String("display_at"));
            updates.push_back({ textAt(one, kId, kIdLength), textAt(one, kStatus, kWordLength),
                cut(one.value(QLatin1String("body")).toString(), kBodyLength),
                at ? at : timeAt(one, QLatin1String("created_at")) });
        }
        return updates;
    }

    bool isOver(const QString &state)
    {
        const QString word = state.toLower();
        return word == QLatin1String("resolved") || word == QLatin1String("postmortem")
            || word == QLatin1String("completed");
    }

    void readIncidents(Document &document, const QJsonObject &root, const Directory &directory)
    {
        for (const QJsonObject &item : objectsAt(root, QLatin1String("incidents"), kMostIncidents)) {
            ScopedIncident found;
            auto &incident = found.incident;
            incident.state = textAt(item, kStatus, kWordLength);
            if (isOver(incident.state))
                continue;
            incident.id = textAt(item, kId, kIdLength);
            incident.title = textAt(item, kName, kNameLength);
            incident.impact = normalizeImpact(textAt(item, QLatin1String("impact"), kWordLength));
            incident.link = linkAt(item);
            incident.startedAt = timeAt(item, QLatin1String("started_at"));
            if (!incident.startedAt)
                incident.startedAt = timeAt(item, QLatin1String("created_at"));
            incident.updatedAt = timeAt(item, QLatin1String("updated_at"));
            incident.updates = readUpdates(item);
            found.scope = readScope(item, directory);
            incident.components = found.scope.names;
            document.incidents.push_back(std::move(found));
        }
    }

    std::optional<Domain::MaintenanceState> stateOf(Document &document, const QJsonObject &item)
    {
        const QString word = textAt(item, kStatus, kWordLength).toLower();
        if (word.isEmpty())
            return Domain::MaintenanceState::Scheduled;
        const auto state = Domain::maintenanceStateFromWord(word);
        if (!state)
            warn(document, QStringLiteral("unknown maintenance status \"%1\": left out").arg(word));
        return state;
    }

    void readMaintenance(Document &document, const QJsonObject &item, const Directory &directory)
    {
        const QString id = textAt(item, kId, kIdLength);
        const auto from = timeAt(item, QLatin1String("scheduled_for"));
        const auto state = stateOf(document, item);
        if (id.isEmpty() || !from || !state)
            return;
        ScopedMaintenance found;
        auto &maintenance = found.maintenance;
        maintenance.id = id;
        maintenance.title = textAt(item, kName, kNameLength);
        if (maintenance.title.isEmpty())
            maintenance.title = QStringLiteral("Scheduled Maintenance");
        const auto updates = readUpdates(item);
        maintenance.description = updates.empty() ? QString() : updates.front().body;
        maintenance.state = *state;
        maintenance.scheduledFor = *from;
        maintenance.scheduledUntil = timeAt(item, QLatin1String("scheduled_until"));
        maintenance.link = linkAt(item);
        found.scope = readScope(item, directory);
        maintenance.components = found.scope.names;
        document.maintenances.push_back(std::move(found));
    }

    QHash<QString, QString> readGroups(const QJsonArray &components)
    {
        QHash<QString, QString> groups;
        for (const QJsonValue &value : components) {
            const QJsonObject one = value.toObject();
            if (one.value(QLatin1String("group")).toBool())
                groups.insert(textAt(one, kId, kIdLength), textAt(one, kName, kNameLength));
        }
        return groups;
    }

    /// Anything in the list that is no component still counts as one, of unknown status: it must not read as good.
    void readLeaves(Document &document, const QJsonArray &components, const QHash<QString, QString> &groups)
    {
        for (const QJsonValue &value : components) {
            const QJsonObject one = value.toObject();
            if (one.value(QLatin1String("group")).toBool())
                continue;
            Leaf leaf;
            leaf.who.id = textAt(one, kId, kIdLength);
            leaf.who.name = textAt(one, kName, kNameLength);
            leaf.who.groupId = textAt(one, QLatin1String("group_id"), kIdLength);
            leaf.who.group = groups.value(leaf.who.groupId);
            leaf.word = textAt(one, kStatus, kWordLength);
            leaf.reading = normalizeComponent(leaf.word);
            if (leaf.reading.status == Domain::Status::Unknown) {
                warn(document,
                    QStringLiteral("unknown component status \"%1\" (%2)").arg(leaf.word, leaf.who.name));
            }
            document.leaves.push_back(std::move(leaf));
        }
    }

    void readStatus(Document &document, const QJsonObject &status)
    {
        document.indicator = textAt(status, QLatin1String("indicator"), kWordLength);
        document.description = textAt(status, QLatin1String("description"), kNameLength);
        if (normalizeIndicator(*document.indicator).status == Domain::Status::Unknown)
            warn(document, QStringLiteral("unknown page indicator \"%1\"").arg(*document.indicator));
    }

    BadDocument notAStatuspage()
    {
        return { QStringLiteral("neither \"status\" nor \"components\""),
            QStringLiteral("The answer is JSON, but not a Statuspage summary: it has neither a status nor "
                           "components. The address should end in /api/v2/summary.json.") };
    }

} // namespace

tl::expected<Document, BadDocument> readDocument(const QByteArray &body)
{
    const auto root = readObject(body);
    if (!root)
        return tl::unexpected(root.error());
    const QJsonValue status = root->value(kStatus);
    const QJsonArray components = root->value(kComponents).toArray();
    if (!status.isObject() && components.isEmpty())
        return tl::unexpected(notAStatuspage());
    if (components.size() > kMostComponents) {
        return tl::unexpected(BadDocument { QStringLiteral("too many components"),
            QStringLiteral("The status page lists more than 20,000 components.") });
    }
    Document document;
    document.pageName = textAt(root->value(QLatin1String("page")).toObject(), kName, kNameLength);
    if (status.isObject())
        readStatus(document, status.toObject());
    const auto groups = readGroups(components);
    readLeaves(document, components, groups);
    const Directory directory(document.leaves, groups);
    readIncidents(document, *root, directory);
    for (const QJsonObject &item : objectsAt(*root, QLatin1String("scheduled_maintenances"), kMostMaintenances))
        readMaintenance(document, item, directory);
    if (!document.indicator && document.leaves.empty())
        return tl::unexpected(notAStatuspage());
    return document;
}

} // namespace Wf::Vendors::Statuspage
