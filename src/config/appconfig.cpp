// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/appconfig.h"

#include "config/alertsfile.h"
#include "config/channelfolder.h"
#include "config/dependenciesfile.h"
#include "config/httpreader.h"
#include "config/references.h"
#include "domain/clientcredentials.h"
#include "domain/heartbeat.h"
#include "config/watchfloorfile.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <algorithm>

namespace Wf::Config {

namespace {
    constexpr qsizetype kMostWarnings = 1000;

    class Loader {
    public:
        explicit Loader(const Sources &sources)
            : m_sources(sources)
            , m_folder(sources.folder)
        {
        }

        tl::expected<AppConfig, std::vector<Fault>> run()
        {
            m_config.settings = defaultSettings();
            const TierPolicies policies = readSettings();
            const Settings &settings = m_config.settings;
            m_config.defaults = { settings.pollInterval, policies, m_sources.environment,
                settings.allowCommandChecks ? CommandChecks::Allowed : CommandChecks::Refused };
            Domain::Catalogue catalogue = readCatalogue();
            checkBroker(catalogue);
            readAlerting(catalogue);
            if (!m_faults.isEmpty())
                return tl::unexpected(m_faults.sorted());
            m_config.catalogue = std::make_shared<const Domain::Catalogue>(std::move(catalogue));
            return std::move(m_config);
        }

    private:
        TierPolicies readSettings()
        {
            WatchfloorFile file;
            const QString path = m_folder.filePath(QStringLiteral("watchfloor.yaml"));
            if (QFile::exists(path)) {
                Checker checker(path, m_faults);
                if (const YamlPtr root = parse(path))
                    file = readWatchfloor(*root, m_config.settings, m_sources.environment, checker);
            }
            warn(file.warnings);
            apply(m_sources.environment, Layer::Environment, QStringLiteral("environment"));
            apply(m_sources.commandLine, Layer::CommandLine, QStringLiteral("command line"));
            return file.policiesOver(globalPolicy(m_config.settings));
        }

        void apply(const QHash<QString, QString> &values, Layer layer, const QString &place)
        {
            for (const QString &name : settingNames()) {
                if (const auto trouble = applySetting(m_config.settings, name, values.value(name), layer))
                    m_faults.add({ place, 0, 0, trouble->message, trouble->hint });
            }
        }

        Domain::Catalogue readCatalogue()
        {
            Domain::Catalogue catalogue;
            const QString path = preferred(QStringLiteral("services"));
            if (!QFile::exists(path)) {
                m_faults.add({ path, 0, 0, QStringLiteral("there is no such file"),
                    QStringLiteral("write one, or name another folder with --config") });
                return catalogue;
            }
            const YamlPtr root = parse(path);
            if (!root)
                return catalogue;
            Checker checker(path, m_faults);
            ServicesFile services = readServices(*root, m_config.defaults, checker);
            warn(services.warnings);
            catalogue.categories = std::move(services.categories);
            catalogue.services = std::move(services.services);
            readEdges(catalogue);
            addEdges(catalogue, services.dependencies);
            return catalogue;
        }

        /// What dependencies.yaml says of the same two says more.
        static void addEdges(Domain::Catalogue &catalogue, const std::vector<Domain::Dependency> &edges)
        {
            QSet<std::pair<ServiceId, ServiceId>> known;
            for (const Domain::Dependency &edge : catalogue.dependencies)
                known.insert({ edge.upstream, edge.downstream });
            for (const Domain::Dependency &edge : edges) {
                const std::pair key(edge.upstream, edge.downstream);
                if (!known.contains(key))
                    catalogue.dependencies.push_back(edge);
                known.insert(key);
            }
        }

        void readEdges(Domain::Catalogue &catalogue)
        {
            const QString path = preferred(QStringLiteral("dependencies"));
            if (!QFile::exists(path))
                return;
            const YamlPtr root = parse(path);
            if (!root)
                return;
            Checker checker(path, m_faults);
            DependenciesFile file = readDependencies(*root, catalogue.services, checker);
            warn(file.warnings);
            catalogue.dependencies = std::move(file.edges);
        }

        void readAlerting(const Domain::Catalogue &catalogue)
        {
            ChannelFolder kinds = readChannelFolders(
                { m_sources.channelsFolder, m_folder.filePath(QStringLiteral("channels")) }, m_faults);
            m_config.files += kinds.files;
            m_config.channelDefinitions = std::move(kinds.definitions);
            m_config.policy.threshold = m_config.settings.dependencyCorrelationThreshold;
            const QString path = preferred(QStringLiteral("alerts"));
            if (!m_sources.alerts && !QFile::exists(path))
                return;
            const YamlPtr root = m_sources.alerts ? parseYaml(*m_sources.alerts, path, m_faults) : parse(path);
            if (!root)
                return;
            Checker checker(path, m_faults);
            AlertsFile file = readAlerts(*root, m_config.policy,
                { catalogue, m_config.channelDefinitions, m_sources.environment }, checker);
            warn(file.warnings);
            m_config.policy = std::move(file.policy);
            m_config.channels = std::move(file.channels.channels);
            m_config.channelSecrets = std::move(file.channels.secrets);
            m_config.plans = std::move(file.plans);
        }

