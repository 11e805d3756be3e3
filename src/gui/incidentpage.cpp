// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/incidentpage.h"

#include "core/answer.h"
#include "gui/account.h"
#include "gui/bannercolumn.h"
#include "gui/incidentexport.h"
#include "models/incidentlog.h"
#include "models/incidenttext.h"
#include "models/incidenttexts.h"
#include "models/words.h"

#include <QFileDialog>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>
#include <utility>

namespace Wf::Gui {

using Kind = Domain::IncidentNote::Kind;

namespace {
    constexpr size_t kTimelineLines = 200;
    constexpr size_t kExplainedLines = 20;

    std::vector<Row> rowsOf(const std::vector<Models::LogLine> &lines, Instant now)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (auto line = lines.rbegin(); line != lines.rend(); ++line)
            rows.push_back({ {}, Models::moment(line->at, now), line->kind, line->text, {}, line->tone, {},
                QStringLiteral("%1 UTC\n%2")
                    .arg(toDateTime(line->at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), line->text) });
        return rows;
    }

    /// 0: none is open.
    qint64 worstOpen(const Ports::Snapshot &snapshot)
    {
        for (const Ports::ServiceRow *row : snapshot.problems()) {
            if (row->incident && row->explainedBy.isEmpty())
                return row->incident->id;
        }
        return 0;
    }
} // namespace

IncidentPage::IncidentPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_snapshot(session.snapshot())
{
    QVBoxLayout *column = makeScrollColumn(this);
    buildHeader(column);
    m_banners = new BannerColumn(m_appearance, this);
    column->addLayout(m_banners);
    m_numbers = new NumberRow(appearance);
    column->addWidget(m_numbers);
    buildBody(column);
    column->addStretch(1);
    refresh();
}

QPushButton *IncidentPage::addButton(QHBoxLayout *row, const QString &text, Qt::Key key, std::function<void()> run)
{
    auto *button = new QPushButton(text, this);
    const QKeySequence keys(key);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    auto *shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    connect(button, &QPushButton::clicked, this, std::move(run));
    row->addWidget(button);
    return button;
}

void IncidentPage::buildHeader(QVBoxLayout *column)
{
    auto *header = new QHBoxLayout;
    header->setSpacing(10);
    auto *back = new QPushButton(tr("Incidents /"), this);
    back->setFlat(true);
    back->setAccessibleName(tr("Back to the incidents"));
    connect(back, &QPushButton::clicked, this, &IncidentPage::backRequested);
    m_icon = new StateIcon(m_appearance, 22, this);
    m_name = new InkLabel(m_appearance, { FontRole::Headline, Ink::Text1, QFont::Bold }, this);
    m_state = new InkLabel(m_appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }, this);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // a long name is cut, never the state
    m_facts = new InkLabel(m_appearance, { FontRole::Base, Ink::Text3 }, this);
    header->addWidget(back);
    header->addWidget(m_icon);
    header->addWidget(m_name);
    header->addWidget(m_state);
    header->addWidget(m_facts, 1);
    column->addLayout(header);
    m_what = new InkLabel(m_appearance, { FontRole::Title, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, this);
    column->addWidget(m_what);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_acknowledge = addButton(buttons, tr("Acknowledge"), Qt::Key_A, [this] { acknowledge(); });
    m_comment =
        addButton(buttons, tr("Note…"), Qt::Key_N, [this] { Q_EMIT noteRequested(m_incident, Kind::Note); });
    m_resolve = addButton(
        buttons, tr("Resolve…"), Qt::Key_E, [this] { Q_EMIT noteRequested(m_incident, Kind::Resolved); });
    m_silence = addButton(
        buttons, tr("Silence…"), Qt::Key_S, [this] { Q_EMIT silenceRequested(m_story->incident.service); });
    m_open = addButton(
        buttons, tr("Open service"), Qt::Key_O, [this] { Q_EMIT serviceActivated(m_story->incident.service); });
    m_cause = addButton(buttons, tr("Open its cause"), Qt::Key_U,
        [this] { Q_EMIT incidentActivated(m_story->incident.explainedBy.value_or(0)); });
    m_export = addButton(buttons, tr("Export…"), Qt::Key_P, [this] { chooseFile(); });
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_note = new InkLabel(m_appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this);
    m_note->hide();
    column->addWidget(m_note);
}

