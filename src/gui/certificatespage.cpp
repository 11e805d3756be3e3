// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/certificatespage.h"

namespace Wf::Gui {

CertificatesPage::CertificatesPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : TablePage(session, appearance, parent)
{
    build(m_model, tr("Certificates and domain names"), { 110, 80, 0, 110, 0, 180, 104, 100 });
    setEmptyText(
        tr("No check has seen a certificate or a domain name yet. Checks of https addresses, kind tls and "
           "kind domain tell when what they saw ends."));
}

void CertificatesPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_model.apply(*snapshot);
    setChoosable(*snapshot);
}

void CertificatesPage::tick(Instant now)
{
    m_model.setNow(now);
    TablePage::tick(now);
}

} // namespace Wf::Gui
