// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/mainwindow.h"

#include "core/answer.h"
#include "gui/account.h"
#include "gui/incidentpage.h"
#include "gui/incidentspage.h"
#include "gui/maintenancedialog.h"
#include "gui/notedialog.h"
#include "gui/policypage.h"
#include "gui/silencedialog.h"
#include "gui/silencespage.h"

// Incidents and silences: their pages, and what people do about them.

namespace Wf::Gui {

namespace {
    void openDialog(QDialog *dialog)
    {
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    }
} // namespace

void MainWindow::buildIncidentPages()
{
    addPage(QStringLiteral("incidents"), new IncidentsPage(m_session, m_appearance, this), Nav::Listed);
    m_incident = new IncidentPage(m_session, m_appearance, this);
    connect(m_incident, &IncidentPage::backRequested, this, &MainWindow::back);
}

void MainWindow::buildSilencesPage()
{
    auto *silences = new SilencesPage(m_session, m_appearance, this);
    addPage(QStringLiteral("silences"), silences, Nav::Listed);
    connect(silences, &SilencesPage::maintenanceRequested, this, &MainWindow::requestMaintenance);
}

void MainWindow::setPolicyFile(const Ports::PolicyFile &file)
{
    addPage(QStringLiteral("policy"), new PolicyPage(m_session, file, m_appearance, this), Nav::Unlisted);
    auto *silences = static_cast<SilencesPage *>(page(QStringLiteral("silences")));
    silences->offerPolicy();
    connect(silences, &SilencesPage::policyRequested, this, [this] { showPage(QStringLiteral("policy")); });
}

bool MainWindow::isAboutOne(const QString &name)
{
    return name == QLatin1String("service") || name == QLatin1String("check") || name == QLatin1String("incident");
}

void MainWindow::showIncident(qint64 incident)
{
    if (incident <= 0)
        return;
    m_incident->show(incident);
    showPage(QStringLiteral("incident"));
}

void MainWindow::acknowledge(qint64 incident)
{
    const Ports::IncidentAction action { incident, Domain::IncidentNote::Kind::Acknowledged, accountName(), {} };
    onAnswer<Result<Domain::Incident>>(this, m_session.act(action), [this](const auto &answer) {
        if (!answer)
            return complain(answer.error());
        m_complaint.reset();
        showNotices();
    });
}

void MainWindow::requestNote(qint64 incident, Domain::IncidentNote::Kind kind)
{
    auto *dialog = new NoteDialog(m_session, m_appearance, incident, kind, this);
    connect(dialog, &QDialog::accepted, m_incident, [this, incident] {
        if (m_incident->incident() == incident)
            m_incident->ask();
    });
    openDialog(dialog);
}

void MainWindow::requestSilence(const ServiceId &service)
{
    openDialog(new SilenceDialog(
        m_session, m_appearance, service.isEmpty() ? std::nullopt : std::optional(service), this));
}

void MainWindow::requestMaintenance()
{
    openDialog(new MaintenanceDialog(m_session, m_appearance, this));
}

} // namespace Wf::Gui
