// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/page.h"
#include "gui/rowlist.h"
#include "ports/policyfile.h"
#include "ports/session.h"

#include <QTimer>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace Wf::Gui {

/// The alert policy: its text, what is wrong with it as it is written, what it would have sent, and a test of one
/// of its routes.
class PolicyPage final : public Page {
    Q_OBJECT

public:
    PolicyPage(Ports::Session &session, const Ports::PolicyFile &file, const Appearance &appearance,
        QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Alert policy"); }
    void apply(const Ports::SnapshotPtr &snapshot) override { m_snapshot = snapshot; }
    void tick(Instant now) override { m_now = now; }
    [[nodiscard]] QPlainTextEdit *editor() const { return m_editor; }
    /// There is something to lose.
    [[nodiscard]] bool isChanged() const;

Q_SIGNALS:
    /// The text was looked at.
    void checked();

private:
    void buildHead(QVBoxLayout *column);
    void buildSides(QVBoxLayout *column);
    void buildTrial(QVBoxLayout *column);
    void connectAll();
    void load();
    void taken(const Ports::PolicyText &text);
    void check();
    void showReading(const Ports::PolicyReading &reading);
    void save();
    void replay();
    void sendTest();
    void goToFault(int row);
    void say(const QString &text, std::optional<Domain::Display> tone = {});
    void enableCommands();

    Ports::Session &m_session;
    const Ports::PolicyFile &m_policy;
    const Appearance &m_appearance;
    Ports::SnapshotPtr m_snapshot;
    Instant m_now {};
    Ports::PolicyText m_kept; ///< as it was read
    QString m_start; ///< the same as the editor says it: line ends are its own
    Ports::PolicyReading m_reading;
    bool m_loaded = false;
    QTimer m_pause; ///< looks when the writer rests
    InkLabel *m_file;
    InkLabel *m_note;
    InkLabel *m_summary;
    QPlainTextEdit *m_editor;
    RowList *m_faults;
    QPushButton *m_save;
    QPushButton *m_revert;
    QPushButton *m_replay;
    InkLabel *m_outcome;
    RowList *m_messages;
    QComboBox *m_routes;
    QPushButton *m_test;
};

} // namespace Wf::Gui
