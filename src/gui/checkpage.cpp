// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/checkpage.h"

#include "core/answer.h"
#include "gui/accessible.h"
#include "gui/runview.h"
#include "models/chartrules.h"
#include "models/words.h"

#include <QButtonGroup>
#include <QPushButton>

namespace Wf::Gui {

namespace {
    using namespace std::chrono_literals;
    constexpr size_t kFacts = 12;
    constexpr size_t kDeepest = 20;
    constexpr Millis kChartGood = 1min;
} // namespace

CheckPage::CheckPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_icon(new StateIcon(appearance, 22))
    , m_name(new InkLabel(appearance, { FontRole::Headline, Ink::Text1, QFont::Bold }))
    , m_state(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }))
    , m_facts(new InkLabel(appearance, { FontRole::Base, Ink::Text3 }))
    , m_note(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }))
    , m_numbers(new NumberRow(appearance))
{
    QVBoxLayout *column = makeScrollColumn(this);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // a long name is cut, never the state
    buildHeader(column);
    column->addWidget(m_note);
    m_note->hide();
    column->addWidget(m_numbers);
    buildChart(column);
    buildRun(column);
    column->addStretch(1);
}

QPushButton *CheckPage::addButton(const QString &text, QHBoxLayout *row)
{
    auto *button = new QPushButton(text, this);
    row->addWidget(button);
    return button;
}

void CheckPage::buildHeader(QVBoxLayout *column)
{
    auto *header = new QHBoxLayout;
    header->setSpacing(10);
    QPushButton *back = addButton(tr("Checks /"), header);
    back->setFlat(true);
    back->setAccessibleName(tr("Back"));
    header->addWidget(m_icon);
    header->addWidget(m_name);
    header->addWidget(m_state);
    header->addWidget(m_facts, 1);
    QPushButton *service = addButton(tr("Service"), header);
    QPushButton *edit = addButton(tr("Edit…"), header);
    m_pause = addButton(tr("Pause"), header);
    QPushButton *check = addButton(tr("Check now"), header);
    column->addLayout(header);
    connect(back, &QPushButton::clicked, this, &CheckPage::backRequested);
    connect(edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_monitor, {}); });
    connect(m_pause, &QPushButton::clicked, this, &CheckPage::togglePause);
    connect(check, &QPushButton::clicked, this, &CheckPage::checkNow);
    connect(service, &QPushButton::clicked, this, [this] {
        if (const Models::MonitorPlace shown = place())
            Q_EMIT serviceActivated(shown.service->id());
    });
}

void CheckPage::addRange(const QString &text, int hours, QHBoxLayout *row)
{
    QPushButton *button = addButton(text, row);
    button->setCheckable(true);
    m_ranges->addButton(button, hours);
}

void CheckPage::buildChart(QVBoxLayout *column)
{
    m_chartCard = new Card(m_appearance, tr("Response time"), this);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_chartText = new InkLabel(m_appearance, { FontRole::Base, Ink::Text2 }, m_chartCard);
    row->addWidget(m_chartText, 1);
    m_back = addButton(tr("Zoom out"), row);
    m_ranges = new QButtonGroup(this);
    addRange(tr("24 h"), 24, row);
    addRange(tr("7 d"), 24 * 7, row);
    addRange(tr("30 d"), 24 * 30, row);
    addRange(tr("90 d"), 24 * 90, row);
    m_ranges->button(m_hours)->setChecked(true);
    m_chart = new ResponseChart(m_appearance, m_chartCard);
    m_chart->setToolTip(tr("Drag over a stretch to look closer; the right button or Backspace goes back"));
    m_chartCard->body()->addLayout(row);
    m_chartCard->body()->addWidget(m_chart);
    column->addWidget(m_chartCard);
    connect(m_ranges, &QButtonGroup::idClicked, this, &CheckPage::chooseRange);
    connect(m_back, &QPushButton::clicked, this, &CheckPage::zoomBack);
    connect(m_chart, &ResponseChart::rangeChosen, this, &CheckPage::zoomTo);
    connect(m_chart, &ResponseChart::backRequested, this, &CheckPage::zoomBack);
}