void IncidentPage::buildBody(QVBoxLayout *column)
{
    auto *halves = new QHBoxLayout;
    halves->setSpacing(12);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    halves->addLayout(left, 19);
    halves->addLayout(right, 11);
    m_timelineCard = new Card(m_appearance, tr("What happened, newest first"), this);
    m_timeline = new RowList(m_appearance, { 96, 110, ToneOn::Name, QFont::Normal }, m_timelineCard);
    m_timeline->setAccessibleName(tr("What happened, newest first"));
    m_timelineCard->body()->addWidget(m_timeline);
    left->addWidget(m_timelineCard);
    const InkLabel::Look wrapped { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped };
    m_meaningCard = new Card(m_appearance, tr("What it means"), this);
    m_meaning = new InkLabel(m_appearance, wrapped, m_meaningCard);
    m_meaningCard->body()->addWidget(m_meaning);
    m_explainedCard = new Card(m_appearance, {}, this);
    m_explained = new RowList(m_appearance, { 0, 150, ToneOn::Trail }, m_explainedCard);
    m_explained->setAccessibleName(tr("Explained by it"));
    m_explainedCard->body()->addWidget(m_explained);
    m_reportCard = new Card(m_appearance, tr("Report"), this);
    m_report = new InkLabel(m_appearance, wrapped, m_reportCard);
    m_reportCard->body()->addWidget(m_report);
    for (Card *card : { m_meaningCard, m_explainedCard, m_reportCard })
        right->addWidget(card);
    for (QVBoxLayout *half : { left, right }) {
        half->setSpacing(12);
        half->addStretch(1);
    }
    column->addLayout(halves);
    connect(m_explained, &RowList::serviceActivated, this, &IncidentPage::openExplained);
}

// --- what is shown ---

void IncidentPage::show(qint64 incident)
{
    if (incident != m_incident) {
        m_incident = incident;
        m_story.reset();
        say({});
    }
    m_newestEvent = -1;
    apply(m_snapshot);
}

/// Asks again when something happened that the story may tell.
void IncidentPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (m_incident == 0)
        m_incident = worstOpen(*snapshot);
    refresh();
    if (m_incident == 0)
        return;
    std::optional<Domain::Incident> seen;
    for (const Ports::ServiceRow &row : snapshot->services) {
        if (row.incident && row.incident->id == m_incident)
            seen = *row.incident;
    }
    const qint64 newest = snapshot->timeline.empty() ? 0 : snapshot->timeline.front().id;
    if (newest == m_newestEvent && seen == m_seen)
        return;
    m_newestEvent = newest;
    m_seen = seen;
    ask();
}

void IncidentPage::ask()
{
    const quint64 asked = ++m_asked;
    onAnswer<Result<Ports::IncidentStory>>(this, m_session.incident(m_incident), [this, asked](const auto &story) {
        if (asked == m_asked)
            take(story);
    });
}

void IncidentPage::take(const Result<Ports::IncidentStory> &story)
{
    if (!story) {
        m_lost = true;
        return say(Models::sentence(story.error()), Domain::Display::Degraded);
    }
    if (std::exchange(m_lost, false))
        say({});
    m_story = *story;
    refresh();
}

void IncidentPage::tick(Instant now)
{
    m_now = now;
    if (!m_story)
        return;
    refreshHeader();
    refreshBanners();
}

Instant IncidentPage::now() const
{
    return m_now && !m_snapshot->past ? *m_now : m_snapshot->at;
}

const Domain::Service *IncidentPage::service() const
{
    return m_snapshot->catalogue ? m_snapshot->catalogue->find(m_story->incident.service) : nullptr;
}

QString IncidentPage::nameOf(const ServiceId &id) const
{
    const Domain::Service *known = m_snapshot->catalogue ? m_snapshot->catalogue->find(id) : nullptr;
    return known ? known->displayName : id.value;
}

void IncidentPage::refresh()
{
    const bool live = m_story && !m_snapshot->past;
    const bool open = live && m_story->incident.isOpen();
    m_acknowledge->setEnabled(open && !m_story->incident.acknowledged);
    m_resolve->setEnabled(open);
    m_comment->setEnabled(live);
    m_silence->setEnabled(open);
    m_open->setEnabled(m_story && m_snapshot->find(m_story->incident.service));
    m_export->setEnabled(m_story.has_value());
    const bool explained = m_story && m_story->incident.explainedBy;
    m_cause->setVisible(explained);
    m_cause->setEnabled(explained); // its key works unseen, too
    for (QWidget *part : { static_cast<QWidget *>(m_icon), static_cast<QWidget *>(m_numbers),
             static_cast<QWidget *>(m_timelineCard) })
        part->setVisible(m_story.has_value());
    refreshBanners();
    refreshExplained();
    refreshMeaning();
    if (!m_story) {
        m_what->hide();
        return m_name->setText(m_incident == 0 ? tr("No incident is open") : tr("Incident %1").arg(m_incident));
    }
    refreshHeader();
    refreshTimeline();
}

