// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/page.h"
#include "gui/rowlist.h"
#include "models/silencetexts.h"
#include "ports/session.h"

class QPushButton;

namespace Wf::Gui {

/// One silence or maintenance, with a button that ends it.
class QuietEntry final : public QWidget {
    Q_OBJECT

public:
    explicit QuietEntry(const Appearance &appearance, QWidget *parent);

    void show(const Models::QuietLine &line);

Q_SIGNALS:
    void endRequested(qint64 id);

private:
    qint64 m_id = 0;
    StateIcon *m_icon;
    InkLabel *m_what;
    InkLabel *m_when;
    InkLabel *m_why;
    QPushButton *m_end;
};

/// When nobody wants to be told: silences, own maintenances, and what the vendors plan.
class SilencesPage final : public Page {
    Q_OBJECT

public:
    SilencesPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Silences"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;
    /// The alert policy can be shown.
    void offerPolicy();

Q_SIGNALS:
    /// "Let me announce own work."
    void maintenanceRequested();
    /// "Let me see who is told of what."
    void policyRequested();

private:
    struct Section {
        Card *card = nullptr;
        QPushButton *add = nullptr;
        InkLabel *empty = nullptr;
        QVBoxLayout *entries = nullptr;
        std::vector<QuietEntry *> pool {};
    };
    using End = void (SilencesPage::*)(qint64);
    Section makeSection(const QString &title, const QString &add, const QString &empty, QVBoxLayout *column);
    void fill(Section &section, const std::vector<Models::QuietLine> &lines, End end);
    void refresh();
    void endSilence(qint64 id);
    void endMaintenance(qint64 id);
    void take(const Result<void> &answer, const QString &done);

    Ports::Session &m_session;
    const Appearance &m_appearance;
    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    InkLabel *m_note;
    Card *m_policy;
    Section m_silences;
    Section m_plans;
    Card *m_vendorCard;
    RowList *m_vendors;
};

} // namespace Wf::Gui
