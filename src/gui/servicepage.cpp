// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/servicepage.h"

#include "core/answer.h"
#include "gui/bannercolumn.h"
#include "gui/vendorcard.h"
#include "models/incidentlog.h"
#include "models/incidenttexts.h"
#include "models/monitortexts.h"
#include "models/servicetexts.h"
#include "models/sightingtexts.h"
#include "models/words.h"

#include <QDesktopServices>
#include <QJsonObject>
#include <QPushButton>
#include <QUrl>

namespace Wf::Gui {

namespace {
    constexpr size_t kLogLines = 25;
    constexpr size_t kDependencyLines = 12;
    constexpr size_t kComponentLines = 12;
    constexpr int kLogPage = 50;
    constexpr size_t kSourceLines = 12;
    constexpr size_t kSightingLines = 5;

    std::vector<Row> rowsOf(const std::vector<Models::DependencyLine> &lines)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (const Models::DependencyLine &line : lines) {
            rows.push_back({ line.display, {}, line.name, line.impact, Models::label(line.severity).toLower(),
                toneOf(line.severity), line.id,
                ServicePage::tr("%1, %2: %3")
                    .arg(line.name, Models::label(line.display).toLower(), line.impact) });
        }
        return rows;
    }

    std::vector<Row> rowsOf(const std::vector<Models::ComponentLine> &lines)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (const Models::ComponentLine &line : lines)
            rows.push_back({ line.display, {}, {}, line.name, Models::label(line.display),
                line.display == Domain::Display::Operational ? std::nullopt : std::optional(line.display), {},
                {} });
        return rows;
    }

    std::vector<Row> rowsOf(const std::vector<Models::SourceLine> &lines)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (const Models::SourceLine &line : lines)
            rows.push_back({ line.display, {}, line.name, line.text, line.age, {}, {},
                QStringLiteral("%1: %2\n%3").arg(line.name, Models::label(line.display).toLower(), line.text) });
        return rows;
    }

    std::vector<Row> rowsOf(const std::vector<Models::SightingLine> &lines, Instant now)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (const Models::SightingLine &line : lines)
            rows.push_back({ {}, Models::moment(line.at, now), line.first, line.text, line.length,
                line.open ? std::optional(Domain::Display::Degraded) : std::nullopt, {}, line.toolTip });
        return rows;
    }

    std::vector<Row> rowsOf(const std::vector<Models::LogLine> &lines, Instant now)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (const Models::LogLine &line : lines)
            rows.push_back({ {}, Models::moment(line.at, now), line.kind, line.text, {}, line.tone, {},
                QStringLiteral("%1 UTC\n%2")
                    .arg(toDateTime(line.at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), line.text) });
        return rows;
    }
} // namespace

void ServicePage::Section::show(const std::vector<Row> &rows, size_t limit) const
{
    card->setVisible(!rows.empty());
    list->show(rows, limit);
}

ServicePage::ServicePage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_icon(new StateIcon(appearance, 22))
    , m_name(new InkLabel(appearance, { FontRole::Headline, Ink::Text1, QFont::Bold }))
    , m_state(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }))
    , m_facts(new InkLabel(appearance, { FontRole::Base, Ink::Text3 }))
{
    QVBoxLayout *column = makeScrollColumn(this);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // a long name is cut, never the state
    buildHeader(column);
    buildIncidentCard(column);
    m_banners = new BannerColumn(m_appearance, this);
    column->addLayout(m_banners);
    connect(m_banners, &BannerColumn::accepted, this, &ServicePage::switchMonitor);
    m_numbers = new NumberRow(appearance);
    column->addWidget(m_numbers);
    buildSections(column);
    column->addStretch(1);
}

void ServicePage::buildHeader(QVBoxLayout *column)
{
    auto *header = new QHBoxLayout;
    header->setSpacing(10);
    auto *back = new QPushButton(tr("Overview /"), this);
    back->setFlat(true);
    back->setAccessibleName(tr("Back to the overview"));
    connect(back, &QPushButton::clicked, this, &ServicePage::backRequested);
    m_silence = new QPushButton(tr("Silence…"), this);
    m_setStatus = new QPushButton(tr("Set status…"), this);
    m_openPage = new QPushButton(tr("Open status page"), this);
    m_check = new QPushButton(tr("Check now"), this);
    connect(m_silence, &QPushButton::clicked, this, [this] { Q_EMIT silenceRequested(m_service); });
    connect(m_setStatus, &QPushButton::clicked, this, [this] { Q_EMIT statusRequested(m_service); });
    connect(m_openPage, &QPushButton::clicked, this, &ServicePage::openStatusPage);
    connect(m_check, &QPushButton::clicked, this, &ServicePage::checkNow);
    header->addWidget(back);
    header->addWidget(m_icon);
    header->addWidget(m_name);
    header->addWidget(m_state);
    header->addWidget(m_facts, 1);
    for (QPushButton *button : { m_silence, m_setStatus, m_openPage, m_check })
        header->addWidget(button);
    column->addLayout(header);
}

