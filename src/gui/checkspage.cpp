// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/checkspage.h"

#include "core/answer.h"
#include "models/chartrules.h"
#include "models/words.h"

#include <QHeaderView>

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
    connect(&table(), &CellTable::viewMoved, this, &ChecksPage::wantNumbers);
    connect(table().horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ChecksPage::wantNumbers);
}

void ChecksPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_model.apply(snapshot);
    const std::optional<double> share = Models::shareUp(*snapshot);
    m_share = share ? tr("%1 up").arg(Models::percent(*share)) : tr("none has answered");
    setTally(m_share);
    setChoosable(*snapshot);
}

void ChecksPage::tick(Instant now)
{
    m_model.setNow(now);
    if (table().isVisible())
        wantNumbers();
    TablePage::tick(now);
}

/// A table that is sorted by numbers needs those of every row, or the worst may stay below.
void ChecksPage::wantNumbers()
{
    const int sorted = table().horizontalHeader()->sortIndicatorSection();
    const bool all = sorted == Models::CheckModel::Slow || sorted == Models::CheckModel::Uptime;
    m_model.wantNumbers(
        table().visibleMonitors(), all ? Models::CheckModel::Reach::All : Models::CheckModel::Reach::InView);
    const int known = all ? m_model.rowsWithNumbers() : m_model.rowCount();
    setTally(known == m_model.rowCount() ? m_share : tr("%1 numbers of %2").arg(known).arg(m_model.rowCount()));
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
