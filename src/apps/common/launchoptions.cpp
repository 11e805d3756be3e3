// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/launchoptions.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <cstdio>
#include <cstdlib>

namespace Wf::Apps {

namespace {
    struct HostPort {
        QString host;
        QString port;
    };

    /// "127.0.0.1:8000", "[::1]:8000", ":0".
    std::optional<HostPort> splitListen(const QString &text)
    {
        const qsizetype colon = text.lastIndexOf(u':');
        if (colon < 0)
            return std::nullopt;
        QString host = text.left(colon);
        if (host.startsWith(u'[') && host.endsWith(u']'))
            host = host.mid(1, host.size() - 2);
        if (host.isEmpty())
            host = QStringLiteral("127.0.0.1");
        bool number = false;
        const int port = text.mid(colon + 1).toInt(&number);
        if (!number || port < 0 || port > 65535 || QHostAddress(host).isNull())
            return std::nullopt;
        return HostPort { host, QString::number(port) };
    }

    bool hasServices(const QString &folder)
    {
        return QFileInfo::exists(folder + QStringLiteral("/services.yaml"))
            || QFileInfo::exists(folder + QStringLiteral("/services.local.yaml"));
    }
} // namespace

void addCommonOptions(QCommandLineParser &parser)
{
    const QString folder = QStringLiteral("DIR");
    parser.addOptions({
        { QStringLiteral("config"), QStringLiteral("Folder of services.yaml and the other files."), folder },
        { QStringLiteral("data"), QStringLiteral("Folder of the database, the backups and the lock."), folder },
        { QStringLiteral("listen"), QStringLiteral("Address of the HTTP API; port 0 takes a free one."),
            QStringLiteral("HOST:PORT") },
        { QStringLiteral("no-listen"), QStringLiteral("Serve no HTTP API.") },
        { QStringLiteral("demo"), QStringLiteral("A made-up company; needs no network, keeps nothing.") },
    });
}

Result<LaunchOptions> readCommonOptions(const QCommandLineParser &parser)
{
    LaunchOptions options;
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.dataFolder = parser.value(QStringLiteral("data"));
    options.configFolder = parser.value(QStringLiteral("config"));
    if (options.configFolder.isEmpty())
        options.configFolder = defaultConfigFolder();
    else if (!QFileInfo(options.configFolder).isDir())
        return failure(ErrorCode::Invalid,
            QStringLiteral("--config %1: there is no such folder (give the folder that holds services.yaml)")
                .arg(options.configFolder));
    if (parser.isSet(QStringLiteral("no-listen")))
        options.listening = Listening::Off;
    if (parser.isSet(QStringLiteral("listen"))) {
        const QString text = parser.value(QStringLiteral("listen"));
        const std::optional<HostPort> address = splitListen(text);
        if (!address)
            return failure(ErrorCode::Invalid,
                QStringLiteral("--listen %1: this is no address (write for example 127.0.0.1:8000)").arg(text));
        options.settings.insert(QStringLiteral("HOST"), address->host);
        options.settings.insert(QStringLiteral("PORT"), address->port);
    }
    return options;
}

QString shippedConfigFolder()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString &shipped : { QStringLiteral("../share/watchfloor/config"),
             QStringLiteral("../Resources/config"), QStringLiteral("../../../config") }) {
        if (hasServices(program.absoluteFilePath(shipped)))
            return QDir::cleanPath(program.absoluteFilePath(shipped));
    }
    return {};
}

QString defaultConfigFolder()
{
    const QString platform = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    if (hasServices(platform))
        return platform;
    const QString shipped = shippedConfigFolder();
    return shipped.isEmpty() ? platform : shipped;
}

QString dataFolderFor(const LaunchOptions &options, const Config::Settings &settings)
{
    if (!options.dataFolder.isEmpty())
        return options.dataFolder;
    if (settings.databasePath.contains(u'/')) // a plain name lies in the data folder
        return QFileInfo(settings.databasePath).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

Config::Sources sourcesFor(const LaunchOptions &options)
{
    Config::Sources sources;
    sources.folder = options.configFolder;
    sources.commandLine = options.settings;
    if (const QString shipped = shippedConfigFolder(); !shipped.isEmpty())
        sources.channelsFolder = shipped + QStringLiteral("/channels");
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &key : environment.keys())
        sources.environment.insert(key, environment.value(key));
    return sources;
}

void printFaults(const std::vector<Config::Fault> &faults)
{
    for (const Config::Fault &fault : faults)
        std::fprintf(stderr, "%s\n", qUtf8Printable(fault.text()));
}

void parseOrExit(QCommandLineParser &parser, const QStringList &arguments)
{
    parser.addHelpOption();
    parser.addVersionOption();
    if (!parser.parse(arguments)) {
        std::fprintf(stderr, "%s (see --help)\n", qUtf8Printable(parser.errorText()));
        std::exit(ExitUsage);
    }
    if (parser.isSet(QStringLiteral("version")))
        parser.showVersion();
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(ExitOk);
    if (!parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "unexpected argument '%s' (see --help)\n",
            qUtf8Printable(parser.positionalArguments().constFirst()));
        std::exit(ExitUsage);
    }
}

} // namespace Wf::Apps
