// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/monitorreader.h"

namespace Wf::Config {

namespace {
    constexpr std::size_t kMostCategories = 200;

    QStringList serviceKeys()
    {
        return QStringList { QStringLiteral("id"), QStringLiteral("display_name"), QStringLiteral("category"),
            QStringLiteral("tier"), QStringLiteral("poll_type"), QStringLiteral("poll_url"),
            QStringLiteral("statuspage_component_name"), QStringLiteral("status_page_url"),
            QStringLiteral("slack_channel_override"), QStringLiteral("owner"), QStringLiteral("runbook_url"),
            QStringLiteral("slo_target"), QStringLiteral("tags"), QStringLiteral("depends_on"),
            QStringLiteral("monitors"), QStringLiteral("quorum"), QStringLiteral("interval"),
            QStringLiteral("timeout") }
        + policyKeys();
    }

    QStringList shortFormKeys()
    {
        return { QStringLiteral("poll_type"), QStringLiteral("poll_url"),
            QStringLiteral("statuspage_component_name") };
    }

    /// Reads the services of one file, one after the other.
    class ServicesReader {
    public:
        ServicesReader(const ServiceDefaults &defaults, Checker &checker)
            : m_defaults(defaults)
            , m_checker(checker)
            , m_references(defaults.environment, checker)
            , m_reading { checker, m_references, m_file.warnings, defaults.commands }
        {
        }

        std::optional<Domain::Service> readDefinition(const YamlNode &node, const QString &what)
        {
            m_what = what;
            Domain::Service service;
            service.origin = Domain::Origin::App;
            service.category = QStringLiteral("checks");
            return readInto(node, service) ? std::optional(std::move(service)) : std::nullopt;
        }

        ServicesFile read(const YamlNode &root)
        {
            m_file.categories = builtInCategories();
            if (!m_checker.checkMap(root, QStringLiteral("services.yaml"),
                    { QStringLiteral("categories"), QStringLiteral("services") }))
                return m_file;
            if (const YamlNode *categories = root.find(u"categories"))
                readCategories(*categories);
            readList(root);
            layDependencies();
            return std::move(m_file);
        }

    private:
        struct Upstream {
            YamlPtr node;
            QString what;
            Domain::Dependency edge;
        };

        void readCategories(const YamlNode &node)
        {
            if (!m_checker.isMap(node, QStringLiteral("categories")))
                return;
            if (node.entries.size() > kMostCategories)
                return m_checker.fault(
                    node, QStringLiteral("there are more than 200 categories"), QStringLiteral("use fewer"));
            std::vector<Domain::Category> named;
            for (const YamlNode::Entry &entry : node.entries) {
                if (!isIdentifier(entry.key))
                    m_checker.fault(entry.line, entry.column,
                        QStringLiteral("the category id is '%1'").arg(quoted(entry.key)),
                        QStringLiteral("write a-z, 0-9, '.', '_' and '-'"));
                else if (const auto label =
                             m_checker.text(*entry.value, QStringLiteral("label of category '%1'").arg(entry.key)))
                    named.push_back({ entry.key, *label });
            }
            std::erase_if(m_file.categories, [&named](const Domain::Category &known) {
                return std::any_of(
                    named.begin(), named.end(), [&](const auto &other) { return other.id == known.id; });
            });
            m_file.categories.insert(m_file.categories.begin(), named.begin(), named.end());
        }

        void readList(const YamlNode &root)
        {
            const YamlNode *list = root.find(u"services");
            if (!list || (list->kind == YamlNode::Kind::Sequence && list->items.empty()))
                return m_checker.fault(list ? *list : root, QStringLiteral("there are no services"),
                    QStringLiteral("write 'services:' and at least one entry with id, display_name, category, "
                                   "poll_type and poll_url"));
            if (!m_checker.isList(*list, QStringLiteral("services"), kMostServices))
                return;
            for (std::size_t i = 0; i < list->items.size(); ++i)
                readService(*list->items[i], i);
        }

        void readService(const YamlNode &node, std::size_t index)
        {
            const YamlNode *idNode = node.find(u"id");
            const QString place = QStringLiteral("services[%1]").arg(index);
            m_what = idNode && idNode->kind == YamlNode::Kind::Scalar
                ? place + QStringLiteral(" '") + quoted(idNode->text) + QLatin1Char('\'')
                : place;
            Domain::Service service;
            service.origin = Domain::Origin::File;
            if (readInto(node, service) && !service.id.isEmpty())
                m_file.services.push_back(std::move(service));
        }

        [[nodiscard]] bool readInto(const YamlNode &node, Domain::Service &service)
        {
            if (!m_checker.checkMap(node, m_what, serviceKeys()))
                return false;
            readIdentity(node, service);
            readRank(node, service);
            readExtras(node, service);
            readMonitors(node, service);
            readQuorum(node, service);
            return true;
        }

