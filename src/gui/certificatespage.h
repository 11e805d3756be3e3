// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/tablepage.h"
#include "models/expirymodel.h"

namespace Wf::Gui {

/// Certificates and domain names that the checks saw, those that end first on top.
class CertificatesPage final : public TablePage {
    Q_OBJECT

public:
    CertificatesPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Certificates"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;

private:
    Models::ExpiryModel m_model;
};

} // namespace Wf::Gui
