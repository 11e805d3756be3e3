// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/words.h"

#include <QAbstractButton>

namespace Wf::Gui {

class Announcer;
class Appearance;

enum class View { Engineer, Executive, Wall };

/// The one sentence that matters, how fresh it is, the way to everything, and who is looking.
class TopBar final : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(const Appearance &appearance, QWidget *parent = nullptr);

    void showSnapshot(const Ports::Snapshot &snapshot, Instant now);
    void setView(View view);
    [[nodiscard]] QString sentence() const { return m_sentence; }
    /// Spoken at once by screen readers: "Okta: major outage since 10:42".
    void announce(const QString &text);

Q_SIGNALS:
    void searchRequested();
    void viewChosen(Wf::Gui::View view);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int paintPill(QPainter &painter, int right) const;

    const Appearance &m_appearance;
    Announcer *m_announcer;
    QAbstractButton *m_search;
    QAbstractButton *m_views[3];
    QString m_sentence;
    Domain::Display m_display = Domain::Display::Unknown;
    Models::FreshnessText m_freshness;
};

} // namespace Wf::Gui