        [[nodiscard]] QString about(const char *key) const
        {
            return m_what + QStringLiteral(": ") + QLatin1String(key);
        }

        /// Must stand in a file; a definition can do without.
        const YamlNode *requiredInFile(const YamlNode &node, const char *key, const Domain::Service &service)
        {
            const bool optional = service.origin == Domain::Origin::App;
            return optional ? node.find(QString::fromLatin1(key)) : required(node, key);
        }

        const YamlNode *required(const YamlNode &node, const char *key)
        {
            const YamlNode *value = node.find(QString::fromLatin1(key));
            if (!value)
                m_checker.missing(node, QString::fromLatin1(key),
                    QStringLiteral("%1 has no %2").arg(m_what, QLatin1String(key)),
                    QStringLiteral("write '%1: …'").arg(QLatin1String(key)));
            return value;
        }

        void readIdentity(const YamlNode &node, Domain::Service &service)
        {
            if (const YamlNode *idNode = required(node, "id")) {
                const auto id = m_checker.identifier(*idNode, about("id"));
                if (id && m_lines.contains(*id))
                    m_checker.fault(*idNode,
                        QStringLiteral("%1: the id stands twice, first in line %2")
                            .arg(m_what)
                            .arg(m_lines.value(*id)),
                        QStringLiteral("give every service its own id"));
                else if (id) {
                    service.id = ServiceId(*id);
                    m_lines.insert(*id, idNode->line);
                }
            }
            service.displayName = service.origin == Domain::Origin::App ? service.id.value : QString();
            if (const YamlNode *nameNode = requiredInFile(node, "display_name", service))
                service.displayName = m_checker.text(*nameNode, about("display_name")).value_or(QString());
        }

        void readRank(const YamlNode &node, Domain::Service &service)
        {
            const YamlNode *categoryNode = requiredInFile(node, "category", service);
            if (categoryNode && service.origin == Domain::Origin::App)
                service.category = m_checker.identifier(*categoryNode, about("category")).value_or(QString());
            else if (categoryNode)
                readCategory(*categoryNode, service);
            if (const YamlNode *tierNode = node.find(u"tier"))
                service.tier = m_checker
                                   .word<Domain::Tier>(*tierNode, about("tier"), Domain::tierFromWord,
                                       { QStringLiteral("critical"), QStringLiteral("important"),
                                           QStringLiteral("informational") })
                                   .value_or(service.tier);
        }

        void readCategory(const YamlNode &node, Domain::Service &service)
        {
            service.category = node.text.trimmed();
            QStringList known;
            for (const Domain::Category &category : m_file.categories)
                known.append(category.id);
            if (!known.contains(service.category))
                m_checker.fault(node,
                    QStringLiteral("%1: unknown category '%2'").arg(m_what, quoted(service.category)),
                    wordHint(service.category, known) + QStringLiteral(" or name it under 'categories:'"));
        }

        void readExtras(const YamlNode &node, Domain::Service &service)
        {
            if (const YamlNode *page = present(node, u"status_page_url"))
                service.statusPageUrl = m_checker.url(*page, about("status_page_url")).value_or(QUrl());
            if (const YamlNode *runbook = present(node, u"runbook_url"))
                service.runbookUrl = m_checker.url(*runbook, about("runbook_url")).value_or(QUrl());
            if (const YamlNode *owner = present(node, u"owner"))
                service.owner = m_checker.text(*owner, about("owner")).value_or(QString());
            if (const YamlNode *target = present(node, u"slo_target"))
                service.sloTarget = m_checker.number(*target, about("slo_target"), 1, 99.999);
            if (const YamlNode *tags = node.find(u"tags"))
                service.tags = m_checker.texts(*tags, about("tags"), 50, 64);
            if (const YamlNode *upstreams = node.find(u"depends_on"))
                readUpstreams(*upstreams, service);
            if (const YamlNode *webhook = present(node, u"slack_channel_override"))
                readOverride(*webhook, service);
        }

        /// Optional values may be written as "" just as well as left out.
        static const YamlNode *present(const YamlNode &node, QStringView key)
        {
            const YamlNode *value = node.find(key);
            const bool blank = value && value->kind == YamlNode::Kind::Scalar && value->text.trimmed().isEmpty();
            return blank ? nullptr : value;
        }

        void readUpstreams(const YamlNode &list, const Domain::Service &service)
        {
            if (!m_checker.isList(list, about("depends_on"), kMostUpstreams))
                return;
            for (const YamlPtr &item : list.items) {
                if (const auto id = m_checker.identifier(*item, about("depends_on") + QStringLiteral(" entry")))
                    m_upstreams.push_back({ item, m_what, { ServiceId(*id), service.id, {} } });
            }
        }