/// What is done about the trouble, and the way to do more.
void ServicePage::buildIncidentCard(QVBoxLayout *column)
{
    m_incidentCard = new Card(m_appearance, {}, this);
    m_incidentCard->setAccessibleName(tr("The incident"));
    m_incidentWords = new InkLabel(
        m_appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, m_incidentCard);
    m_acknowledge = new QPushButton(tr("Acknowledge"), m_incidentCard);
    m_openIncident = new QPushButton(tr("Open incident"), m_incidentCard);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_incidentWords, 1);
    row->addWidget(m_acknowledge);
    row->addWidget(m_openIncident);
    m_incidentCard->body()->addLayout(row);
    column->addWidget(m_incidentCard);
    connect(m_acknowledge, &QPushButton::clicked, this, [this] { withIncident(&Page::acknowledgeRequested); });
    connect(m_openIncident, &QPushButton::clicked, this, [this] { withIncident(&Page::incidentActivated); });
}

void ServicePage::refreshIncident(const Ports::ServiceRow &row)
{
    const QString said = Models::badgeLine(row, m_snapshot->policy.flapping.within, now());
    const bool open = static_cast<bool>(row.incident) && !m_snapshot->past;
    m_incidentCard->setVisible(open || !said.isEmpty());
    m_incidentWords->setText(
        said.isEmpty() ? tr("Nobody has acknowledged it yet.") : QString(said.left(1).toUpper() + said.mid(1)));
    m_incidentCard->setTone(open && !Models::isCaredFor(row) ? row.display() : Domain::Display::Maintenance);
    m_acknowledge->setVisible(open && !row.incident->acknowledged);
    m_openIncident->setVisible(open);
}

void ServicePage::withIncident(void (Page::*signal)(qint64))
{
    if (const Ports::ServiceRow *shown = row(); shown && shown->incident)
        Q_EMIT(this->*signal)(shown->incident->id);
}

ServicePage::Section ServicePage::makeSection(const QString &title, const RowColumns &columns, QVBoxLayout *column)
{
    Section section { new Card(m_appearance, title, this), new RowList(m_appearance, columns, this) };
    section.list->setAccessibleName(title);
    section.card->body()->addWidget(section.list);
    section.card->body()->setSpacing(6);
    column->addWidget(section.card);
    connect(section.list, &RowList::serviceActivated, this, &ServicePage::serviceActivated);
    return section;
}

void ServicePage::buildSections(QVBoxLayout *column)
{
    m_daysCard = new Card(m_appearance, tr("Last 90 days, worst state per day"), this);
    m_days = new CellBar(m_appearance, m_daysCard);
    m_days->setAccessibleName(tr("Worst state of each of the last 90 days"));
    m_daysCard->body()->addWidget(m_days);
    auto *ends = new QHBoxLayout;
    auto *from = new InkLabel(m_appearance, { FontRole::Number, Ink::Text3 }, m_daysCard);
    auto *to = new InkLabel(m_appearance, { FontRole::Number, Ink::Text3 }, m_daysCard);
    from->setText(tr("90 days ago"));
    to->setText(tr("today"));
    ends->addWidget(from);
    ends->addStretch(1);
    ends->addWidget(to);
    m_daysCard->body()->addLayout(ends);
    column->addWidget(m_daysCard);

    auto *halves = new QHBoxLayout;
    halves->setSpacing(12);
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    halves->addLayout(left, 19);
    halves->addLayout(right, 11);
    m_impactCard = new Card(m_appearance, tr("What it means"), this);
    m_impact =
        new InkLabel(m_appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, m_impactCard);
    m_impactCard->body()->addWidget(m_impact);
    left->addWidget(m_impactCard);
    m_sightings =
        makeSection(tr("Who saw it first, last 90 days"), { 96, 120, ToneOn::Trail, QFont::Normal }, left);
    m_sightingWords = new InkLabel(
        m_appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, m_sightings.card);
    m_sightings.card->body()->insertWidget(m_sightings.card->body()->indexOf(m_sightings.list), m_sightingWords);
    m_record = new VendorCard(m_session, m_appearance, this);
    left->addWidget(m_record);
    m_log = makeSection(tr("Incident log"), { 96, 110, ToneOn::Name, QFont::Normal }, left);
    m_vendor = makeSection(tr("What the vendor says"), {}, right);
    m_checks = makeSection(tr("What our own checks see"), {}, right);
    m_heartbeats = makeSection(tr("Heartbeats"), {}, right);
    m_downstream = makeSection(tr("What depends on it"), { 0, 150, ToneOn::Trail }, right);
    m_upstream = makeSection(tr("What it depends on"), { 0, 150, ToneOn::Trail }, right);
    m_components = makeSection(tr("Components"), {}, right);
    for (QVBoxLayout *half : { left, right }) {
        half->setSpacing(12);
        half->addStretch(1);
    }
    column->addLayout(halves);
}