void CheckPage::buildRun(QVBoxLayout *column)
{
    auto *halves = new QHBoxLayout;
    halves->setSpacing(12);
    m_runCard = new Card(m_appearance, tr("Last run"), this);
    m_run = new RunView(m_appearance, m_runCard);
    m_runCard->body()->addWidget(m_run);
    m_runCard->body()->addStretch(1);
    m_factsCard = new Card(m_appearance, tr("Connection and certificate"), this);
    m_resultFacts = new RowList(m_appearance, { 0, 130, ToneOn::Trail, QFont::Normal }, m_factsCard);
    m_resultFacts->setAccessibleName(tr("Connection and certificate"));
    m_factsCard->body()->addWidget(m_resultFacts);
    m_factsCard->body()->addStretch(1);
    halves->addWidget(m_runCard, 3);
    halves->addWidget(m_factsCard, 2);
    column->addLayout(halves);
}

void CheckPage::show(const MonitorId &monitor)
{
    if (monitor != m_monitor) {
        m_monitor = monitor;
        m_zoom.clear();
        m_day.reset();
        m_chartAt = {};
        m_chart->show({});
        say({});
    }
    if (!m_snapshot)
        m_snapshot = m_session.snapshot();
    apply(m_snapshot);
}

void CheckPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_now = snapshot->at;
    refresh();
    if (!m_monitor.value.isEmpty() && std::chrono::abs(m_now - m_chartAt) >= kChartGood) {
        askChart();
        askNumbers();
    }
}

void CheckPage::tick(Instant now)
{
    m_now = now;
    if (m_snapshot)
        refresh();
}

Models::MonitorPlace CheckPage::place() const
{
    return m_snapshot ? Models::findMonitor(*m_snapshot, m_monitor) : Models::MonitorPlace();
}

// --- the chart ---

CheckPage::Range CheckPage::range() const
{
    return m_zoom.empty() ? Range { m_now - std::chrono::hours { m_hours }, m_now } : m_zoom.back();
}

void CheckPage::chooseRange(int hours)
{
    m_hours = hours;
    m_zoom.clear();
    askChart();
}

void CheckPage::zoomTo(Instant from, Instant to)
{
    if (m_zoom.size() >= kDeepest)
        m_zoom.erase(m_zoom.begin());
    m_zoom.push_back({ from, std::min(to, m_now) });
    askChart();
}

void CheckPage::zoomBack()
{
    if (m_zoom.empty())
        return;
    m_zoom.pop_back();
    askChart();
}

void CheckPage::askChart()
{
    m_back->setVisible(!m_zoom.empty());
    m_chartAt = m_now;
    const Range asked = range();
    const quint64 number = ++m_asked;
    onAnswer<Result<Ports::ResultPage>>(
        this, m_session.results({ m_monitor, asked.from, asked.to }), [this, asked, number](const auto &page) {
            if (number == m_asked)
                take(page, asked);
        });
}

void CheckPage::take(const Result<Ports::ResultPage> &page, const Range &range)
{
    const Models::MonitorPlace shown = place();
    if (!page)
        return m_chartText->setText(Models::sentence(page.error()));
    const Millis interval = shown ? shown.monitor->spec.interval : Millis { 1min };
    const Models::ResponseData drawn = Models::responseData(*page, range.from, range.to, interval);
    m_chart->show(drawn);
    const QString text = Models::responseText(drawn);
    m_chartText->setText(text);
    setSpokenName(*m_chart, tr("Response time: %1").arg(text));
}

void CheckPage::askNumbers()
{
    const MonitorId asked = m_monitor;
    onAnswer<Result<Ports::ResultSummary>>(
        this, m_session.summary({ asked, m_now - 24h, m_now + 1ms }), [this, asked](const auto &answer) {
            if (asked != m_monitor || !answer)
                return;
            m_day = *answer;
            refresh();
        });
}