        void checkBroker(const Domain::Catalogue &catalogue)
        {
            const QString &broker = m_config.settings.ssoBrokerServiceId;
            const bool known = std::any_of(catalogue.services.begin(), catalogue.services.end(),
                [&broker](const Domain::Service &service) { return service.id.value == broker; });
            if (!broker.isEmpty() && !known)
                warn({ QStringLiteral("SSO_BROKER_SERVICE_ID is '%1', which is no service").arg(quoted(broker)) });
        }

        [[nodiscard]] QString preferred(const QString &stem) const { return configFile(m_sources.folder, stem); }

        YamlPtr parse(const QString &path)
        {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) {
                m_faults.add({ path, 0, 0, QStringLiteral("the file cannot be read: ") + file.errorString(),
                    QStringLiteral("check its permissions") });
                return nullptr;
            }
            m_config.files.append(path);
            return parseYaml(file.read(kLargestYaml + 1), path, m_faults);
        }

        void warn(const QStringList &texts)
        {
            m_config.warnings += texts.mid(0, std::max<qsizetype>(0, kMostWarnings - m_config.warnings.size()));
        }

        const Sources &m_sources;
        QDir m_folder;
        Faults m_faults;
        AppConfig m_config;
    };

    void addHeaders(const std::vector<Domain::RequestHeader> &headers, QStringList &values)
    {
        for (const Domain::RequestHeader &header : headers) {
            const QString value = QString::fromUtf8(header.value.reveal());
            if (isPublicHeader(QString::fromUtf8(header.name)))
                continue;
            values.append(value);
            // "Bearer TOKEN": an answer may repeat the token alone.
            values.append(value.section(QLatin1Char(' '), 1).trimmed());
        }
    }

    void addCheck(const Domain::CheckSpec &check, QStringList &values)
    {
        if (const auto *http = std::get_if<Domain::HttpSpec>(&check.target)) {
            addHeaders(http->headers, values);
            values.append({ http->password.reveal(), http->bearer.reveal(),
                QUrl(http->proxy.reveal()).password(QUrl::FullyDecoded) });
        } else if (const auto *socket = std::get_if<Domain::WebSocketSpec>(&check.target)) {
            addHeaders(socket->headers, values);
        }
    }
} // namespace

namespace {
    constexpr qsizetype kMostNames = 200;

    QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.read(kLargestYaml + 1) : QByteArray();
    }

    void gatherNames(const YamlNode &node, QStringList &names)
    {
        if (names.size() >= kMostNames)
            return;
        for (const QString &name : keychainNamesIn(node.text)) {
            if (!names.contains(name))
                names.append(name);
        }
        for (const YamlPtr &item : node.items)
            gatherNames(*item, names);
        for (const YamlNode::Entry &entry : node.entries)
            gatherNames(*entry.value, names);
    }
} // namespace

QStringList keychainNames(const Sources &sources)
{
    QStringList names;
    const auto gather = [&names](const QByteArray &content) {
        Faults ignored;
        const YamlPtr root = content.contains("keychain:") ? parseYaml(content, {}, ignored) : nullptr;
        if (root)
            gatherNames(*root, names);
    };
    gather(contentOf(QDir(sources.folder).filePath(QStringLiteral("watchfloor.yaml"))));
    gather(contentOf(configFile(sources.folder, QStringLiteral("services"))));
    gather(sources.alerts ? *sources.alerts : contentOf(configFile(sources.folder, QStringLiteral("alerts"))));
    return names.mid(0, kMostNames);
}

QString configFile(const QString &folder, const QString &stem)
{
    const QString local = QDir(folder).filePath(stem + QStringLiteral(".local.yaml"));
    return QFile::exists(local) ? local : QDir(folder).filePath(stem + QStringLiteral(".yaml"));
}

tl::expected<AppConfig, std::vector<Fault>> load(const Sources &sources)
{
    return Loader(sources).run();
}

QStringList secretValues(const AppConfig &config)
{
    QStringList values = secretValues(config.settings) + config.channelSecrets;
    for (const Domain::Service &service : config.catalogue->services)
        values += secretValues(service);
    return values;
}

QStringList secretValues(const Domain::Service &service)
{
    QStringList values { service.webhookOverride.reveal() };
    for (const Domain::MonitorSpec &monitor : service.monitors) {
        if (monitor.check)
            addCheck(*monitor.check, values);
        if (monitor.heartbeat)
            values.append(monitor.heartbeat->uuid);
        if (monitor.credentials)
            values.append(monitor.credentials->clientSecret.reveal());
    }
    values.removeAll(QString());
    return values;
}

} // namespace Wf::Config
