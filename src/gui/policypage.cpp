// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/policypage.h"

#include "core/answer.h"
#include "domain/status.h"
#include "gui/account.h"
#include "gui/appearance.h"
#include "models/policytexts.h"
#include "models/words.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>

namespace Wf::Gui {

namespace {
    constexpr int kRestMillis = 400;
    constexpr int kDays = 30;
    constexpr size_t kFaultLines = 50;
    constexpr size_t kMessageLines = 200;
} // namespace

PolicyPage::PolicyPage(
    Ports::Session &session, const Ports::PolicyFile &file, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_policy(file)
    , m_appearance(appearance)
    , m_snapshot(session.snapshot())
    , m_now(m_snapshot->at)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(22, 16, 22, 12);
    column->setSpacing(10);
    buildHead(column);
    buildSides(column);
    connectAll();
    setFocusProxy(m_editor);
    load();
}

void PolicyPage::buildHead(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    m_file = new InkLabel(m_appearance, { FontRole::Caption, Ink::Text3 }, this);
    m_save = new QPushButton(tr("Save"), this);
    m_revert = new QPushButton(tr("Load anew"), this);
    head->addWidget(m_file, 1);
    head->addWidget(m_revert);
    head->addWidget(m_save);
    m_note = new InkLabel(m_appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this);
    m_note->hide();
    column->addLayout(head);
    column->addWidget(m_note);
}

void PolicyPage::buildSides(QVBoxLayout *column)
{
    m_editor = new QPlainTextEdit(this);
    m_editor->setAccessibleName(tr("The alert policy as YAML"));
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(m_appearance.font(FontRole::Base).pixelSize());
    m_editor->setFont(font);
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(true); // YAML knows no tabs
    auto *sides = new QHBoxLayout;
    sides->setSpacing(12);
    auto *side = new QVBoxLayout;
    side->setSpacing(12);
    auto *look = new Card(m_appearance, tr("What it means"), this);
    m_summary = new InkLabel(m_appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, look);
    m_faults = new RowList(m_appearance, { 0, 0, ToneOn::Name, QFont::Normal }, look);
    m_faults->setAccessibleName(tr("Faults of the policy"));
    look->body()->addWidget(m_summary);
    look->body()->addWidget(m_faults);
    side->addWidget(look);
    buildTrial(side);
    side->addStretch(1);
    sides->addWidget(m_editor, 3);
    sides->addLayout(side, 2);
    column->addLayout(sides, 1);
}

void PolicyPage::buildTrial(QVBoxLayout *column)
{
    auto *trial = new Card(m_appearance, tr("Try it"), this);
    m_replay = new QPushButton(tr("What would it have sent in the last %1 days?").arg(kDays), trial);
    m_outcome =
        new InkLabel(m_appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, trial);
    m_outcome->hide();
    m_messages = new RowList(m_appearance, { 110, 150, ToneOn::Name }, trial);
    m_messages->setAccessibleName(tr("Messages that it would have sent"));
    m_messages->hide();
    m_routes = new QComboBox(trial);
    m_routes->setAccessibleName(tr("Route to be tested"));
    m_test = new QPushButton(tr("Send a test"), trial);
    auto *test = new QHBoxLayout;
    test->setSpacing(8);
    test->addWidget(m_routes, 1);
    test->addWidget(m_test);
    trial->body()->addWidget(m_replay, 0, Qt::AlignLeft);
    trial->body()->addWidget(m_outcome);
    trial->body()->addWidget(m_messages);
    trial->body()->addLayout(test);
    column->addWidget(trial);
}

void PolicyPage::connectAll()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kRestMillis);
    connect(&m_pause, &QTimer::timeout, this, &PolicyPage::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_pause.start();
        enableCommands();
    });
    connect(m_save, &QPushButton::clicked, this, &PolicyPage::save);
    connect(m_revert, &QPushButton::clicked, this, &PolicyPage::load);
    connect(m_replay, &QPushButton::clicked, this, &PolicyPage::replay);
    connect(m_test, &QPushButton::clicked, this, &PolicyPage::sendTest);
    connect(m_faults, &QListWidget::currentRowChanged, this, &PolicyPage::goToFault);
    connect(m_messages, &RowList::serviceActivated, this, &PolicyPage::serviceActivated);
}

bool PolicyPage::isChanged() const
{
    return m_loaded && m_editor->toPlainText() != m_start;
}

void PolicyPage::enableCommands()
{
    m_save->setEnabled(isChanged() && m_reading.faults.empty() && !m_pause.isActive());
    m_replay->setEnabled(m_loaded && m_reading.faults.empty() && !m_pause.isActive());
    m_test->setEnabled(m_routes->count() > 0 && !isChanged());
    m_test->setToolTip(
        isChanged() ? tr("Save first: the test goes through the policy that is in use.") : QString());
}

