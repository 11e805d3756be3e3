// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/page.h"
#include "gui/topbar.h"
#include "gui/tray.h"
#include "models/palette.h"
#include "ports/policyfile.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QPointer>

class QStackedWidget;

namespace Wf::Ports {
class Importer;
class Session;
class VendorCatalogue;
} // namespace Wf::Ports

namespace Wf::Gui {

class Appearance;
class CommandPalette;
class CheckPage;
class HeartbeatsPage;
class IncidentPage;
class MessageBar;
class OverviewPage;
class Scrubber;
class ServicePage;
class SettingsPage;
class Sidebar;
class WallWindow;

/// Who opens the window.
enum class Visitor : quint8 { Known, New };

/// The window: pages side by side, one snapshot for all of them, be it now or a moment of the last day.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(Ports::Session &session, Appearance &appearance, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Names for showPage(): "overview", "incidents", "checks", "heartbeats", "certificates",
    /// "dependencies", "timeline", "silences", "settings", "executive", "service", "check", "incident".
    [[nodiscard]] QStringList pageNames() const { return m_names; }
    [[nodiscard]] QString currentPage() const { return m_current; }
    [[nodiscard]] Page *page(const QString &name) const { return m_pages.value(name); }
    /// An unknown name shows nothing new and answers false.
    bool showPage(const QString &name);
    void showService(const ServiceId &service);
    void showMonitor(const MonitorId &monitor);
    void showIncident(qint64 incident);
    void showWall();
    void showWindow();
    /// The whole window as it was at `at`, until backToLive().
    void goTo(Instant at);
    void backToLive();
    [[nodiscard]] bool isPast() const { return m_shown && m_shown->past; }
    /// Small lines under the pages' names: where the engine runs, the API's address.
    void setFooter(const QStringList &lines);
    /// Where pings are taken; empty: the API is off.
    void setApiAddress(const QString &address);
    /// Who reads the files of other programs; without one nothing can be imported.
    void setImporter(const Ports::Importer &importer);
    /// The file of the alert policy; without one it cannot be edited here.
    void setPolicyFile(const Ports::PolicyFile &file);
    /// Shows what is in the file of another program; none: lets a person choose one.
    void importMonitors(const QString &file = {});
    /// Who can be added by name; without it nobody can.
    void setVendors(const Ports::VendorCatalogue &vendors);
    /// Lets a person add services by name.
    void addServices();
    /// To add services is what somebody needs who is new here, and everybody while nothing is watched.
    void welcome(Visitor visitor = Visitor::Known);
    /// Lets a person choose where what is defined here is written as YAML.
    void exportMonitors();
    void writeExport(const QString &file);
    void openPalette();
    [[nodiscard]] CommandPalette *palette() const { return m_palette; }
    [[nodiscard]] OverviewPage *overview() const { return m_overview; }
    [[nodiscard]] TopBar *topBar() const { return m_topBar; }
    [[nodiscard]] Tray &tray() { return m_tray; }

Q_SIGNALS:
    void quitRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Nav { Listed, Unlisted };
    void buildFrame();
    void buildPages();
    void buildIncidentPages();
    void buildSilencesPage();
    void buildTray();
    void connectFrame();
    void addPage(const QString &name, Page *page, Nav nav);
    void restore();
    void remember() const;

    void takeSnapshot(const Ports::SnapshotPtr &snapshot);
    void showSnapshot(const Ports::SnapshotPtr &snapshot);
    void showNotices();
    void askPast();
    void tick();
    [[nodiscard]] Instant now() const;
    void back();
    void chooseView(View view);
    void requestStatus(const ServiceId &service);
    void acknowledge(qint64 incident);
    void requestNote(qint64 incident, Domain::IncidentNote::Kind kind);
    void requestSilence(const ServiceId &service);
    void requestMaintenance();
    /// Pages that show one thing only, and nothing before it is chosen.
    [[nodiscard]] static bool isAboutOne(const QString &name);
    void editMonitor(const MonitorId &monitor, const QString &kind);
    void checkNow();
    void complain(const Error &error);
    void restyle();
    void toggleFullScreen();
    bool handleKey(const QString &text);
    void orderTabs();
    [[nodiscard]] std::vector<Models::PaletteEntry> paletteEntries() const;
    void runEntry(const Models::PaletteEntry &entry);
    void runAction(const QString &name);

    Ports::Session &m_session;
    Appearance &m_appearance;
    const Ports::Importer *m_importer = nullptr;
    const Ports::VendorCatalogue *m_vendors = nullptr;
    Tray m_tray;
    Sidebar *m_sidebar = nullptr;
    TopBar *m_topBar = nullptr;
    MessageBar *m_pastBar = nullptr;
    MessageBar *m_noticeBar = nullptr;
    QStackedWidget *m_stack = nullptr;
    Scrubber *m_scrubber = nullptr;
    CommandPalette *m_palette = nullptr;
    CheckPage *m_check = nullptr;
    HeartbeatsPage *m_heartbeats = nullptr;
    IncidentPage *m_incident = nullptr;
    OverviewPage *m_overview = nullptr;
    ServicePage *m_service = nullptr;
    SettingsPage *m_settings = nullptr;
    QPointer<WallWindow> m_wall;
    QHash<QString, Page *> m_pages;
    QStringList m_names;
    QString m_current;
    QStringList m_trail; ///< pages that Esc goes back to
    Ports::SnapshotPtr m_live;
    Ports::SnapshotPtr m_shown;
    QElapsedTimer m_sinceLive; ///< the engine's clock goes on from its last snapshot
    QTimer m_second;
    QTimer m_settle; ///< asks for the past once the dragging rests
    Instant m_goal {};
    quint64 m_asked = 0;
    std::optional<QString> m_complaint;
};

} // namespace Wf::Gui