void IncidentPage::refreshHeader()
{
    const Domain::Incident &incident = m_story->incident;
    const Domain::Display display = Models::displayOf(incident);
    m_icon->setDisplay(incident.isOpen() ? display : Domain::Display::Operational);
    m_name->setText(nameOf(incident.service));
    m_state->setText(Models::stateText(incident));
    m_state->setTone(incident.isOpen() ? display : Domain::Display::Operational);
    m_facts->setText(Models::incidentFacts(incident, service(), now()));
    m_what->setText(incident.title.simplified());
    m_what->setVisible(!m_what->text().isEmpty());
    m_numbers->show(Models::incidentNumbers(*m_story, service(), now()));
}

void IncidentPage::refreshBanners()
{
    m_banners->show(
        m_story ? Models::incidentBanners(*m_story, *m_snapshot, now()) : std::vector<Models::Banner>());
}

void IncidentPage::refreshMeaning()
{
    QString meaning;
    if (m_story) {
        for (const Domain::Event &event : m_story->events) {
            if (Domain::isTrouble(event.next) && !event.impact.isEmpty())
                meaning = event.impact;
        }
    }
    m_meaning->setText(meaning);
    m_meaningCard->setVisible(!meaning.isEmpty());
    const bool reported = m_story && m_story->report;
    m_reportCard->setVisible(reported);
    if (reported)
        m_report->setText(m_story->report->summary);
}

void IncidentPage::refreshTimeline()
{
    const auto lines = Models::incidentTimeline(*m_story, m_snapshot->find(m_story->incident.service));
    m_timeline->show(rowsOf(lines, now()), kTimelineLines);
}

void IncidentPage::refreshExplained()
{
    std::vector<Row> rows;
    if (m_story) {
        for (const Domain::Incident &child : m_story->explained) {
            const Domain::Display display = Models::displayOf(child);
            const auto tone = child.isOpen() ? std::optional(display) : std::nullopt;
            rows.push_back({ child.isOpen() ? display : Domain::Display::Operational, {}, nameOf(child.service),
                child.title.simplified(), Models::stateText(child).toLower(), tone, child.service, {} });
        }
    }
    m_explainedCard->setTitle(tr("Explained by it: %1").arg(rows.size()));
    m_explainedCard->setVisible(!rows.empty());
    m_explained->show(rows, kExplainedLines);
}

// --- what can be done ---

void IncidentPage::openExplained(const ServiceId &service)
{
    const auto child = std::ranges::find(m_story->explained, service, &Domain::Incident::service);
    if (child != m_story->explained.end())
        Q_EMIT incidentActivated(child->id);
}

void IncidentPage::acknowledge()
{
    m_acknowledge->setEnabled(false);
    const Ports::IncidentAction action { m_incident, Kind::Acknowledged, accountName(), {} };
    onAnswer<Result<Domain::Incident>>(this, m_session.act(action), [this](const auto &answer) {
        if (!answer) {
            say(Models::sentence(answer.error()), Domain::Display::Degraded);
            return refresh();
        }
        say({});
        ask();
    });
}

void IncidentPage::chooseFile()
{
    auto *dialog = new QFileDialog(
        this, tr("Export the incident"), Models::incidentFileName(m_story->incident) + QStringLiteral(".md"));
    dialog->setNameFilters({ tr("Markdown (*.md)"), tr("PDF (*.pdf)") });
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("md"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        dialog->setDefaultSuffix(
            filter.contains(QLatin1String("pdf")) ? QStringLiteral("pdf") : QStringLiteral("md"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, &IncidentPage::writeTo);
    dialog->open();
}

void IncidentPage::writeTo(const QString &file)
{
    const QString text = Models::incidentMarkdown(*m_story, *m_snapshot, now());
    const Result<void> written = writeDocument(file, nameOf(m_story->incident.service), text);
    if (written)
        say(tr("Written to %1").arg(file));
    else
        say(Models::sentence(written.error()), Domain::Display::Degraded);
}

void IncidentPage::say(const QString &text, std::optional<Domain::Display> tone)
{
    m_note->setText(text);
    m_note->setTone(tone);
    m_note->setVisible(!text.isEmpty());
}

} // namespace Wf::Gui
