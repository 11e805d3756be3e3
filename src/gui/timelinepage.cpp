// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/timelinepage.h"

#include "gui/rowdelegate.h"
#include "gui/wholerowlist.h"
#include "models/rowroles.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>

namespace Wf::Gui {

TimelinePage::TimelinePage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_appearance(appearance)
    , m_model(new Models::EventHistory(session, this))
    , m_filter(new QComboBox(this))
    , m_list(new WholeRowList(RowDelegate::kRowHeight, this))
    , m_note(new InkLabel(appearance, { FontRole::Base, Ink::Text3, QFont::Normal, TextFlow::Wrapped }, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(22, 16, 22, 16);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    m_filter->setAccessibleName(tr("Events of"));
    m_filter->setMinimumWidth(240);
    head->addWidget(m_filter);
    head->addWidget(m_note, 1);
    column->addLayout(head);
    column->addWidget(m_list, 1);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(appearance, { 96, 0, ToneOn::Trail, QFont::Normal }, m_list));
    m_list->setAccessibleName(tr("Timeline"));
    connect(m_list, &QListView::activated, this, &TimelinePage::open);
    connect(m_filter, qOverload<int>(&QComboBox::activated), this, &TimelinePage::chooseService);
    connect(m_model, &Models::EventHistory::stateChanged, this, &TimelinePage::showState);
    setFocusProxy(m_list);
}

void TimelinePage::apply(const Ports::SnapshotPtr &snapshot)
{
    if (snapshot->catalogue && snapshot->catalogue != m_catalogue) {
        m_catalogue = snapshot->catalogue;
        fillFilter(*m_catalogue);
    }
    m_model->apply(snapshot);
}

void TimelinePage::fillFilter(const Domain::Catalogue &catalogue)
{
    std::vector<std::pair<QString, QString>> services;
    for (const Domain::Service &service : catalogue.services)
        services.emplace_back(service.displayName, service.id.value);
    std::sort(services.begin(), services.end(),
        [](const auto &a, const auto &b) { return a.first.compare(b.first, Qt::CaseInsensitive) < 0; });
    const QVariant before = m_filter->currentData();
    m_filter->clear();
    m_filter->addItem(tr("All services"), QString());
    for (const auto &[name, id] : services)
        m_filter->addItem(name, id);
    m_filter->setCurrentIndex(std::max(0, m_filter->findData(before)));
}

void TimelinePage::chooseService()
{
    const QString id = m_filter->currentData().toString();
    m_model->show(id.isEmpty() ? std::nullopt : std::optional(ServiceId(id)));
}

void TimelinePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_asked)
        return;
    m_asked = true;
    chooseService();
}

void TimelinePage::open(const QModelIndex &index)
{
    const ServiceId service(index.data(Models::RowRole::Target).toString());
    if (!service.isEmpty())
        Q_EMIT serviceActivated(service);
}

void TimelinePage::showState()
{
    using State = Models::EventHistory::State;
    switch (m_model->state()) {
    case State::Loading:
        m_note->setText(tr("Loading…"));
        break;
    case State::Failed:
        m_note->setText(m_model->problem());
        break;
    case State::Ready:
        m_note->setText(m_model->rowCount() == 0
                ? tr("Nothing has happened yet. Changes of state, lost signals and maintenance appear here.")
                : QString());
        break;
    }
    m_note->setTone(m_model->state() == State::Failed ? std::optional(Domain::Display::Degraded) : std::nullopt);
}

} // namespace Wf::Gui
