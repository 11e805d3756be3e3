// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/maintenancedialog.h"

#include "core/answer.h"
#include "gui/account.h"
#include "models/words.h"
#include "ui_maintenancedialog.h"

#include <QPushButton>
#include <QTimeZone>

namespace Wf::Gui {

MaintenanceDialog::MaintenanceDialog(
    Ports::Session &session, const Appearance &appearance, QWidget *parent, std::unique_ptr<const Clock> clock)
    : QDialog(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_scopes(Models::scopesOf(*session.snapshot(), std::nullopt))
    , m_clock(std::move(clock))
    , m_form(std::make_unique<Ui::MaintenanceDialog>())
{
    m_form->setupUi(this);
    m_form->heading->setFont(appearance.font(FontRole::Title, QFont::DemiBold));
    m_form->heading->setText(tr("Own maintenance"));
    m_form->meaning->setText(tr(
        "While it lasts alerts stay silent, and uptime leaves it out. What is still wrong afterwards is told."));
    m_form->problem->hide();
    fillChoices();
    connect(m_form->notice, &QComboBox::currentIndexChanged, this, &MaintenanceDialog::chooseNotice);
    connect(m_form->buttons, &QDialogButtonBox::accepted, this, &MaintenanceDialog::accept);
    connect(m_form->buttons, &QDialogButtonBox::rejected, this, &MaintenanceDialog::reject);
    chooseNotice();
    m_form->title->setFocus();
}

MaintenanceDialog::~MaintenanceDialog() = default;

void MaintenanceDialog::fillChoices()
{
    for (const Models::Scope &scope : m_scopes)
        m_form->scope->addItem(scope.text);
    QDateTime begin = toDateTime(m_clock->now()).toLocalTime().addSecs(3600);
    begin.setTime(QTime(begin.time().hour(), 0));
    m_form->from->setDateTime(begin);
    const std::pair<QString, int> lengths[] { { tr("30 minutes"), 30 }, { tr("1 hour"), 60 },
        { tr("2 hours"), 120 }, { tr("4 hours"), 240 }, { tr("8 hours"), 480 }, { tr("1 day"), 1440 } };
    for (const auto &[text, minutes] : lengths)
        m_form->length->addItem(text, minutes);
    m_form->length->setCurrentIndex(1);
    m_form->repeat->addItems({ tr("only once"), tr("every day at this time"), tr("every week on this day"),
        tr("every month on this day") });
    m_form->notice->addItem(tr("not at all"), 0);
    const QStringList channels = m_session.snapshot()->channels;
    m_form->channel->addItems(channels);
    if (channels.isEmpty())
        return;
    const std::pair<QString, int> notices[] { { tr("15 minutes before, and when it is over"), 15 },
        { tr("1 hour before, and when it is over"), 60 }, { tr("1 day before, and when it is over"), 1440 } };
    for (const auto &[text, minutes] : notices)
        m_form->notice->addItem(text, minutes);
}

void MaintenanceDialog::chooseNotice()
{
    const bool told = m_form->notice->currentData().toInt() > 0;
    m_form->channel->setVisible(told);
    m_form->channelLabel->setVisible(told);
}

Result<std::optional<Domain::Schedule>> MaintenanceDialog::schedule() const
{
    const auto repeat = Repeat(m_form->repeat->currentIndex());
    if (repeat == Repeat::Once)
        return std::optional<Domain::Schedule>();
    const QDateTime from = m_form->from->dateTime();
    const QString day = repeat == Repeat::Monthly ? QString::number(from.date().day()) : QStringLiteral("*");
    const QString weekday =
        repeat == Repeat::Weekly ? QString::number(from.date().dayOfWeek() % 7) : QStringLiteral("*");
    const QString cron =
        QStringLiteral("%1 %2 %3 * %4")
            .arg(QString::number(from.time().minute()), QString::number(from.time().hour()), day, weekday);
    const Result<Domain::Schedule> schedule =
        Domain::parseCron(cron, QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    if (!schedule)
        return tl::unexpected(schedule.error());
    return std::optional(*schedule);
}

Result<Domain::MaintenancePlan> MaintenanceDialog::plan() const
{
    const auto again = schedule();
    if (!again)
        return tl::unexpected(again.error());
    Domain::MaintenancePlan plan;
    plan.title = m_form->title->text().trimmed();
    if (const int index = m_form->scope->currentIndex(); index >= 0)
        plan.match = m_scopes[static_cast<size_t>(index)].match;
    plan.author = accountName();
    plan.createdAt = m_clock->now();
    plan.from = fromDateTime(m_form->from->dateTime());
    plan.length = std::chrono::minutes { m_form->length->currentData().toInt() };
    plan.schedule = *again;
    if (const int minutes = m_form->notice->currentData().toInt(); minutes > 0) {
        plan.noticeBefore = std::chrono::minutes { minutes };
        plan.channels = { m_form->channel->currentText() };
    }
    return plan;
}

void MaintenanceDialog::accept()
{
    const Result<Domain::MaintenancePlan> wanted = plan();
    if (!wanted)
        return complain(wanted.error());
    if (const Result<void> fine = Domain::check(*wanted, m_clock->now()); !fine)
        return complain(fine.error());
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    onAnswer<Result<qint64>>(
        this, m_session.addMaintenance(*wanted), [this](const auto &answer) { take(answer); });
}

void MaintenanceDialog::take(const Result<qint64> &answer)
{
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(true);
    if (answer)
        QDialog::accept();
    else
        complain(answer.error());
}

void MaintenanceDialog::complain(const Error &error)
{
    m_form->problem->setText(Models::sentence(error));
    QPalette colours = m_form->problem->palette();
    colours.setColor(QPalette::WindowText, m_appearance.theme().major);
    m_form->problem->setPalette(colours);
    m_form->problem->show();
    QWidget *culprit = error.field.startsWith(u"title") ? static_cast<QWidget *>(m_form->title)
                                                        : static_cast<QWidget *>(m_form->from);
    culprit->setFocus();
    culprit->setAccessibleDescription(error.detail);
}

} // namespace Wf::Gui
