// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/monitoreditor.h"

#include "core/answer.h"
#include "gui/draftform.h"
#include "gui/runview.h"
#include "models/scheduletexts.h"
#include "models/spectexts.h"
#include "models/words.h"
#include "ui_monitoreditor.h"

#include <QMessageBox>
#include <QPushButton>

namespace Wf::Gui {

namespace {
    constexpr int kNextRuns = 3;

    /// As the configuration reads it: a period, cron, or a calendar line.
    Result<Domain::Schedule> readSchedule(const QString &written, const QString &zone)
    {
        const std::optional<Millis> period = parseDuration(written);
        return period ? Domain::parseSimple(std::chrono::duration_cast<Seconds>(*period))
                      : Domain::parseSchedule(written, zone);
    }

    QString further(const Domain::Service &service, const Domain::MonitorSpec &spec)
    {
        const QStringList texts = Models::furtherTexts(service, spec);
        return texts.isEmpty()
            ? QString()
            : u' ' + MonitorEditor::tr("Also configured: %1.").arg(texts.join(QStringLiteral("; ")));
    }
} // namespace

MonitorEditor::MonitorEditor(Ports::Session &session, const Appearance &appearance, const MonitorId &monitor,
    const QString &kind, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_monitor(monitor)
    , m_form(std::make_unique<Ui::MonitorEditor>())
{
    m_form->setupUi(this);
    m_form->heading->setFont(appearance.font(FontRole::Title, QFont::DemiBold));
    for (QWidget *part : { static_cast<QWidget *>(m_form->left), static_cast<QWidget *>(m_form->right) })
        part->setAutoFillBackground(false);
    for (QScrollArea *area : { m_form->leftArea, m_form->rightArea })
        area->viewport()->setAutoFillBackground(false);
    m_form->problem->hide();
    m_fields = new DraftForm(*this, { m_form->leftForm, m_form->rightForm }, appearance.theme().major);
    buildButtons();
    buildTrial();
    fillKinds(kind);
    fillServices();
    connect(m_fields, &DraftForm::edited, this, &MonitorEditor::showNextRuns);
    connect(m_form->kind, qOverload<int>(&QComboBox::currentIndexChanged), this, &MonitorEditor::fit);
    resize(1000, 700);
    fit();
    load();
}

MonitorEditor::~MonitorEditor() = default;

void MonitorEditor::buildButtons()
{
    m_try = m_form->buttons->addButton(tr("&Try it"), QDialogButtonBox::ActionRole);
    m_remove = m_form->buttons->addButton(tr("Re&move…"), QDialogButtonBox::DestructiveRole);
    m_try->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_remove->setVisible(!m_monitor.isEmpty());
    connect(m_try, &QPushButton::clicked, this, &MonitorEditor::tryIt);
    connect(m_remove, &QPushButton::clicked, this, &MonitorEditor::askRemoval);
    connect(m_form->buttons, &QDialogButtonBox::accepted, this, &MonitorEditor::accept);
    connect(m_form->buttons, &QDialogButtonBox::rejected, this, &MonitorEditor::reject);
}

void MonitorEditor::buildTrial()
{
    m_run = new RunView(m_appearance, this);
    m_run->setAccessibleName(tr("What trying it found"));
    m_form->trial->addWidget(m_run);
    m_run->hide();
}

void MonitorEditor::fillKinds(const QString &kind)
{
    const QStringList kinds = Models::draftKinds();
    for (const QString &each : kinds)
        m_form->kind->addItem(Models::kindLabel(each), each);
    m_form->kind->setCurrentIndex(std::max(0, m_form->kind->findData(kind)));
}

/// Only services that are defined in the program can be added to.
void MonitorEditor::fillServices()
{
    m_form->service->addItem(tr("a new service of this name"), QString());
    const Ports::SnapshotPtr snapshot = m_session.snapshot();
    for (const Ports::ServiceRow &row : snapshot->services) {
        if (row.service.origin == Domain::Origin::App)
            m_form->service->addItem(row.service.displayName, row.id().value);
    }
}

void MonitorEditor::load()
{
    const Models::MonitorPlace place = Models::findMonitor(*m_session.snapshot(), m_monitor);
    setWindowTitle(m_monitor.isEmpty() ? tr("New monitor") : tr("Change a monitor"));
    m_form->heading->setText(place ? Models::monitorName(place) : tr("What should be watched?"));
    if (m_monitor.isEmpty())
        return m_form->name->setFocus();
    if (place)
        m_form->kind->setCurrentIndex(std::max(0, m_form->kind->findData(place.monitor->spec.kind)));
    m_form->kind->setEnabled(false);
    m_form->service->setEnabled(false);
    if (place && place.service->service.origin == Domain::Origin::File)
        return showFileOrigin(place);
    onAnswer<Result<QJsonObject>>(this, m_session.definition(m_monitor), [this](const auto &answer) {
        if (!answer)
            return complain(answer.error());
        m_before = *answer;
        m_fields->setTexts(Models::draftTexts(m_before));
        showNextRuns();
    });
}

void MonitorEditor::showFileOrigin(const Models::MonitorPlace &place)
{
    const Domain::MonitorSpec &spec = place.monitor->spec;
    const Domain::Service &service = place.service->service;
    m_form->service->setItemText(m_form->service->currentIndex(), service.displayName);
    m_fields->setTexts(Models::specTexts(service, spec));
    m_fields->setReadOnly();
    m_try->hide();
    m_remove->hide();
    m_form->buttons->button(QDialogButtonBox::Save)->hide();
    m_form->problem->setText(tr("This monitor comes from a file. Change it in services.yaml, service '%1', "
                                "monitor '%2': the file is read "
                                "again as soon as it is saved.")
                                 .arg(place.service->id().value, spec.name)
        + further(service, spec));
    m_form->problem->show();
    showNextRuns();
}

QString MonitorEditor::kind() const
{
    return m_form->kind->currentData().toString();
}

void MonitorEditor::fit()
{
    m_fields->fit(kind());
    const bool heartbeat = kind() == QLatin1String("heartbeat");
    m_form->leftForm->setRowVisible(m_form->nextRuns, heartbeat);
    m_try->setVisible(!heartbeat);
    m_run->hide();
    showNextRuns();
}

QJsonObject MonitorEditor::definition() const
{
    return Models::draftDefinition(kind(), m_fields->texts(), m_before);
}

// --- trying ---

void MonitorEditor::tryIt()
{
    QJsonObject draft = definition();
    if (!m_monitor.isEmpty())
        draft.insert(QStringLiteral("id"), m_monitor.value); // its secrets are filled in
    m_try->setEnabled(false);
    m_try->setText(tr("Trying…"));
    onAnswer<Result<Ports::Trial>>(
        this, m_session.tryCheck(draft), [this](const auto &trial) { showTrial(trial); },
        [this] { showTrial(failure(ErrorCode::Unavailable, tr("the engine did not answer"))); });
}

void MonitorEditor::showTrial(const Result<Ports::Trial> &trial)
{
    m_try->setEnabled(true);
    m_try->setText(tr("&Try it"));
    if (!trial)
        return complain(trial.error());
    m_form->problem->hide();
    m_fields->markFault({}, {});
    const Domain::CheckRun &run = trial->run;
    const QString took = Models::tookText(run.result.total);
    const QString verdict = !run.reason.isEmpty() ? run.reason
        : run.result.failure.isEmpty()            ? tr("All is as it should be, in %1.").arg(took)
                                                  : tr("%1, in %2.").arg(run.result.failure, took);
    m_run->show(run.result, verdict, Domain::display(trial->verdict, Domain::PollerHealth::Healthy, {}));
    m_run->setVisible(true);
}

void MonitorEditor::showNextRuns()
{
    if (kind() != QLatin1String("heartbeat"))
        return;
    const QString written = m_form->schedule->text().trimmed();
    if (written.isEmpty())
        return m_form->nextRuns->setText({});
    const Result<Domain::Schedule> schedule = readSchedule(written, m_form->tz->text().trimmed());
    if (!schedule)
        return m_form->nextRuns->setText(schedule.error().detail);
    QStringList lines { Models::scheduleText(*schedule) };
    const Instant now = m_session.snapshot()->at;
    std::optional<Instant> at = Domain::next(*schedule, now);
    for (int i = 0; at && i < kNextRuns; ++i) {
        lines.append(
            tr("next %1").arg(toDateTime(*at).toLocalTime().toString(QStringLiteral("ddd yyyy-MM-dd HH:mm"))));
        at = Domain::next(*schedule, *at);
    }
    m_form->nextRuns->setText(lines.join(u'\n'));
}

// --- keeping ---

void MonitorEditor::accept()
{
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    if (m_monitor.isEmpty())
        onAnswer<Result<MonitorId>>(this, m_session.createMonitor(definition()), [this](const auto &made) {
            finish(made ? Result<void>() : Result<void>(tl::unexpected<Error>(made.error())));
        });
    else
        onAnswer<Result<void>>(this, m_session.changeMonitor(m_monitor, definition()),
            [this](const auto &changed) { finish(changed); });
}

void MonitorEditor::askRemoval()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove"),
        tr("Remove %1? It is not watched any more; what was remembered of it goes in time.")
            .arg(m_form->heading->text()),
        QMessageBox::Cancel | QMessageBox::Ok, this);
    box->setTextFormat(Qt::PlainText);
    box->button(QMessageBox::Ok)->setText(tr("Remove"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::accepted, this, &MonitorEditor::remove);
    box->open();
}

void MonitorEditor::remove()
{
    onAnswer<Result<void>>(
        this, m_session.removeMonitor(m_monitor), [this](const auto &removed) { finish(removed); });
}

void MonitorEditor::finish(const Result<void> &done)
{
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(true);
    if (done)
        QDialog::accept();
    else
        complain(done.error());
}

QString MonitorEditor::problem() const
{
    return m_form->problem->isVisibleTo(this) ? m_form->problem->text() : QString();
}

/// At the field that the error names: it has the focus, and the sentence is its description.
void MonitorEditor::complain(const Error &error)
{
    const QString sentence = Models::draftProblem(error);
    m_form->problem->setText(sentence);
    QPalette colours = m_form->problem->palette();
    colours.setColor(QPalette::WindowText, m_appearance.theme().major);
    m_form->problem->setPalette(colours);
    m_form->problem->show();
    m_fields->markFault(Models::draftFieldOf(error.field), sentence);
}

} // namespace Wf::Gui
