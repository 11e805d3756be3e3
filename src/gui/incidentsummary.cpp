// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/incidentsummary.h"

#include "gui/accessible.h"
#include "gui/card.h"
#include "models/incidenttexts.h"
#include "models/words.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

namespace Wf::Gui {

namespace {
    /// "Identified · 41 min": the vendor's own word where it has one.
    QString factsOf(const Ports::ServiceRow &row, Instant now)
    {
        QStringList facts;
        const Ports::MonitorRow *monitor = row.primary();
        if (monitor && !monitor->state.incidents.empty()) {
            QString state = monitor->state.incidents.front().state;
            state.replace(QLatin1Char('_'), QLatin1Char(' '));
            facts.append(state.left(1).toUpper() + state.mid(1));
        } else {
            facts.append(Models::label(row.display()));
        }
        if (row.state.changedAt)
            facts.append(Models::span(now - *row.state.changedAt));
        return facts.join(QStringLiteral(" · "));
    }

    QString shortImpact(const Ports::ServiceRow &row)
    {
        if (!row.affected.isEmpty()) {
            const QStringList named = row.affected.mid(0, 3);
            const qsizetype more = row.affected.size() - named.size();
            const QString names = named.join(QLatin1String(", "));
            return more > 0 ? IncidentSummary::tr("→ Affects %1 and %2 more").arg(names).arg(more)
                            : IncidentSummary::tr("→ Affects %1").arg(names);
        }
        return {}; // nobody depends on it: the title above says all
    }
} // namespace

IncidentSummary::IncidentSummary(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_icon(new StateIcon(appearance, 14, this))
    , m_name(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }, this))
    , m_facts(new InkLabel(appearance, { FontRole::Number, Ink::Text3 }, this))
    , m_title(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this))
    , m_impact(new InkLabel(appearance, { FontRole::Caption, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, this))
    , m_badges(new InkLabel(appearance, { FontRole::Caption, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this))
    , m_buttons(new QWidget(this))
    , m_acknowledge(new QPushButton(tr("Acknowledge"), m_buttons))
    , m_silence(new QPushButton(tr("Silence…"), m_buttons))
    , m_setStatus(new QPushButton(tr("Set status…"), m_buttons))
    , m_open(new QPushButton(tr("Status page"), m_buttons))
{
    build();
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void IncidentSummary::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(17, 11, 14, 12);
    column->setSpacing(3);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon);
    head->addWidget(m_name, 1);
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_facts->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    head->addWidget(m_facts);
    column->addLayout(head);
    column->addWidget(m_title);
    column->addWidget(m_impact);
    column->addWidget(m_badges);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 6, 0, 0);
    buttons->setSpacing(8);
    m_open->setAccessibleName(tr("Open status page"));
    for (QPushButton *button : { m_acknowledge, m_silence, m_setStatus, m_open }) {
        button->setFont(m_appearance.font(FontRole::Caption));
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addWidget(m_buttons);
    connect(m_acknowledge, &QPushButton::clicked, this, [this] { Q_EMIT acknowledgeRequested(m_incident); });
    connect(m_silence, &QPushButton::clicked, this, &IncidentSummary::silenceRequested);
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_page); });
    connect(m_setStatus, &QPushButton::clicked, this, &IncidentSummary::statusRequested);
}

void IncidentSummary::show(const Ports::ServiceRow &row, Millis window, Instant now, Actions actions)
{
    m_display = row.display();
    m_page = row.service.statusPageUrl;
    m_icon->setDisplay(m_display);
    m_name->setText(row.service.displayName);
    m_title->setText(Models::headline(row, m_display));
    const QString impact = shortImpact(row);
    m_impact->setText(impact);
    m_impact->setVisible(!impact.isEmpty());
    m_impact->setToolTip(row.impact);
    m_incident = row.incident ? row.incident->id : 0;
    const bool unattended = row.incident && !row.incident->acknowledged;
    m_acknowledge->setVisible(unattended);
    m_silence->setVisible(m_incident > 0);
    m_setStatus->setVisible(!unattended); // there is room for three
    m_buttons->setVisible(actions == Actions::Shown);
    m_open->setVisible(m_page.isValid() && !m_page.isEmpty());
    setSpokenName(*this, Models::spoken(row, now));
    tick(row, window, now);
    update();
}

void IncidentSummary::tick(const Ports::ServiceRow &row, Millis window, Instant now)
{
    const std::vector<Models::Badge> badges = Models::incidentBadges(row, window, now);
    const QString said = Models::badgeLine(row, window, now);
    if (said != m_badges->text())
        m_badges->setText(said);
    m_badges->setTone(badges.empty() ? std::nullopt : badges.front().tone);
    m_badges->setVisible(!badges.empty());
    const QString facts = factsOf(row, now);
    if (facts == m_facts->text())
        return;
    m_facts->setText(facts);
    m_facts->setToolTip(
        row.state.changedAt ? tr("since %1").arg(Models::moment(*row.state.changedAt, now)) : QString());
}

void IncidentSummary::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_appearance.theme();
    painter.fillRect(QRect(0, 0, 3, height()), theme.of(m_display));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(QRect(4, 2, width() - 6, height() - 5));
    }
}

void IncidentSummary::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT activated();
}

void IncidentSummary::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT activated();
    else
        QWidget::keyPressEvent(event);
}

void IncidentSummary::focusInEvent(QFocusEvent *)
{
    update();
}

void IncidentSummary::focusOutEvent(QFocusEvent *)
{
    update();
}

} // namespace Wf::Gui
