// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/backend.h"

#include "apps/common/configsecrets.h"
#include "apps/common/enginesettings.h"
#include "config/vendorcatalogfile.h"
#include "core/answer.h"
#include "core/logging.h"
#include "demo/democompany.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <semaphore>

Q_LOGGING_CATEGORY(logBackend, "wf.apps", QtInfoMsg)

namespace Wf::Apps {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kStopDeadline = 3s;
    constexpr Millis kFileSettle = 300ms;
    constexpr Millis kFirstKeep = 5min;

    /// A data folder that is made now is nobody else's: the database holds addresses, reasons and messages.
    void makePrivate(const QString &folder)
    {
        if (!QFileInfo::exists(folder) && QDir().mkpath(folder))
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    /// Runs `work` in the thread of `context` and waits for it: only while starting and stopping.
    void runIn(QObject &context, const std::function<void()> &work)
    {
        std::binary_semaphore done(0);
        QMetaObject::invokeMethod(&context, [&] {
            work();
            done.release();
        });
        done.acquire();
    }
} // namespace

Result<std::unique_ptr<Backend>> Backend::create(
    const LaunchOptions &options, Config::AppConfig config, const Clock &clock)
{
    std::unique_ptr<Backend> backend(new Backend(options, std::move(config), clock));
    if (const Result<void> opened = backend->open(); !opened)
        return tl::unexpected(opened.error());
    return backend;
}

Backend::Backend(const LaunchOptions &options, Config::AppConfig config, const Clock &clock)
    : m_options(options)
    , m_config(std::move(config))
    , m_clock(clock)
    , m_keychain(Secrets::Keychain::usualOptions())
    , m_catalogue(clock)
{
    Logging::registerSecrets(Config::secretValues(m_config));
    m_fileSettle.setSingleShot(true);
    m_fileSettle.setInterval(kFileSettle);
    connect(&m_fileSettle, &QTimer::timeout, this, &Backend::reload);
    connect(&m_hourly, &QTimer::timeout, this, &Backend::keepStore);
    connect(&m_catalogue, &CatalogueUpdater::updated, this, [this] { m_vendors.forget(); });
    connect(&m_catalogue, &CatalogueUpdater::failed, this,
        [](const QString &sentence) { qCWarning(logBackend).noquote() << sentence; });
    connect(&m_files, &QFileSystemWatcher::fileChanged, &m_fileSettle, qOverload<>(&QTimer::start));
    connect(&m_files, &QFileSystemWatcher::directoryChanged, &m_fileSettle, qOverload<>(&QTimer::start));
}

Backend::~Backend()
{
    if (m_http)
        m_http->stop();
    if (m_thread.isRunning()) {
        QObject context;
        context.moveToThread(&m_thread);
        runIn(context, [this, &context] {
            m_room.reset();
            context.moveToThread(thread());
        });
        m_thread.quit();
        m_thread.wait();
    }
}

Result<void> Backend::open()
{
    const QString folder = dataFolder();
    makePrivate(folder);
    auto lock = Storage::InstanceLock::acquire(folder);
    if (!lock)
        return tl::unexpected(lock.error());
    m_lock = std::move(*lock);
    auto store = Storage::SqlStore::open({ folder, m_config.settings.backupRetentionDays });
    if (!store)
        return tl::unexpected(store.error());
    m_store = std::move(*store);
    if (m_options.demo)
        m_demo = std::make_unique<Demo::DemoCompany>(m_clock);
    openRoom();
    followCatalogue();
    return {};
}

void Backend::openRoom()
{
    m_definitions.setDefaults(m_config.defaults);
    m_thread.setObjectName(QStringLiteral("engine"));
    m_thread.start();
    QObject context;
    context.moveToThread(&m_thread);
    runIn(context, [this, &context] {
        m_room = std::make_unique<EngineRoom>(EngineFurniture { *m_store, m_clock,
            engineOptions(m_config, dataFolder()), fetchOptions(m_config.settings),
            checkOptions(m_config.settings), m_definitions, m_demo ? &m_demo->prober() : nullptr });
        if (!m_demo) // the made-up company tells nobody
            m_room->notifier.configure(m_config.channelDefinitions, m_config.channels, builtIn(m_config.settings));
        context.moveToThread(thread());
    });
}

QString Backend::dataFolder() const
{
    return m_options.demo && m_options.dataFolder.isEmpty() ? m_demoFolder.path()
                                                            : dataFolderFor(m_options, m_config.settings);
}

Notify::ChannelNotifier::BuiltIn Backend::builtIn(const Config::Settings &settings)
{
    Notify::ChannelNotifier::BuiltIn builtIn;
    builtIn.resolver = [this](
                           const QString &channel, const ServiceId &service) { return webhook(channel, service); };
    builtIn.ackButtons = settings.slackAckEnabled ? Notify::AckButtons::On : Notify::AckButtons::Off;
    builtIn.commands = settings.allowCommandChecks ? Notify::Commands::Allowed : Notify::Commands::Refused;
    if (m_options.desktop == Desktop::Here)
        builtIn.desktop = [this](const Notify::DesktopNotice &notice) { Q_EMIT noticeArrived(notice); };
    return builtIn;
}

bool Backend::hasDesktopChannel() const
{
    return std::ranges::any_of(m_config.channels,
        [](const Domain::Channel &channel) { return channel.kind == QLatin1String("desktop"); });
}

void Backend::start()
{
    for (const QString &warning : m_config.warnings)
        qCWarning(logBackend).noquote() << warning;
    if (m_demo)
        startDemo();
    else
        startEngine();
}

void Backend::startDemo()
{
    m_store->commit(m_demo->history()).then(this, [this](const Result<void> &written) {
        if (written)
            startEngine();
        else
            Q_EMIT failed(written.error().detail);
    });
}

void Backend::startEngine()
{
    QMetaObject::invokeMethod(&m_room->engine, [this] {
        m_room->engine.start(catalogue()).then(this, [this](const Result<void> &started) {
            if (!started) {
                Q_EMIT failed(started.error().detail);
                return;
            }
            const Result<void> listening = listen();
            if (!listening) {
                Q_EMIT failed(listening.error().detail);
                return;
            }
            watchFiles();
            if (!m_demo) {
                m_hourly.start(1h);
                QTimer::singleShot(kFirstKeep, this, &Backend::keepStore);
            }
            Q_EMIT ready();
        });
    });
}

Result<void> Backend::listen()
{
    if (m_options.listening == Listening::Off)
        return {};
    Http::HttpOptions options = httpOptions(m_config.settings);
    options.vendors = &m_vendors;
    m_http = std::make_unique<Http::HttpServer>(m_room->session, m_clock, options);
    const Result<quint16> port = m_http->start();
    if (!port) {
        m_http.reset();
        return tl::unexpected(port.error());
    }
    const QHostAddress address(m_config.settings.host);
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? QStringLiteral("[%1]").arg(address.toString())
        : address.toString();
    m_apiAddress = QStringLiteral("http://%1:%2").arg(host).arg(*port);
    return {};
}

/// After a reload that touched the API. An address that cannot be had leaves the old one, with the new tokens.
void Backend::listenAnew(const Config::Settings &before)
{
    if (!m_http || isSameApi(before, m_config.settings))
        return;
    m_http->stop();
    const Result<void> opened = listen();
    if (opened)
        return;
    qCCritical(logBackend).noquote() << opened.error().detail;
    {
        const std::lock_guard lock(m_webhookMutex);
        m_config.settings.host = before.host;
        m_config.settings.port = before.port;
    }
    if (const Result<void> again = listen(); !again)
        qCCritical(logBackend).noquote() << again.error().detail;
}

/// The daily copy is made in the first hour that finds it missing, so a computer that slept at the hour misses
/// none.
void Backend::keepStore()
{
    const Config::Settings &settings = m_config.settings;
    const Instant now = m_clock.now();
    if (++m_hours % settings.walCheckpointIntervalHours == 0)
        m_store->checkpoint().then(this, [](const Result<void> &done) {
            if (!done)
                qCWarning(logBackend).noquote() << "checkpoint:" << done.error().detail;
        });
    if (now - startOfDay(now) < std::chrono::hours { settings.backupTimeHour })
        return;
    m_store->backup(now).then(this, [](const Result<QString> &copy) {
        if (!copy)
            qCCritical(logBackend).noquote() << "daily backup:" << copy.error().detail;
    });
}

/// What was fetched counts only while it is kept up to date.
void Backend::followCatalogue()
{
    const Config::Settings &settings = m_config.settings;
    const bool followed = !m_demo && !settings.vendorCatalogUrl.isEmpty();
    m_vendors.look({ m_options.configFolder, followed ? dataFolder() : QString(), shippedConfigFolder() });
    if (!m_demo)
        m_catalogue.follow({ QUrl(settings.vendorCatalogUrl.reveal()),
            QByteArray::fromBase64(settings.vendorCatalogKey.toLatin1()),
            Config::fetchedVendorCatalogue(dataFolder()) });
}

void Backend::watchFiles()
{
    if (m_demo)
        return;
    const QStringList watched = m_files.files() + m_files.directories();
    if (!watched.isEmpty())
        m_files.removePaths(watched);
    // Editors replace files: watching the folder too finds the new one.
    QStringList paths = QStringList { m_options.configFolder } + m_config.files;
    if (const QString own = Config::vendorCatalogueFile(m_options.configFolder, {}, {}); !own.isEmpty())
        paths.append(own);
    m_files.addPaths(paths);
}

void Backend::reload()
{
    if (m_demo || m_stopping)
        return;
    m_vendors.forget();
    onAnswer<Config::Sources>(this, withSecrets(m_keychain, sourcesFor(m_options)),
        [this](const Config::Sources &sources) { takeIn(Config::load(sources)); });
}

void Backend::takeIn(const Loaded &loaded)
{
    if (m_stopping)
        return;
    QString notice;
    if (loaded) {
        adopt(*loaded);
    } else {
        printFaults(loaded.error());
        notice = QStringLiteral("the changed configuration has %1 faults and is not used: %2")
                     .arg(loaded.error().size())
                     .arg(loaded.error().front().text());
        qCCritical(logBackend).noquote() << notice;
    }
    QMetaObject::invokeMethod(
        &m_room->engine, [this, notice] { m_room->engine.setNotice(Ports::Notice::Kind::Configuration, notice); });
    watchFiles();
}

void Backend::adopt(const Config::AppConfig &config)
{
    Logging::registerSecrets(Config::secretValues(config));
    const Config::Settings before = m_config.settings;
    {
        const std::lock_guard lock(m_webhookMutex);
        m_config = config;
    }
    m_definitions.setDefaults(config.defaults);
    followCatalogue();
    listenAnew(before);
    for (const QString &warning : config.warnings)
        qCWarning(logBackend).noquote() << warning;
    QMetaObject::invokeMethod(&m_room->engine, [this, config, options = engineOptions(config, dataFolder())] {
        m_room->notifier.configure(config.channelDefinitions, config.channels, builtIn(config.settings));
        m_room->engine.reload(config.catalogue, options);
    });
    Q_EMIT reloaded();
}

void Backend::stop()
{
    if (m_stopping)
        return;
    m_stopping = true;
    QTimer::singleShot(kStopDeadline, this, &Backend::stopped);
    if (m_http)
        m_http->stop();
    QMetaObject::invokeMethod(
        &m_room->engine, [this] { m_room->engine.stop().then(this, [this] { Q_EMIT stopped(); }); });
}

QUrl Backend::webhook(const QString &channel, const ServiceId &service) const
{
    const std::lock_guard lock(m_webhookMutex);
    return webhookAddress(m_config, channel, service);
}

std::shared_ptr<const Domain::Catalogue> Backend::catalogue() const
{
    return m_demo ? m_demo->catalogue() : m_config.catalogue;
}

} // namespace Wf::Apps
