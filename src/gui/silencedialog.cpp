// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/silencedialog.h"

#include "core/answer.h"
#include "gui/account.h"
#include "models/words.h"
#include "ui_silencedialog.h"

#include <QPushButton>

namespace Wf::Gui {

namespace {
    constexpr int kHour = 3600;
    constexpr int kMorning = 8; ///< "until tomorrow" ends at this hour
} // namespace

SilenceDialog::SilenceDialog(Ports::Session &session, const Appearance &appearance,
    const std::optional<ServiceId> &service, QWidget *parent, std::unique_ptr<const Clock> clock)
    : QDialog(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_scopes(Models::scopesOf(*session.snapshot(), service))
    , m_clock(std::move(clock))
    , m_form(std::make_unique<Ui::SilenceDialog>())
{
    m_form->setupUi(this);
    m_form->heading->setFont(appearance.font(FontRole::Title, QFont::DemiBold));
    m_form->heading->setText(tr("Tell nobody about this"));
    m_form->meaning->setText(
        tr("It is watched and recorded as ever. What is still wrong when the time is over is told then."));
    m_form->problem->hide();
    m_form->buttons->button(QDialogButtonBox::Save)->setText(tr("Silence"));
    fillChoices();
    connect(m_form->length, &QComboBox::currentIndexChanged, this, &SilenceDialog::chooseLength);
    connect(m_form->buttons, &QDialogButtonBox::accepted, this, &SilenceDialog::accept);
    connect(m_form->buttons, &QDialogButtonBox::rejected, this, &SilenceDialog::reject);
    chooseLength();
    m_form->scope->setFocus();
}

SilenceDialog::~SilenceDialog() = default;

void SilenceDialog::fillChoices()
{
    for (const Models::Scope &scope : m_scopes)
        m_form->scope->addItem(scope.text);
    m_form->length->addItems(
        { tr("1 hour"), tr("4 hours"), tr("8 hours"), tr("until tomorrow, 08:00"), tr("until a time…") });
    m_form->until->setDateTime(now().addSecs(kHour));
}

void SilenceDialog::chooseLength()
{
    const bool atTime = Length(m_form->length->currentIndex()) == Length::AtTime;
    m_form->until->setVisible(atTime);
    m_form->untilLabel->setVisible(atTime);
}

QDateTime SilenceDialog::now() const
{
    return toDateTime(m_clock->now()).toLocalTime();
}

QDateTime SilenceDialog::until() const
{
    switch (Length(m_form->length->currentIndex())) {
    case Length::OneHour:
        return now().addSecs(kHour);
    case Length::FourHours:
        return now().addSecs(4 * kHour);
    case Length::EightHours:
        return now().addSecs(8 * kHour);
    case Length::Tomorrow:
        return { now().date().addDays(1), QTime(kMorning, 0) };
    case Length::AtTime:
        break;
    }
    return m_form->until->dateTime();
}

Domain::Silence SilenceDialog::silence() const
{
    Domain::Silence silence;
    if (const int index = m_form->scope->currentIndex(); index >= 0)
        silence.match = m_scopes[static_cast<size_t>(index)].match;
    silence.author = accountName();
    silence.reason = m_form->reason->toPlainText().trimmed();
    silence.from = m_clock->now();
    silence.until = fromDateTime(until());
    return silence;
}

void SilenceDialog::accept()
{
    const Domain::Silence wanted = silence();
    if (const Result<void> fine = Domain::check(wanted, m_clock->now()); !fine)
        return complain(fine.error());
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    onAnswer<Result<qint64>>(this, m_session.addSilence(wanted), [this](const auto &answer) { take(answer); });
}

void SilenceDialog::take(const Result<qint64> &answer)
{
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(true);
    if (answer)
        QDialog::accept();
    else
        complain(answer.error());
}

void SilenceDialog::complain(const Error &error)
{
    m_form->problem->setText(Models::sentence(error));
    QPalette colours = m_form->problem->palette();
    colours.setColor(QPalette::WindowText, m_appearance.theme().major);
    m_form->problem->setPalette(colours);
    m_form->problem->show();
    QWidget *culprit = error.field.startsWith(u"until") && m_form->until->isVisible()
        ? static_cast<QWidget *>(m_form->until)
        : static_cast<QWidget *>(m_form->reason);
    culprit->setFocus();
    culprit->setAccessibleDescription(error.detail);
}

} // namespace Wf::Gui
