// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"
#include "ports/session.h"

#include <QDialog>

#include <memory>

namespace Ui {
class NoteDialog;
}

namespace Wf::Gui {

/// What a person says about an incident: a note, or that it is over.
class NoteDialog final : public QDialog {
    Q_OBJECT

public:
    using Kind = Domain::IncidentNote::Kind;

    NoteDialog(Ports::Session &session, const Appearance &appearance, qint64 incident, Kind kind,
        QWidget *parent = nullptr);
    ~NoteDialog() override;

    void accept() override;

private:
    void take(const Result<Domain::Incident> &answer);
    void complain(const QString &sentence);

    Ports::Session &m_session;
    const Appearance &m_appearance;
    const qint64 m_incident;
    const Kind m_kind;
    const std::unique_ptr<Ui::NoteDialog> m_form;
};

} // namespace Wf::Gui
