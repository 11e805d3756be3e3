// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/statusdialog.h"

#include "core/answer.h"
#include "gui/account.h"
#include "gui/statusicon.h"
#include "models/words.h"
#include "ui_statusdialog.h"

#include <QPushButton>

namespace Wf::Gui {

namespace {
    constexpr int kShortestReason = 3;
    constexpr int kLongestReason = 500;
    constexpr int kLongestDetail = 500;
} // namespace

StatusDialog::StatusDialog(Ports::Session &session, const Appearance &appearance, const ServiceId &service,
    QWidget *parent, std::unique_ptr<const Clock> clock)
    : QDialog(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_service(service)
    , m_clock(std::move(clock))
    , m_form(std::make_unique<Ui::StatusDialog>())
{
    m_form->setupUi(this);
    m_form->detail->setMaxLength(kLongestDetail);
    m_form->heading->setTextFormat(Qt::PlainText);
    m_form->heading->setFont(appearance.font(FontRole::Title, QFont::DemiBold));
    m_form->problem->hide();
    fillChoices(session.snapshot()->find(service));
    connect(m_form->expiry, &QComboBox::currentIndexChanged, this, &StatusDialog::chooseExpiry);
    connect(m_form->buttons, &QDialogButtonBox::accepted, this, &StatusDialog::accept);
    connect(m_form->buttons, &QDialogButtonBox::rejected, this, &StatusDialog::reject);
    chooseExpiry();
    m_form->status->setFocus();
}

StatusDialog::~StatusDialog() = default;

void StatusDialog::fillChoices(const Ports::ServiceRow *row)
{
    using Domain::Status;
    m_form->heading->setText(row ? row->service.displayName : m_service.value);
    for (const Status status :
        { Status::Operational, Status::Degraded, Status::PartialOutage, Status::MajorOutage, Status::Unknown }) {
        const auto display = Domain::display(status, Domain::PollerHealth::Healthy, false);
        m_form->status->addItem(
            statusIcon(display, m_appearance.theme()), Models::label(status), static_cast<int>(status));
    }
    if (row)
        m_form->status->setCurrentIndex(m_form->status->findData(static_cast<int>(row->state.status)));
    const bool polled = row && row->interval().count() > 0;
    m_form->expiry->addItem(polled ? tr("until the next poll says otherwise") : tr("until it is changed"));
    m_form->expiry->addItems(
        { tr("for 1 hour"), tr("for 4 hours"), tr("until tomorrow, 08:00"), tr("until a time…") });
    m_form->until->setDateTime(now().addSecs(3600));
}

void StatusDialog::chooseExpiry()
{
    const bool atTime = Expiry(m_form->expiry->currentIndex()) == Expiry::AtTime;
    m_form->until->setVisible(atTime);
    m_form->untilLabel->setVisible(atTime);
}

QDateTime StatusDialog::now() const
{
    return toDateTime(m_clock->now()).toLocalTime();
}

QDateTime StatusDialog::expiresAt() const
{
    switch (Expiry(m_form->expiry->currentIndex())) {
    case Expiry::Never:
        break;
    case Expiry::OneHour:
        return now().addSecs(3600);
    case Expiry::FourHours:
        return now().addSecs(4 * 3600);
    case Expiry::Tomorrow:
        return { now().date().addDays(1), QTime(8, 0) };
    case Expiry::AtTime:
        return m_form->until->dateTime();
    }
    return {};
}

std::optional<Error> StatusDialog::fault() const
{
    const auto length = m_form->reason->toPlainText().trimmed().size();
    if (length < kShortestReason)
        return Error { ErrorCode::Invalid, tr("Say how you know, in three letters or more."),
            QStringLiteral("reason") };
    if (length > kLongestReason)
        return Error { ErrorCode::Invalid,
            tr("The reason has %1 letters: write at most %2.").arg(length).arg(kLongestReason),
            QStringLiteral("reason") };
    if (const QDateTime at = expiresAt(); at.isValid() && at <= now())
        return Error { ErrorCode::Invalid, tr("That time has passed: choose one that is still to come."),
            QStringLiteral("expires_at") };
    return {};
}

void StatusDialog::accept()
{
    if (const auto error = fault())
        return complain(*error);
    Ports::ManualUpdate update;
    update.service = m_service;
    update.status = Domain::Status(m_form->status->currentData().toInt());
    update.detail = m_form->detail->text().trimmed();
    update.reason = m_form->reason->toPlainText().trimmed();
    update.by = accountName();
    if (const QDateTime at = expiresAt(); at.isValid())
        update.expiresAt = fromDateTime(at);
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    onAnswer<Result<Ports::ManualOutcome>>(
        this, m_session.setStatus(update), [this](const auto &outcome) { take(outcome); });
}

void StatusDialog::take(const Result<Ports::ManualOutcome> &outcome)
{
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(true);
    if (outcome)
        QDialog::accept();
    else
        complain(outcome.error());
}

void StatusDialog::complain(const Error &error)
{
    m_form->problem->setText(error.code == ErrorCode::Invalid ? error.detail : Models::sentence(error));
    QPalette colours = m_form->problem->palette();
    colours.setColor(QPalette::WindowText, m_appearance.theme().major);
    m_form->problem->setPalette(colours);
    m_form->problem->show();
    QWidget *culprit = error.field == u"expires_at" ? static_cast<QWidget *>(m_form->until)
        : error.field == u"detail"                  ? static_cast<QWidget *>(m_form->detail)
        : error.field == u"status"                  ? static_cast<QWidget *>(m_form->status)
                                                    : static_cast<QWidget *>(m_form->reason);
    culprit->setFocus();
    culprit->setAccessibleDescription(error.detail);
}

} // namespace Wf::Gui
