// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/runview.h"

#include "gui/phasebar.h"
#include "gui/rowlist.h"

#include <QVBoxLayout>

namespace Wf::Gui {

namespace {
    constexpr size_t kAssertions = 50;

    Row rowOf(const Domain::AssertionOutcome &outcome)
    {
        Row row;
        row.icon = outcome.held ? Domain::Display::Operational
            : outcome.degrades  ? Domain::Display::Degraded
                                : Domain::Display::MajorOutage;
        row.text = outcome.held ? RunView::tr("✓ %1").arg(outcome.expected)
                                : RunView::tr("✗ expected %1").arg(outcome.expected);
        row.trail = outcome.found;
        if (!outcome.held)
            row.tone = row.icon;
        row.toolTip = RunView::tr("expected: %1\nfound: %2").arg(outcome.expected, outcome.found);
        return row;
    }
} // namespace

RunView::RunView(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_verdict(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::Medium, TextFlow::Wrapped }, this))
    , m_phases(new PhaseBar(appearance, this))
    , m_assertions(new RowList(appearance, {}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_assertions->setAccessibleName(tr("What was demanded and found"));
    for (QWidget *part : { static_cast<QWidget *>(m_verdict), static_cast<QWidget *>(m_phases),
             static_cast<QWidget *>(m_assertions) })
        column->addWidget(part);
}

void RunView::show(const Domain::CheckResult &result, const QString &verdict, Domain::Display tone)
{
    m_verdict->setText(verdict);
    m_verdict->setTone(tone == Domain::Display::Operational ? std::nullopt : std::optional(tone));
    const std::vector<Models::PhasePart> parts = Models::phaseParts(result);
    m_phases->show(parts);
    m_phases->setVisible(!parts.empty());
    std::vector<Row> rows;
    rows.reserve(result.assertions.size());
    for (const Domain::AssertionOutcome &outcome : result.assertions)
        rows.push_back(rowOf(outcome));
    m_assertions->show(rows, kAssertions);
    m_assertions->setVisible(!rows.empty());
}

} // namespace Wf::Gui
