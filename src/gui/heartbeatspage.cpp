// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/heartbeatspage.h"

#include "core/answer.h"
#include "gui/accessible.h"
#include "gui/pinglog.h"
#include "models/scheduletexts.h"
#include "models/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>

namespace Wf::Gui {

HeartbeatsPage::HeartbeatsPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : TablePage(session, appearance, parent)
    , m_model(session)
{
    build(m_model, tr("Heartbeats"), { 150, 250, 0, 110, 150, 190 });
    setEmptyText(
        tr("There are no heartbeats yet. A heartbeat waits for a job to say that it ran, and tells when it did "
           "not: make one with \"New heartbeat…\" (N), or write one into services.yaml."));
    addCommand(tr("New heartbeat…"), QKeySequence(Qt::Key_N), Needs::Nothing,
        [this] { Q_EMIT editRequested({}, QStringLiteral("heartbeat")); });
    addCommand(tr("Edit…"), QKeySequence(Qt::Key_E), Needs::Choice,
        [this] { Q_EMIT editRequested(table().currentMonitor(), {}); });
    addPausing();
    addCommand(tr("New key…"), QKeySequence(Qt::Key_Y), Needs::Choice, [this] { askRotation(); });
    buildDetail();
    disconnect(&table(), &CellTable::monitorActivated, this, nullptr);
    connect(&table(), &CellTable::monitorActivated, m_log, qOverload<>(&QWidget::setFocus));
    connect(&table(), &CellTable::viewMoved, this, [this] { m_model.wantRuns(table().visibleMonitors()); });
    connect(&table(), &CellTable::choiceChanged, this, &HeartbeatsPage::showChosen);
}

void HeartbeatsPage::buildDetail()
{
    m_detail = new QWidget(this);
    auto *inside = new QVBoxLayout(m_detail);
    inside->setContentsMargins(0, 4, 0, 0);
    inside->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    m_name = new InkLabel(appearance(), { FontRole::Title, Ink::Text1, QFont::DemiBold }, m_detail);
    m_facts = new InkLabel(appearance(), { FontRole::Base, Ink::Text3 }, m_detail);
    head->addWidget(m_name);
    head->addWidget(m_facts, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_address = new QLineEdit(m_detail);
    m_address->setReadOnly(true);
    m_address->setFont(appearance().font(FontRole::Number));
    m_address->setAccessibleName(tr("Address to ping"));
    row->addWidget(m_address, 1);
    addCopy(tr("Copy address"), QKeySequence::Copy, row, &HeartbeatsPage::address);
    addCopy(tr("Copy curl line"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), row, &HeartbeatsPage::curl);
    m_hint = new InkLabel(appearance(), { FontRole::Small, Ink::Text3 }, m_detail);
    m_log = new PingLog(session(), appearance(), m_detail);
    m_log->setFocusProxy(m_log->findChild<RowList *>());
    inside->addLayout(head);
    inside->addLayout(row);
    inside->addWidget(m_hint);
    inside->addWidget(m_log, 1);
    column().addWidget(m_detail, 1);
    m_detail->hide();
}

QPushButton *HeartbeatsPage::addCopy(
    const QString &text, const QKeySequence &key, QBoxLayout *row, QString (HeartbeatsPage::*what)() const)
{
    auto *button = new QPushButton(text, m_detail);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    row->addWidget(button);
    auto *shortcut = new QShortcut(key, &table(), nullptr, nullptr, Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    connect(button, &QPushButton::clicked, this, [this, what] {
        QGuiApplication::clipboard()->setText((this->*what)());
        say(tr("Copied: %1").arg((this->*what)()));
    });
    return button;
}

void HeartbeatsPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_model.apply(snapshot);
    setChoosable(*snapshot);
    if (!table().currentIndex().isValid() && table().model()->rowCount() > 0)
        table().selectRow(0);
    showChosen();
}

void HeartbeatsPage::tick(Instant now)
{
    m_model.setNow(now);
    if (table().isVisible())
        m_model.wantRuns(table().visibleMonitors());
    TablePage::tick(now);
}

void HeartbeatsPage::setApiAddress(const QString &address)
{
    m_api = address;
    if (m_snapshot)
        showChosen();
}

Models::MonitorPlace HeartbeatsPage::chosen() const
{
    return m_snapshot ? Models::findMonitor(*m_snapshot, table().currentMonitor()) : Models::MonitorPlace();
}

QString HeartbeatsPage::address() const
{
    const Models::MonitorPlace place = chosen();
    return place && place.monitor->heartbeat ? Models::pingAddress(m_api, *place.monitor->heartbeat) : QString();
}

QString HeartbeatsPage::curl() const
{
    return Models::curlLine(address());
}

void HeartbeatsPage::showChosen()
{
    const Models::MonitorPlace place = chosen();
    m_detail->setVisible(place && place.monitor->heartbeat);
    if (!m_detail->isVisibleTo(this))
        return;
    const Ports::HeartbeatView &beat = *place.monitor->heartbeat;
    m_name->setText(Models::monitorName(place));
    m_facts->setText(Models::scheduleText(place.monitor->spec.heartbeat->schedule));
    m_address->setText(address());
    m_address->setCursorPosition(0);
    QStringList hints { tr(
        "Ping it at the end of the job; add /start at its begin and /fail when it went wrong.") };
    if (m_api.isEmpty())
        hints.prepend(tr("The API is off: nobody can ping until it listens."));
    if (!beat.keys.previous.isEmpty() && beat.keys.previousUntil > m_snapshot->at)
        hints.append(
            tr("The key before is good until %1.").arg(Models::moment(beat.keys.previousUntil, m_snapshot->at)));
    m_hint->setText(hints.join(u' '));
    m_log->show(place.monitor->spec.id, beat.state.pings, m_snapshot->at);
}

void HeartbeatsPage::askRotation()
{
    const Models::MonitorPlace place = chosen();
    if (!place)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("New key"),
        tr("Give %1 a new address? The present one is taken for 24 hours more, so that the job can be moved over.")
            .arg(Models::monitorName(place)),
        QMessageBox::Cancel | QMessageBox::Ok, this);
    box->setTextFormat(Qt::PlainText);
    box->button(QMessageBox::Ok)->setText(tr("New key"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::accepted, this, &HeartbeatsPage::rotate);
    box->open();
}

void HeartbeatsPage::rotate()
{
    onAnswer<Result<QString>>(this, session().rotateKey({ table().currentMonitor() }), [this](const auto &answer) {
        if (answer)
            say(tr("The new address is shown below; the old one works for 24 hours more."));
        else
            complain(answer.error());
    });
}

} // namespace Wf::Gui