void PolicyPage::say(const QString &text, std::optional<Domain::Display> tone)
{
    m_note->setText(text);
    m_note->setTone(tone);
    m_note->setVisible(!text.isEmpty());
}

void PolicyPage::load()
{
    onAnswer<Result<Ports::PolicyText>>(this, m_policy.read(), [this](const auto &text) {
        if (text)
            taken(*text);
        else
            say(Models::sentence(text.error()), Domain::Display::Degraded);
    });
}

void PolicyPage::taken(const Ports::PolicyText &text)
{
    m_kept = text;
    m_loaded = true;
    m_file->setText(text.file);
    m_editor->setPlainText(text.text);
    m_start = m_editor->toPlainText();
    say({});
    check();
}

void PolicyPage::check()
{
    m_pause.stop();
    const QString text = m_editor->toPlainText();
    onAnswer<Ports::PolicyReading>(this, m_policy.check(text), [this, text](const Ports::PolicyReading &reading) {
        if (text == m_editor->toPlainText()) // an older text's faults are no news
            showReading(reading);
    });
}

void PolicyPage::showReading(const Ports::PolicyReading &reading)
{
    m_reading = reading;
    m_summary->setText(Models::policySummary(reading));
    m_summary->setTone(reading.faults.empty() ? std::nullopt : std::optional(Domain::Display::Degraded));
    std::vector<Row> rows;
    rows.reserve(reading.faults.size() + static_cast<size_t>(reading.warnings.size()));
    for (const Ports::PolicyFault &fault : reading.faults)
        rows.push_back({ Domain::Display::Degraded, {}, {}, Models::faultText(fault), {}, {}, {}, fault.text });
    for (const QString &warning : reading.warnings)
        rows.push_back({ Domain::Display::Unknown, {}, {}, warning, {}, {}, {}, warning });
    m_faults->setVisible(!rows.empty());
    m_faults->show(rows, kFaultLines);
    if (reading.faults.empty()) {
        const QString chosen = m_routes->currentText();
        m_routes->clear();
        for (const Domain::AlertRoute &route : reading.policy.routes)
            m_routes->addItem(route.name);
        m_routes->setCurrentIndex(std::max(0, m_routes->findText(chosen)));
    }
    enableCommands();
    Q_EMIT checked();
}

void PolicyPage::goToFault(int row)
{
    if (row < 0 || row >= static_cast<int>(m_reading.faults.size()))
        return;
    const Ports::PolicyFault &fault = m_reading.faults[static_cast<size_t>(row)];
    const QTextBlock block = m_editor->document()->findBlockByNumber(fault.line - 1);
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor,
        std::clamp(fault.column - 1, 0, std::max(0, block.length() - 1)));
    m_editor->setTextCursor(cursor);
    m_editor->centerCursor();
}

void PolicyPage::save()
{
    m_save->setEnabled(false);
    const QString text = m_editor->toPlainText();
    onAnswer<Result<void>>(this, m_policy.write(m_kept, text), [this, text](const Result<void> &written) {
        if (written) {
            m_kept.text = text;
            m_start = text;
            say(tr("Saved. It decides from now on; what was there before is beside it as %1~.").arg(m_kept.file));
        } else {
            say(Models::sentence(written.error()), Domain::Display::Degraded);
        }
        enableCommands();
    });
}

void PolicyPage::replay()
{
    m_replay->setEnabled(false);
    const Ports::BacktestQuery query { m_now - std::chrono::days { kDays }, m_now, m_reading.policy };
    onAnswer<Result<Ports::BacktestResult>>(
        this, m_session.backtest(query),
        [this](const auto &result) {
            enableCommands();
            m_outcome->show();
            m_outcome->setText(
                result ? Models::backtestSummary(*result, kDays) : Models::sentence(result.error()));
            std::vector<Row> rows;
            if (result) {
                for (const auto &line : Models::trialLines(*result, *m_snapshot, m_now, kMessageLines))
                    rows.push_back({ Domain::display(line.status, Domain::PollerHealth::Healthy, false), line.when,
                        line.name, line.text, {}, {}, {}, {} });
            }
            m_messages->setVisible(!rows.empty());
            m_messages->show(rows, kMessageLines);
        },
        [this] { enableCommands(); });
}

void PolicyPage::sendTest()
{
    Ports::AlertTrial trial;
    trial.route = m_routes->currentText();
    trial.by = accountName();
    m_test->setEnabled(false);
    onAnswer<Result<Ports::AlertTrialOutcome>>(
        this, m_session.tryAlert(trial),
        [this](const auto &outcome) {
            enableCommands();
            if (!outcome)
                return say(Models::sentence(outcome.error()), Domain::Display::Degraded);
            say(Models::testOutcome(*outcome),
                Models::reachedAll(*outcome) ? std::nullopt : std::optional(Domain::Display::Degraded));
        },
        [this] { enableCommands(); });
}

} // namespace Wf::Gui
