// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/syncedlist.h"
#include "ports/session.h"

#include <map>
#include <set>

namespace Wf::Models {

/// An incident with what the rest of the world adds to it.
struct IncidentLine {
    Domain::Incident incident;
    QString name; ///< of its service
    QString category; ///< label
    Domain::Tier tier = Domain::Tier::Important;
    QString explainedBy; ///< name of its probable cause
    int explains = 0; ///< others that are known
    int turns = 0; ///< it goes up and down
    QString silencedBy;

    bool operator==(const IncidentLine &) const = default;
};

/// Incidents as rows of a table: what is open comes with the snapshot at once, what was is asked from the session
/// page by page as the view needs it. A snapshot of the past shows what was open then. For sorting and filtering
/// see MonitorFilter; cells speak by Qt::DisplayRole and the roles of cellroles.h.
class IncidentModel final : public SyncedList<IncidentLine, QAbstractTableModel> {
    Q_OBJECT

public:
    enum Column : int { State, Name, Since, Duration, Worst, Care, Cause, Columns };
    /// How the last question went.
    enum class Asking : quint8 { Idle, Waiting, Failed };

    explicit IncidentModel(Ports::Session &session, QObject *parent = nullptr);

    void apply(const Ports::SnapshotPtr &snapshot);
    /// The newest page: at first, and when something may have ended.
    void ask();
    /// Durations are told from here on as of `now`; whoever shows them paints anew.
    void setNow(Instant now) { m_now = now; }
    [[nodiscard]] Asking asking() const { return m_asking; }
    [[nodiscard]] QString problem() const { return m_problem; } ///< one sentence when Failed
    [[nodiscard]] int rowOf(qint64 incident) const; ///< −1 when it is not there
    [[nodiscard]] int openCount() const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void askingChanged();

private:
    enum class Page : quint8 { Newest, Older, Past };
    using Known = std::map<qint64, Domain::Incident>;

    void send(const Ports::IncidentQuery &query, Page page);
    void take(const Result<Ports::IncidentPage> &answer, Page page);
    void takeOpenOnes();
    void askEnd(qint64 incident);
    void rebuild();
    void setAsking(Asking asking);
    [[nodiscard]] IncidentLine lineOf(const Domain::Incident &incident, const Known &known) const;
    [[nodiscard]] QString nameOf(const ServiceId &service) const;
    [[nodiscard]] QString text(const IncidentLine &line, int column) const;
    [[nodiscard]] QVariant sortKey(const IncidentLine &line, int column) const;
    [[nodiscard]] static QVariant look(const IncidentLine &line, int column, int role);
    [[nodiscard]] QString mark(const IncidentLine &line) const;
    [[nodiscard]] QString spoken(const IncidentLine &line) const;

    Ports::Session &m_session;
    Ports::SnapshotPtr m_snapshot;
    Known m_known;
    std::set<qint64> m_gone; ///< open as far as we know, but not in the snapshot
    Known m_then; ///< open at the moment of a snapshot of the past
    std::optional<Instant> m_pastAt;
    qint64 m_oldest = 0; ///< of the pages that were asked one after the other; 0: none yet
    bool m_complete = false;
    quint64 m_generation = 0;
    Asking m_asking = Asking::Idle;
    QString m_problem;
    Instant m_now {};
};

} // namespace Wf::Models
