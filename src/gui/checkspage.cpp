// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/checkspage.h"

#include "core/answer.h"

namespace Wf::Gui {

namespace {
    constexpr size_t kMostAtOnce = 500;
}

ChecksPage::ChecksPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : TablePage(session, appearance, parent)
    , m_model(session)
{
    build(m_model, tr("Checks"), { 132, 226, 88, 0, 0, 130, 78, 92, 78 });
    setEmptyText(
        tr("There are no checks yet. A check asks one of your own sites, ports, names or certificates again "
           "and again: make one with \"New check…\" (N), or write one into services.yaml."));
    addCommand(tr("New check…"), QKeySequence(Qt::Key_N), Needs::Nothing,
        [this] { Q_EMIT editRequested({}, QStringLiteral("http")); });
    addCommand(tr("Edit…"), QKeySequence(Qt::Key_E), Needs::Choice,
        [this] { Q_EMIT editRequested(table().currentMonitor(), {}); });
    addPausing();
    addCommand(tr("Check now"), QKeySequence(Qt::Key_R), Needs::Choice, [this] { checkNow(); });
    connect(&table(), &CellTable::viewMoved, this, [this] { m_model.wantNumbers(table().visibleMonitors()); });
}

void ChecksPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_model.apply(snapshot);
    setChoosable(*snapshot);
}

void ChecksPage::tick(Instant now)
{
    m_model.setNow(now);
    if (table().isVisible())
        m_model.wantNumbers(table().visibleMonitors());
    TablePage::tick(now);
}

void ChecksPage::checkNow()
{
    std::vector<MonitorId> monitors = table().selectedMonitors();
    if (monitors.size() > kMostAtOnce)
        monitors.resize(kMostAtOnce);
    say(tr("%1 asked now.").arg(monitors.size()));
    for (const MonitorId &monitor : monitors) {
        onAnswer<Result<void>>(this, session().checkMonitor(monitor), [this](const auto &answer) {
            if (!answer)
                complain(answer.error());
        });
    }
}

} // namespace Wf::Gui