// --- what is done ---

void CheckPage::checkNow()
{
    onAnswer<Result<void>>(this, m_session.checkMonitor(m_monitor),
        [this](const auto &answer) { say(answer ? tr("Asked just now.") : Models::sentence(answer.error())); });
}

void CheckPage::togglePause()
{
    const Models::MonitorPlace shown = place();
    const auto pausing = shown && shown.monitor->state.paused ? Ports::Pausing::Resume : Ports::Pausing::Pause;
    onAnswer<Result<void>>(this, m_session.setPaused({ m_monitor }, pausing),
        [this](const auto &answer) { say(answer ? QString() : Models::sentence(answer.error())); });
}

void CheckPage::say(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

// --- what is shown ---

void CheckPage::refresh()
{
    const Models::MonitorPlace shown = place();
    setEnabled(static_cast<bool>(shown));
    if (!shown)
        return;
    const Ports::MonitorRow &monitor = *shown.monitor;
    const Domain::Display display = Models::shown(monitor, m_now);
    m_icon->setDisplay(display);
    m_name->setText(QStringLiteral("%1 / %2").arg(shown.service->service.displayName, monitor.spec.name));
    m_state->setText(Models::stateText(monitor, m_now));
    m_state->setTone(display);
    QStringList facts { Models::kindLabel(monitor.spec.kind), Models::targetLine(monitor.spec),
        tr("every %1").arg(Models::span(monitor.state.pace(monitor.spec))) };
    if (Models::isInsecure(monitor.spec))
        facts.append(tr("certificate not verified"));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    m_pause->setText(monitor.state.paused ? tr("Resume") : tr("Pause"));
    refreshNumbers(shown);
    refreshRun(shown);
}

void CheckPage::refreshNumbers(const Models::MonitorPlace &place)
{
    const Ports::MonitorRow &monitor = *place.monitor;
    const auto took = [](const std::optional<Domain::Micros> &time) {
        return time ? Models::tookText(*time) : QStringLiteral("–");
    };
    const Ports::ResultSummary day = m_day.value_or(Ports::ResultSummary {});
    const auto grade = day.uptime ? Models::gradeOf(*day.uptime) : Models::Grade::Good;
    const auto trouble = grade != Models::Grade::Good ? std::optional(Models::displayOf(grade)) : std::nullopt;
    m_numbers->show({
        { tr("Uptime 24 h"), Models::percent(day.uptime),
            tr("%1 runs, %2 failed").arg(day.count).arg(day.failures), trouble },
        { tr("p50"), took(day.p50), tr("half of the runs are quicker"), {} },
        { tr("p95"), took(day.p95), tr("95 of 100 are quicker"), {} },
        { tr("p99"), took(day.p99), tr("slowest %1").arg(took(day.max)), {} },
        { tr("Last run"), Models::ago(monitor.state.polledAt, m_now), Models::lastResult(monitor), {} },
        { tr("Next run"), monitor.nextAt ? Models::ahead(*monitor.nextAt, m_now) : QStringLiteral("–"),
            tr("within %1").arg(Models::span(monitor.spec.timeout)), {} },
    });
}

void CheckPage::refreshRun(const Models::MonitorPlace &place)
{
    const Ports::MonitorRow &monitor = *place.monitor;
    m_runCard->setVisible(static_cast<bool>(monitor.state.check));
    m_factsCard->setVisible(static_cast<bool>(monitor.state.check));
    if (!monitor.state.check)
        return;
    m_run->show(*monitor.state.check, Models::lastResult(monitor), Models::shown(monitor, m_now));
    std::vector<Row> rows;
    for (const auto &[name, value] : Models::resultFacts(*monitor.state.check, m_now)) {
        Row row;
        row.name = name;
        row.text = value;
        rows.push_back(row);
    }
    m_resultFacts->show(rows, kFacts);
}

} // namespace Wf::Gui
