// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/numbertile.h"
#include "gui/page.h"
#include "gui/rowlist.h"
#include "ports/session.h"

class QPushButton;

namespace Wf::Gui {

class BannerColumn;

/// All about one incident: numbers, what it explains, and a timeline that mixes what was seen, what the vendor
/// wrote, what was decided about alerts, and what people said.
class IncidentPage final : public Page {
    Q_OBJECT

public:
    IncidentPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    void show(qint64 incident);
    [[nodiscard]] qint64 incident() const { return m_incident; }
    [[nodiscard]] QString title() const override { return tr("Incident"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;
    /// Asks for the story again: somebody said something.
    void ask();
    /// Markdown, or PDF where the name ends so.
    void writeTo(const QString &file);

Q_SIGNALS:
    /// "Back to where I was."
    void backRequested();

private:
    void buildHeader(QVBoxLayout *column);
    void buildBody(QVBoxLayout *column);
    QPushButton *addButton(QHBoxLayout *row, const QString &text, Qt::Key key, std::function<void()> run);
    void take(const Result<Ports::IncidentStory> &story);
    void refresh();
    void refreshHeader();
    void refreshBanners();
    void refreshMeaning();
    void refreshTimeline();
    void refreshExplained();
    void openExplained(const ServiceId &service);
    void acknowledge();
    void chooseFile();
    void say(const QString &text, std::optional<Domain::Display> tone = {});
    [[nodiscard]] Instant now() const;
    [[nodiscard]] const Domain::Service *service() const;
    [[nodiscard]] QString nameOf(const ServiceId &id) const;

    Ports::Session &m_session;
    const Appearance &m_appearance;
    qint64 m_incident = 0;
    std::optional<Ports::IncidentStory> m_story;
    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    bool m_lost = false; ///< the last question failed, and that is said
    quint64 m_asked = 0; ///< answers to an older question are dropped
    qint64 m_newestEvent = -1; ///< of the snapshot the story was asked for
    std::optional<Domain::Incident> m_seen; ///< as the snapshot had it when the story was asked

    StateIcon *m_icon = nullptr;
    InkLabel *m_name = nullptr;
    InkLabel *m_state = nullptr;
    InkLabel *m_facts = nullptr;
    InkLabel *m_what = nullptr;
    InkLabel *m_note = nullptr;
    QPushButton *m_acknowledge = nullptr;
    QPushButton *m_resolve = nullptr;
    QPushButton *m_comment = nullptr;
    QPushButton *m_silence = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_cause = nullptr;
    BannerColumn *m_banners = nullptr;
    NumberRow *m_numbers = nullptr;
    Card *m_timelineCard = nullptr;
    RowList *m_timeline = nullptr;
    Card *m_meaningCard = nullptr;
    InkLabel *m_meaning = nullptr;
    Card *m_explainedCard = nullptr;
    RowList *m_explained = nullptr;
    Card *m_reportCard = nullptr;
    InkLabel *m_report = nullptr;
};

} // namespace Wf::Gui
