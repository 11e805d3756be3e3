// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/pinglog.h"

#include "core/answer.h"
#include "models/heartbeattexts.h"
#include "models/words.h"

#include <QPlainTextEdit>
#include <QScrollArea>

namespace Wf::Gui {

namespace {
    constexpr int kPings = 100;

    Row rowOf(const Ports::PingRow &ping, Instant now)
    {
        QStringList facts;
        if (ping.duration)
            facts.append(PingLog::tr("took %1").arg(Models::span(*ping.duration)));
        if (!ping.ping.rid.isEmpty())
            facts.append(PingLog::tr("run %1").arg(ping.ping.rid.left(8)));
        facts.append(PingLog::tr("from %1").arg(ping.ping.source));
        if (!ping.ping.userAgent.isEmpty())
            facts.append(ping.ping.userAgent);
        if (ping.key == Domain::KeyUse::Previous)
            facts.append(PingLog::tr("with the key before this one"));
        Row row;
        if (ping.ping.kind == Domain::PingKind::Fail)
            row.tone = Models::displayOf(ping.ping.kind);
        row.lead = Models::moment(ping.ping.at, now);
        row.name = Models::pingText(ping.ping);
        row.text = facts.join(QStringLiteral(" · "));
        row.trail = ping.hasBody ? PingLog::tr("body") : QString();
        row.toolTip =
            QStringLiteral("%1\n%2 %3, %4").arg(toIso(ping.ping.at), ping.ping.method, ping.scheme, row.text);
        return row;
    }
} // namespace

PingLog::PingLog(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Card(appearance, tr("Pings"), parent)
    , m_session(session)
    , m_list(new RowList(appearance, { 96, 190, ToneOn::Name, QFont::Normal }, this))
    , m_note(new InkLabel(appearance, { FontRole::Base, Ink::Text3 }, this))
    , m_body(new QPlainTextEdit(this))
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    area->setWidget(m_list);
    m_list->setAccessibleName(tr("Pings, newest first"));
    m_body->setReadOnly(true);
    m_body->setAccessibleName(tr("Body of the ping"));
    m_body->setMaximumHeight(110);
    m_body->hide();
    body()->addWidget(m_note);
    body()->addWidget(area, 1);
    body()->addWidget(m_body);
    connect(
        m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { openBody(m_list->row(item)); });
    connect(
        m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) { openBody(m_list->row(item)); });
}

void PingLog::show(const MonitorId &monitor, qint64 pings, Instant now)
{
    m_now = now;
    if (monitor == m_monitor && pings == m_known)
        return;
    if (monitor != m_monitor)
        m_body->hide();
    m_monitor = monitor;
    m_known = pings;
    ask();
}

void PingLog::ask()
{
    const quint64 asked = ++m_asked;
    onAnswer<Result<Ports::PingPage>>(
        this, m_session.pings({ m_monitor, std::nullopt, kPings }), [this, asked](const auto &page) {
            if (asked == m_asked)
                take(page);
        });
}

void PingLog::take(const Result<Ports::PingPage> &page)
{
    m_pings = page ? page->pings : std::vector<Ports::PingRow>();
    std::vector<Row> rows;
    for (const Ports::PingRow &ping : m_pings)
        rows.push_back(rowOf(ping, m_now));
    m_list->show(rows, rows.size());
    const QString note = !page ? Models::sentence(page.error())
        : rows.empty()         ? tr("No ping came yet.")
                               : QString();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setTitle(page ? tr("Pings, newest first, %1 kept").arg(page->total) : tr("Pings"));
}

void PingLog::openBody(int row)
{
    if (row < 0 || row >= static_cast<int>(m_pings.size()))
        return;
    const Ports::PingRow &ping = m_pings[static_cast<size_t>(row)];
    if (!ping.hasBody)
        return showBody(tr("This ping carried no body."));
    const quint64 asked = m_asked;
    onAnswer<Result<QByteArray>>(
        this, m_session.pingBody(m_monitor, ping.number), [this, asked](const auto &answer) {
            if (asked == m_asked)
                showBody(answer ? QString::fromUtf8(*answer) : Models::sentence(answer.error()));
        });
}

void PingLog::showBody(const QString &text)
{
    m_body->setPlainText(text);
    m_body->show();
}

} // namespace Wf::Gui