QString ServicePage::title() const
{
    const Ports::ServiceRow *shown = row();
    return shown ? shown->service.displayName : tr("Service");
}

void ServicePage::show(const ServiceId &service)
{
    if (service != m_service) {
        m_service = service;
        m_events.clear();
        m_alerts.clear();
        m_newestEvent = -1;
        m_problem.clear();
    }
    if (!m_snapshot)
        m_snapshot = m_session.snapshot();
    apply(m_snapshot);
}

void ServicePage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (m_graphOf != snapshot->catalogue && snapshot->catalogue) {
        m_graphOf = snapshot->catalogue;
        m_graph.emplace(*m_graphOf);
    }
    refresh();
    const qint64 newest = snapshot->timeline.empty() ? 0 : snapshot->timeline.front().id;
    if (newest != m_newestEvent && !m_service.isEmpty()) {
        m_newestEvent = newest;
        askLog();
        if (const Ports::ServiceRow *shown = row(); shown && isOnRecord(*shown))
            m_record->ask(m_service, now());
    }
}

void ServicePage::tick(Instant now)
{
    m_now = now;
    if (const Ports::ServiceRow *shown = row()) {
        refreshHeader(*shown);
        refreshBanners(*shown);
        refreshSources(*shown);
        if (isOnRecord(*shown))
            m_record->tick(now);
    }
}

bool ServicePage::isOnRecord(const Ports::ServiceRow &row) const
{
    return Domain::hasVendorsPage(row.service) && !m_snapshot->past;
}

const Ports::ServiceRow *ServicePage::row() const
{
    return m_snapshot ? m_snapshot->find(m_service) : nullptr;
}

Instant ServicePage::now() const
{
    return m_now && !m_snapshot->past ? *m_now : m_snapshot->at;
}

void ServicePage::refresh()
{
    const Ports::ServiceRow *shown = row();
    setEnabled(shown != nullptr);
    if (!shown)
        return;
    refreshHeader(*shown);
    refreshBanners(*shown);
    m_days->show(shown->quarter, now());
    m_daysCard->setVisible(!shown->quarter.empty());
    m_impact->setText(shown->impact);
    m_impactCard->setVisible(!shown->impact.isEmpty());
    m_components.show(rowsOf(Models::componentLines(*shown)), kComponentLines);
    refreshSources(*shown);
    m_record->setVisible(isOnRecord(*shown));
    refreshDependencies();
    refreshLog(*shown);
}

void ServicePage::refreshHeader(const Ports::ServiceRow &row)
{
    const Domain::Display display = m_snapshot->past ? row.display() : Models::shown(row, now());
    m_icon->setDisplay(display);
    m_name->setText(row.service.displayName);
    m_state->setText(Models::label(display));
    m_state->setTone(display);
    m_facts->setText(Models::serviceFacts(row, now()));
    const QString scheme = row.service.statusPageUrl.scheme();
    m_openPage->setVisible(scheme == u"https" || scheme == u"http");
    m_check->setVisible(row.interval().count() > 0);
    m_silence->setVisible(!m_snapshot->past);
    m_numbers->show(Models::numberCards(row, now()));
}