        /// Once all services are known.
        void layDependencies()
        {
            for (Upstream &each : m_upstreams) {
                if (!m_lines.contains(each.edge.upstream.value))
                    missUpstream(each);
                else if (!each.edge.downstream.isEmpty())
                    m_file.dependencies.push_back(std::move(each.edge));
            }
        }

        void missUpstream(const Upstream &each)
        {
            const QString near = nearest(each.edge.upstream.value, m_lines.keys());
            m_checker.fault(*each.node,
                QStringLiteral("%1: depends_on: unknown service '%2'")
                    .arg(each.what, quoted(each.edge.upstream.value)),
                near.isEmpty() ? QStringLiteral("write the id of a service of this file")
                               : QStringLiteral("did you mean '%1'?").arg(near));
        }

        void readOverride(const YamlNode &node, Domain::Service &service)
        {
            const Reference reference = expandReference(node.text, m_defaults.environment);
            if (!reference.value)
                return warn(node,
                    QStringLiteral("slack_channel_override: %1; alerts go to the global webhook")
                        .arg(noValueText(reference.missing)));
            const QUrl url(reference.value->trimmed(), QUrl::StrictMode);
            const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
            if (!url.isValid() || !web || url.host().isEmpty())
                return warn(node,
                    QStringLiteral("slack_channel_override is not a web address; alerts go to the "
                                   "global webhook"));
            service.webhookOverride = Secret<QString>(reference.value->trimmed());
        }

        void warn(const YamlNode &node, const QString &text)
        {
            m_file.warnings.append(m_checker.at(node, part(m_what, text)));
        }

        void readMonitors(const YamlNode &node, Domain::Service &service)
        {
            MonitorDefaults defaults;
            defaults.interval = readInterval(node, m_what, m_checker).value_or(m_defaults.interval);
            defaults.timeout = readTimeout(node, m_what, m_checker).value_or(defaults.timeout);
            defaults.confirm = readPolicy(node, m_what, m_checker).over(m_defaults.policies.of(service.tier));
            if (service.tier == Domain::Tier::Critical)
                defaults.pace = Domain::Pace::Eager; // its trouble is to be seen soon, however long all was well
            MonitorReader reader(service.id, m_what, m_reading, m_taken);
            if (const YamlNode *list = node.find(u"monitors")) {
                refuseShortForm(node);
                service.monitors = reader.readList(*list, defaults, service.pollType);
            } else if (service.origin == Domain::Origin::App && !node.find(u"poll_type")) {
                required(node, "monitors");
            } else if (required(node, "poll_type")) {
                service.monitors = reader.readShort(node, defaults, service.pollType);
            }
        }

        void readQuorum(const YamlNode &node, Domain::Service &service)
        {
            const YamlNode *quorum = node.find(u"quorum");
            if (!quorum)
                return;
            service.quorum = m_checker.integer(*quorum, about("quorum"), 1, static_cast<int>(kMostMonitors));
            const auto monitors = static_cast<int>(service.monitors.size());
            if (service.quorum && monitors > 0 && *service.quorum > monitors)
                m_checker.fault(*quorum,
                    QStringLiteral("%1: quorum is %2 of %3 monitors")
                        .arg(m_what)
                        .arg(*service.quorum)
                        .arg(monitors),
                    QStringLiteral("write a whole number from 1 to %1").arg(monitors));
        }

        void refuseShortForm(const YamlNode &node)
        {
            for (const QString &key : shortFormKeys()) {
                if (const YamlNode *value = node.find(key))
                    m_checker.fault(*value, QStringLiteral("%1 has %2 and monitors").arg(m_what, key),
                        QStringLiteral("write it as an entry of monitors"));
            }
        }

        const ServiceDefaults &m_defaults;
        Checker &m_checker;
        ServicesFile m_file;
        References m_references;
        Reading m_reading;
        TakenNames m_taken;
        QString m_what;
        QHash<QString, int> m_lines; ///< id → line
        std::vector<Upstream> m_upstreams;
    };
} // namespace

std::vector<Domain::Category> builtInCategories()
{
    const auto category = [](const char *id, const char *label) {
        return Domain::Category { QString::fromLatin1(id), QString::fromLatin1(label) };
    };
    return { category("identity", "Identity"), category("productivity", "Productivity"),
        category("collaboration", "Collaboration"), category("engineering", "Engineering"), category("hr", "HR"),
        category("finance", "Finance"), category("sales", "Sales"), category("marketing", "Marketing"),
        category("networking", "Networking"), category("support", "Support"), category("other", "Other") };
}

ServicesFile readServices(const YamlNode &root, const ServiceDefaults &defaults, Checker &checker)
{
    return ServicesReader(defaults, checker).read(root);
}

std::optional<Domain::Service> readServiceDefinition(
    const YamlNode &node, const QString &what, const ServiceDefaults &defaults, Checker &checker)
{
    return ServicesReader(defaults, checker).readDefinition(node, what);
}

} // namespace Wf::Config
