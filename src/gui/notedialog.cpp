// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/notedialog.h"

#include "core/answer.h"
#include "gui/account.h"
#include "models/words.h"
#include "ui_notedialog.h"

#include <QPushButton>

namespace Wf::Gui {

NoteDialog::NoteDialog(
    Ports::Session &session, const Appearance &appearance, qint64 incident, Kind kind, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_incident(incident)
    , m_kind(kind)
    , m_form(std::make_unique<Ui::NoteDialog>())
{
    m_form->setupUi(this);
    m_form->heading->setFont(appearance.font(FontRole::Title, QFont::DemiBold));
    m_form->problem->hide();
    const bool over = kind == Kind::Resolved;
    setWindowTitle(over ? tr("Resolve the incident") : tr("Note"));
    m_form->heading->setText(over ? tr("It is over") : tr("What is to be known?"));
    m_form->meaning->setText(
        over ? tr(
            "The incident is closed and people are told. The service keeps the state that its monitors see; when "
            "they see it change for the worse, that is trouble again.")
             : tr("The note stands in the timeline of the incident."));
    if (QPushButton *save = m_form->buttons->button(QDialogButtonBox::Save); over)
        save->setText(tr("Resolve"));
    connect(m_form->buttons, &QDialogButtonBox::accepted, this, &NoteDialog::accept);
    connect(m_form->buttons, &QDialogButtonBox::rejected, this, &NoteDialog::reject);
    m_form->text->setFocus();
}

NoteDialog::~NoteDialog() = default;

void NoteDialog::accept()
{
    const QString text = m_form->text->toPlainText().trimmed();
    if (text.isEmpty() && m_kind == Kind::Note)
        return complain(tr("Write what is to be known, or cancel."));
    if (text.size() > Domain::kLongestNote)
        return complain(
            tr("The note has %1 letters: write at most %2.").arg(text.size()).arg(Domain::kLongestNote));
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(false);
    onAnswer<Result<Domain::Incident>>(this, m_session.act({ m_incident, m_kind, accountName(), text }),
        [this](const auto &answer) { take(answer); });
}

void NoteDialog::take(const Result<Domain::Incident> &answer)
{
    m_form->buttons->button(QDialogButtonBox::Save)->setEnabled(true);
    if (answer)
        QDialog::accept();
    else
        complain(
            answer.error().code == ErrorCode::Invalid ? answer.error().detail : Models::sentence(answer.error()));
}

void NoteDialog::complain(const QString &sentence)
{
    m_form->problem->setText(sentence);
    QPalette colours = m_form->problem->palette();
    colours.setColor(QPalette::WindowText, m_appearance.theme().major);
    m_form->problem->setPalette(colours);
    m_form->problem->show();
    m_form->text->setFocus();
    m_form->text->setAccessibleDescription(sentence);
}

} // namespace Wf::Gui
