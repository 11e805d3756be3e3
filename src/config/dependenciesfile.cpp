// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/dependenciesfile.h"

#include <QSet>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestImpact = 500;
    constexpr std::size_t kMostWarnings = 200;

    class DependenciesReader {
    public:
        DependenciesReader(const std::vector<Domain::Service> &services, Checker &checker)
            : m_services(services)
            , m_checker(checker)
        {
            for (const Domain::Service &service : services) {
                m_known.insert(service.id.value);
                m_names.append(service.id.value);
            }
        }

        DependenciesFile read(const YamlNode &root)
        {
            if (root.kind == YamlNode::Kind::Null
                || !m_checker.checkMap(
                    root, QStringLiteral("dependencies.yaml"), { QStringLiteral("dependencies") }))
                return m_file;
            const YamlNode *map = root.find(u"dependencies");
            if (map && m_checker.isMap(*map, QStringLiteral("dependencies"))) {
                for (const YamlNode::Entry &entry : map->entries)
                    readUpstream(entry);
            }
            return std::move(m_file);
        }

    private:
        struct Wish {
            QString downstream;
            Domain::Dependency edge;
            int line = 0;
            int column = 0;
        };

        void readUpstream(const YamlNode::Entry &entry)
        {
            if (!m_known.contains(entry.key))
                m_checker.fault(entry.line, entry.column,
                    QStringLiteral("Unknown upstream service '%1'").arg(quoted(entry.key)), idHint(entry.key));
            const QString what = QStringLiteral("dependencies of '%1'").arg(quoted(entry.key));
            if (entry.value->kind == YamlNode::Kind::Null || !m_checker.isList(*entry.value, what, kMostEdges))
                return;
            std::vector<Wish> wishes;
            for (const YamlPtr &item : entry.value->items) {
                if (auto wish = readEdge(*item, what))
                    wishes.push_back(std::move(*wish));
            }
            if (m_known.contains(entry.key))
                lay(ServiceId(entry.key), wishes);
        }

        std::optional<Wish> readEdge(const YamlNode &node, const QString &what)
        {
            if (!m_checker.checkMap(node, what,
                    { QStringLiteral("service"), QStringLiteral("impact"), QStringLiteral("severity") }))
                return std::nullopt;
            Wish wish;
            readWords(node, what, wish.edge);
            const YamlNode *service = node.find(u"service");
            if (!service) {
                m_checker.fault(node, what + QStringLiteral(": an entry has no service"),
                    QStringLiteral("write 'service: ID' or 'service: all_internal'"));
                return std::nullopt;
            }
            wish.downstream = service->text.trimmed();
            wish.line = service->line;
            wish.column = service->column;
            if (wish.downstream == QLatin1String("all_internal") || m_known.contains(wish.downstream))
                return wish;
            m_checker.fault(*service,
                QStringLiteral("Unknown downstream service '%1'").arg(quoted(wish.downstream)),
                idHint(wish.downstream));
            return std::nullopt;
        }

        void readWords(const YamlNode &node, const QString &what, Domain::Dependency &edge)
        {
            if (const YamlNode *impact = node.find(u"impact"); impact && !impact->text.trimmed().isEmpty())
                edge.impact = m_checker.text(*impact, what + QStringLiteral(": impact"), kLongestImpact)
                                  .value_or(QString())
                                  .simplified();
            if (const YamlNode *severity = node.find(u"severity"))
                edge.severity = m_checker
                                    .word<Domain::EdgeSeverity>(*severity, what + QStringLiteral(": severity"),
                                        Domain::edgeSeverityFromWord,
                                        { QStringLiteral("critical"), QStringLiteral("high"),
                                            QStringLiteral("medium"), QStringLiteral("low") })
                                    .value_or(edge.severity);
        }

        void lay(const ServiceId &upstream, const std::vector<Wish> &wishes)
        {
            QSet<QString> written;
            for (const Wish &wish : wishes) {
                if (wish.downstream == QLatin1String("all_internal"))
                    continue;
                if (written.contains(wish.downstream))
                    warnTwice(upstream, wish);
                else
                    add(upstream, wish, ServiceId(wish.downstream));
                written.insert(wish.downstream);
            }
            for (const Wish &wish : wishes) {
                if (wish.downstream == QLatin1String("all_internal"))
                    layAll(upstream, wish, written);
            }
        }

        void layAll(const ServiceId &upstream, const Wish &wish, QSet<QString> &written)
        {
            for (const Domain::Service &service : m_services) {
                if (service.id == upstream || written.contains(service.id.value))
                    continue;
                add(upstream, wish, service.id);
                written.insert(service.id.value);
            }
        }

        void add(const ServiceId &upstream, const Wish &wish, const ServiceId &downstream)
        {
            if (m_file.edges.size() == kMostEdges && !m_full) {
                m_full = true;
                m_checker.fault(wish.line, wish.column, QStringLiteral("there are more than 100,000 dependencies"),
                    QStringLiteral("use 'all_internal' for fewer upstream services"));
            }
            if (m_full)
                return;
            Domain::Dependency edge = wish.edge;
            edge.upstream = upstream;
            edge.downstream = downstream;
            m_file.edges.push_back(std::move(edge));
        }

        void warnTwice(const ServiceId &upstream, const Wish &wish)
        {
            if (static_cast<std::size_t>(m_file.warnings.size()) < kMostWarnings)
                m_file.warnings.append(
                    QStringLiteral("%1:%2:%3: the dependency of '%4' on '%5' stands twice; the first one counts")
                        .arg(m_checker.file())
                        .arg(wish.line)
                        .arg(wish.column)
                        .arg(wish.downstream, upstream.value));
        }

        [[nodiscard]] QString idHint(const QString &written) const
        {
            const QString near = nearest(written, m_names);
            return near.isEmpty() ? QStringLiteral("write the id of a service in services.yaml")
                                  : QStringLiteral("did you mean '%1'?").arg(near);
        }

        const std::vector<Domain::Service> &m_services;
        Checker &m_checker;
        QSet<QString> m_known;
        QStringList m_names;
        DependenciesFile m_file;
        bool m_full = false;
    };
} // namespace

DependenciesFile readDependencies(
    const YamlNode &root, const std::vector<Domain::Service> &services, Checker &checker)
{
    return DependenciesReader(services, checker).read(root);
}

} // namespace Wf::Config
