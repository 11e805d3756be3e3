// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/silencespage.h"

#include "core/answer.h"
#include "gui/accessible.h"
#include "gui/account.h"
#include "models/incidentlist.h"
#include "models/words.h"

#include <QPushButton>

namespace Wf::Gui {

namespace {
    constexpr size_t kMostEntries = 100;
    constexpr size_t kVendorLines = 30;
} // namespace

QuietEntry::QuietEntry(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_icon(new StateIcon(appearance, 15, this))
    , m_what(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }, this))
    , m_when(new InkLabel(appearance, { FontRole::Base, Ink::Text2 }, this))
    , m_why(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this))
    , m_end(new QPushButton(tr("End"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 0, 2);
    row->setSpacing(12);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    m_what->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    head->addWidget(m_what);
    head->addWidget(m_when, 1);
    words->addLayout(head);
    words->addWidget(m_why);
    row->addWidget(m_icon);
    row->addLayout(words, 1);
    row->addWidget(m_end);
    connect(m_end, &QPushButton::clicked, this, [this] { Q_EMIT endRequested(m_id); });
}

void QuietEntry::show(const Models::QuietLine &line)
{
    m_id = line.id;
    m_icon->setDisplay(Domain::Display::Maintenance);
    m_when->setTone(line.active ? std::optional(Domain::Display::Maintenance) : std::nullopt);
    m_what->setText(line.what);
    m_when->setText(line.when);
    m_why->setText(line.why);
    m_end->setVisible(line.id > 0);
    setSpokenName(*m_end, tr("End: %1, %2").arg(line.what, line.why));
}

SilencesPage::SilencesPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_snapshot(session.snapshot())
    , m_note(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this))
    , m_policy(new Card(appearance, tr("Alert policy"), this))
    , m_vendorCard(new Card(appearance, tr("What the vendors plan"), this))
    , m_vendors(new RowList(appearance, { 0, 200, ToneOn::Trail }, m_vendorCard))
{
    QVBoxLayout *column = makeScrollColumn(this);
    m_note->hide();
    column->addWidget(m_note);
    m_silences = makeSection(tr("Silences"), tr("New silence…"),
        tr("Nothing is silenced. A silence keeps people from being told of something for a while."), column);
    m_plans = makeSection(tr("Own maintenance"), tr("New maintenance…"),
        tr("No own work is announced. While it lasts nobody is told, and uptime leaves it out."), column);
    m_vendors->setAccessibleName(tr("What the vendors plan"));
    m_vendorCard->body()->addWidget(m_vendors);
    column->addWidget(m_vendorCard);
    auto *edit = new QPushButton(tr("Edit…"), m_policy);
    auto *about =
        new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, m_policy);
    about->setText(
        tr("Who is told of what, when, over which channel, and how often: the text of alerts.yaml. It can "
           "be tried against the past before it is kept."));
    m_policy->body()->addWidget(about);
    m_policy->body()->addWidget(edit, 0, Qt::AlignLeft);
    m_policy->hide();
    column->addWidget(m_policy);
    column->addStretch(1);
    connect(edit, &QPushButton::clicked, this, &SilencesPage::policyRequested);
    connect(m_silences.add, &QPushButton::clicked, this, [this] { Q_EMIT silenceRequested({}); });
    connect(m_plans.add, &QPushButton::clicked, this, &SilencesPage::maintenanceRequested);
    connect(m_vendors, &RowList::serviceActivated, this, &SilencesPage::serviceActivated);
    refresh();
}

SilencesPage::Section SilencesPage::makeSection(
    const QString &title, const QString &add, const QString &empty, QVBoxLayout *column)
{
    Section section;
    section.card = new Card(m_appearance, title, this);
    section.empty =
        new InkLabel(m_appearance, { FontRole::Base, Ink::Text3, QFont::Normal, TextFlow::Wrapped }, section.card);
    section.empty->setText(empty);
    section.add = new QPushButton(add, section.card);
    section.entries = new QVBoxLayout;
    section.entries->setSpacing(8);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(section.add);
    buttons->addStretch(1);
    section.card->body()->addWidget(section.empty);
    section.card->body()->addLayout(section.entries);
    section.card->body()->addLayout(buttons);
    column->addWidget(section.card);
    return section;
}

void SilencesPage::offerPolicy()
{
    m_policy->show();
}

void SilencesPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    refresh();
}

void SilencesPage::tick(Instant now)
{
    m_now = now;
    refresh();
}

void SilencesPage::refresh()
{
    const Instant now = m_now && !m_snapshot->past ? *m_now : m_snapshot->at;
    fill(m_silences, Models::silenceLines(*m_snapshot, now), &SilencesPage::endSilence);
    fill(m_plans, Models::planLines(*m_snapshot, now), &SilencesPage::endMaintenance);
    std::vector<Row> rows;
    for (const Models::PlannedWork &work : Models::plannedWork(*m_snapshot, now)) {
        const auto tone = work.active ? std::optional(Domain::Display::Maintenance) : std::nullopt;
        rows.push_back({ Domain::Display::Maintenance, {}, work.name, work.title, work.when, tone, work.id, {} });
    }
    m_vendorCard->setVisible(!rows.empty());
    m_vendors->show(rows, kVendorLines);
}

void SilencesPage::fill(Section &section, const std::vector<Models::QuietLine> &lines, End end)
{
    const size_t shown = std::min(lines.size(), kMostEntries);
    while (section.pool.size() < shown) {
        auto *entry = new QuietEntry(m_appearance, section.card);
        connect(entry, &QuietEntry::endRequested, this, end);
        section.entries->addWidget(entry);
        section.pool.push_back(entry);
    }
    for (size_t i = 0; i < section.pool.size(); ++i) {
        section.pool[i]->setVisible(i < shown);
        if (i < shown)
            section.pool[i]->show(lines[i]);
    }
    section.empty->setVisible(lines.empty());
    section.card->setEnabled(!m_snapshot->past);
}

void SilencesPage::endSilence(qint64 id)
{
    onAnswer<Result<void>>(this, m_session.endSilence(id, accountName()),
        [this](const auto &answer) { take(answer, tr("The silence is ended: alerts come through again.")); });
}

void SilencesPage::endMaintenance(qint64 id)
{
    onAnswer<Result<void>>(this, m_session.endMaintenance(id),
        [this](const auto &answer) { take(answer, tr("The maintenance is ended.")); });
}

void SilencesPage::take(const Result<void> &answer, const QString &done)
{
    m_note->setText(answer ? done : Models::sentence(answer.error()));
    m_note->setTone(answer ? std::nullopt : std::optional(Domain::Display::Degraded));
    m_note->show();
}

} // namespace Wf::Gui
