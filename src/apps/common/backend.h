// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/common/catalogueupdater.h"
#include "apps/common/engineroom.h"
#include "apps/common/filevendorcatalogue.h"
#include "apps/common/launchoptions.h"
#include "http/httpserver.h"
#include "secrets/keychain.h"
#include "storage/instancelock.h"
#include "storage/sqlstore.h"

#include <QFileSystemWatcher>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <mutex>

namespace Wf::Demo {
class DemoCompany;
}

namespace Wf::Apps {

/// One Watchfloor in this process: storage, engine and API, started and stopped in order. Lives in the main
/// thread, which only supervises.
class Backend final : public QObject {
    Q_OBJECT

public:
    /// Takes the data folder and opens the database. Errors are sentences for standard error.
    [[nodiscard]] static Result<std::unique_ptr<Backend>> create(
        const LaunchOptions &options, Config::AppConfig config, const Clock &clock);
    ~Backend() override;

    /// Answers with `ready` or `failed`.
    void start();
    /// Reads the configuration anew; a faulty one leaves the old one running and is shown as a notice.
    void reload();
    /// Finishes or cancels what is in flight, flushes; answers with `stopped`, within five seconds whatever hangs.
    void stop();

    [[nodiscard]] Ports::Session &session() { return m_room->session; }
    /// Who can be added by name.
    [[nodiscard]] const Ports::VendorCatalogue &vendors() const { return m_vendors; }
    /// "http://127.0.0.1:8000", empty when the API is not served.
    [[nodiscard]] QString apiAddress() const { return m_apiAddress; }
    [[nodiscard]] const Config::AppConfig &config() const { return m_config; }
    /// Whether alerts.yaml decides what is shown on this desktop.
    [[nodiscard]] bool hasDesktopChannel() const;

Q_SIGNALS:
    void ready();
    void failed(const QString &sentence);
    void stopped();
    /// A channel of the kind "desktop" has something to show. Comes from the engine's thread.
    void noticeArrived(const Wf::Notify::DesktopNotice &notice);
    /// The configuration was read anew and is in use.
    void reloaded();

private:
    Backend(const LaunchOptions &options, Config::AppConfig config, const Clock &clock);
    [[nodiscard]] Result<void> open();
    void openRoom();
    void startDemo();
    void startEngine();
    [[nodiscard]] Result<void> listen();
    void listenAnew(const Config::Settings &before);
    void watchFiles();
    void keepStore();
    void followCatalogue();
    using Loaded = tl::expected<Config::AppConfig, std::vector<Config::Fault>>;
    void takeIn(const Loaded &loaded);
    void adopt(const Config::AppConfig &config);
    [[nodiscard]] QUrl webhook(const QString &channel, const ServiceId &service) const;
    [[nodiscard]] Notify::ChannelNotifier::BuiltIn builtIn(const Config::Settings &settings);
    [[nodiscard]] QString dataFolder() const;
    [[nodiscard]] std::shared_ptr<const Domain::Catalogue> catalogue() const;

    LaunchOptions m_options;
    Config::AppConfig m_config;
    const Clock &m_clock;
    QTemporaryDir m_demoFolder;
    std::unique_ptr<Demo::DemoCompany> m_demo;
    std::unique_ptr<Storage::InstanceLock> m_lock;
    std::unique_ptr<Storage::SqlStore> m_store;
    DefinitionReader m_definitions;
    FileVendorCatalogue m_vendors;
    Secrets::Keychain m_keychain;
    CatalogueUpdater m_catalogue;
    QThread m_thread;
    std::unique_ptr<EngineRoom> m_room; ///< made and destroyed in m_thread
    std::unique_ptr<Http::HttpServer> m_http;
    QString m_apiAddress;
    QFileSystemWatcher m_files;
    QTimer m_fileSettle;
    QTimer m_hourly;
    int m_hours = 0; ///< that this process has been running
    mutable std::mutex m_webhookMutex; ///< the resolver runs in the engine's thread
    bool m_stopping = false;
};

} // namespace Wf::Apps