void ServicePage::refreshBanners(const Ports::ServiceRow &row)
{
    refreshIncident(row);
    std::vector<Models::Banner> banners = Models::banners(row, now());
    if (!m_problem.isEmpty())
        banners.insert(banners.begin(), { Domain::Display::Unknown, tr("That could not be done"), m_problem, {} });
    m_banners->show(banners);
}

/// Apart, where there is more than one; what each of them said in the past nobody remembers.
void ServicePage::refreshSources(const Ports::ServiceRow &row)
{
    const bool apart = row.monitors.size() > 1 && !m_snapshot->past;
    const auto lines = [&](Domain::Source source) {
        return apart ? rowsOf(Models::sourceLines(row, source, now())) : std::vector<Row> {};
    };
    m_vendor.show(lines(Domain::Source::Vendor), kSourceLines);
    m_checks.show(lines(Domain::Source::Own), kSourceLines);
    m_heartbeats.show(lines(Domain::Source::Heartbeat), kSourceLines);
    m_record->showCost(Models::trafficText(row));
    m_sightings.card->setVisible(static_cast<bool>(row.sightings));
    if (!row.sightings)
        return;
    m_sightingWords->setText(Models::sightingSentence(*row.sightings));
    const std::vector<Row> sightings = rowsOf(Models::sightingLines(*row.sightings), now());
    m_sightings.list->setVisible(!sightings.empty());
    m_sightings.list->show(sightings, kSightingLines);
}

void ServicePage::refreshDependencies()
{
    using Models::Direction;
    if (!m_graph)
        return;
    const auto lines = [this](Direction direction) {
        return rowsOf(Models::dependencyLines(*m_snapshot, *m_graph, m_service, direction, now()));
    };
    m_downstream.show(lines(Direction::DependsOnIt), kDependencyLines);
    m_upstream.show(lines(Direction::ItDependsOn), kDependencyLines);
}

void ServicePage::refreshLog(const Ports::ServiceRow &row)
{
    std::vector<Row> rows = rowsOf(Models::incidentLog(m_events, m_alerts, row, kLogLines), now());
    if (!m_logProblem.isEmpty())
        rows.insert(rows.begin(), Row { Domain::Display::Blind, {}, {}, m_logProblem, {}, {}, {}, {} });
    m_log.show(rows, rows.size());
}

void ServicePage::askLog()
{
    Ports::EventQuery events;
    events.service = m_service;
    events.statusChangesOnly = false;
    events.limit = kLogPage;
    Ports::AlertQuery alerts;
    alerts.service = m_service;
    alerts.limit = kLogPage;
    m_logProblem.clear();
    const quint64 asked = ++m_asked;
    const auto take = [this, asked](const auto &page, auto &into, auto member) {
        if (asked != m_asked)
            return;
        if (page)
            into = (*page).*member;
        else
            m_logProblem = Models::sentence(page.error());
        if (const Ports::ServiceRow *shown = row())
            refreshLog(*shown);
    };
    onAnswer<Result<Ports::EventPage>>(this, m_session.events(events),
        [this, take](const auto &page) { take(page, m_events, &Ports::EventPage::events); });
    onAnswer<Result<Ports::AlertPage>>(this, m_session.alerts(alerts),
        [this, take](const auto &page) { take(page, m_alerts, &Ports::AlertPage::alerts); });
}

void ServicePage::checkNow()
{
    m_check->setEnabled(false);
    onAnswer<Result<void>>(this, m_session.checkNow(m_service), [this](const auto &answer) {
        m_check->setEnabled(true);
        m_check->setToolTip(answer ? tr("Asked just now") : Models::sentence(answer.error()));
    });
}

void ServicePage::switchMonitor(const Models::Banner::Offer &offer)
{
    const QJsonObject change { { QStringLiteral("kind"), offer.kind },
        { QStringLiteral("url"), offer.url.toString(QUrl::FullyEncoded) } };
    onAnswer<Result<void>>(this, m_session.changeMonitor(offer.monitor, change), [this](const auto &answer) {
        m_problem = answer ? QString() : Models::sentence(answer.error());
        if (const Ports::ServiceRow *shown = row())
            refreshBanners(*shown);
    });
}

void ServicePage::openStatusPage() const
{
    if (const Ports::ServiceRow *shown = row())
        QDesktopServices::openUrl(shown->service.statusPageUrl);
}

} // namespace Wf::Gui
