// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"

#include <QAbstractListModel>

#include <deque>

namespace Wf::Models {

/// Everything that ever happened, newest first, asked from the session page by page as the view needs it.
/// Rows have RowRole roles; new events of a snapshot are put on top without disturbing what is shown.
class EventHistory final : public QAbstractListModel {
    Q_OBJECT

public:
    /// How the last question went.
    enum class State : quint8 { Loading, Ready, Failed };

    explicit EventHistory(Ports::Session &session, QObject *parent = nullptr);

    /// Starts anew with the events of one service, or of all.
    void show(const std::optional<ServiceId> &service);
    void apply(const Ports::SnapshotPtr &snapshot);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString problem() const { return m_problem; } ///< one sentence when Failed

Q_SIGNALS:
    void stateChanged();

private:
    void ask();
    void take(const Result<Ports::EventPage> &page, quint64 generation);
    [[nodiscard]] QString nameOf(const Domain::Event &event) const;
    [[nodiscard]] static QString detailOf(const Domain::Event &event);
    [[nodiscard]] bool isWanted(const Domain::Event &event) const;
    void setState(State state);

    Ports::Session &m_session;
    Ports::SnapshotPtr m_snapshot;
    std::optional<ServiceId> m_service;
    std::deque<Domain::Event> m_events;
    bool m_complete = false;
    State m_state = State::Ready;
    QString m_problem;
    quint64 m_generation = 0; ///< answers to an older question are dropped
};

} // namespace Wf::Models
