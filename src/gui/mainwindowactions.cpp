// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/mainwindow.h"

#include "gui/appearance.h"
#include "gui/commandpalette.h"
#include "gui/keyshelp.h"
#include "gui/messagebar.h"
#include "gui/scrubber.h"
#include "gui/servicepage.h"
#include "gui/sidebar.h"
#include "ports/session.h"

#include <QKeyEvent>
#include <QStackedWidget>

// What can be done by key or by name: the palette and the keyboard of the window.

namespace Wf::Gui {

void MainWindow::openPalette()
{
    m_palette->open(paletteEntries());
}

std::vector<Models::PaletteEntry> MainWindow::paletteEntries() const
{
    using Models::PaletteEntry;
    std::vector<PaletteEntry> entries = Models::serviceEntries(*m_shown);
    for (const QString &name : m_names) {
        if (!isAboutOne(name))
            entries.push_back({ PaletteEntry::Kind::Page, name, m_pages.value(name)->title(), tr("page"), {} });
    }
    const std::pair<QString, QString> actions[] { { QStringLiteral("check"), tr("Check everything now") },
        { QStringLiteral("wall"), tr("Show the wall") }, { QStringLiteral("fullscreen"), tr("Full screen") },
        { QStringLiteral("live"), tr("Back to live") }, { QStringLiteral("keys"), tr("List of keys") },
        { QStringLiteral("export"), tr("Export what is defined here as YAML…") },
        { QStringLiteral("silence"), tr("New silence…") },
        { QStringLiteral("maintenance"), tr("Announce own maintenance…") },
        { QStringLiteral("quit"), tr("Quit Watchfloor") } };
    for (const auto &[name, title] : actions)
        entries.push_back({ PaletteEntry::Kind::Action, name, title, tr("action"), {} });
    if (m_importer)
        entries.push_back({ PaletteEntry::Kind::Action, QStringLiteral("import"),
            tr("Import monitors of another program…"), tr("action"), {} });
    if (m_vendors)
        entries.push_back(
            { PaletteEntry::Kind::Action, QStringLiteral("add"), tr("Add services…"), tr("action"), {} });
    return entries;
}

void MainWindow::runEntry(const Models::PaletteEntry &entry)
{
    switch (entry.kind) {
    case Models::PaletteEntry::Kind::Service:
        return showService(ServiceId(entry.key));
    case Models::PaletteEntry::Kind::Page:
        showPage(entry.key);
        return;
    case Models::PaletteEntry::Kind::Action:
        return runAction(entry.key);
    }
}

void MainWindow::runAction(const QString &name)
{
    if (name == QLatin1String("check"))
        checkNow();
    else if (name == QLatin1String("wall"))
        showWall();
    else if (name == QLatin1String("fullscreen"))
        toggleFullScreen();
    else if (name == QLatin1String("live"))
        backToLive();
    else if (name == QLatin1String("keys"))
        (new KeysHelp(m_appearance, this))->open();
    else if (name == QLatin1String("add"))
        addServices();
    else if (name == QLatin1String("import"))
        importMonitors();
    else if (name == QLatin1String("export"))
        exportMonitors();
    else if (name == QLatin1String("silence"))
        requestSilence({});
    else if (name == QLatin1String("maintenance"))
        requestMaintenance();
    else if (name == QLatin1String("quit"))
        Q_EMIT quitRequested();
}

bool MainWindow::handleKey(const QString &text)
{
    if (text == QLatin1String("g"))
        showPage(QStringLiteral("dependencies"));
    else if (text == QLatin1String("i"))
        showPage(QStringLiteral("incidents"));
    else if (text == QLatin1String("s"))
        showPage(QStringLiteral("silences"));
    else if (text == QLatin1String("c"))
        showPage(QStringLiteral("checks"));
    else if (text == QLatin1String("b"))
        showPage(QStringLiteral("heartbeats"));
    else if (text == QLatin1String("x"))
        showPage(QStringLiteral("certificates"));
    else if (text == QLatin1String("w"))
        showWall();
    else if (text == QLatin1String("r"))
        checkNow();
    else if (text == QLatin1String("?"))
        runAction(QStringLiteral("keys"));
    else
        return false;
    return true;
}

/// Tab follows the eye: pages' names, top bar, page, time. Cards come and go, so the way is laid when it is gone.
void MainWindow::orderTabs()
{
    QWidget *last = nullptr;
    const auto add = [&last](QWidget *widget) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible())
            return;
        if (last)
            setTabOrder(last, widget);
        last = widget;
    };
    QWidget *const parts[] { m_sidebar, m_topBar, m_pastBar, m_noticeBar, m_stack->currentWidget(), m_scrubber };
    for (QWidget *part : parts) {
        add(part);
        for (QWidget *widget : part->findChildren<QWidget *>())
            add(widget);
    }
}

bool MainWindow::focusNextPrevChild(bool next)
{
    orderTabs();
    return QMainWindow::focusNextPrevChild(next);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    if (event->key() == Qt::Key_Escape)
        back();
    else if (!plain || !handleKey(event->text()))
        QMainWindow::keyPressEvent(event);
}

} // namespace Wf::Gui
