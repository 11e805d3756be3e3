// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/imported.h"
#include "ports/snapshot.h"

#include <QAbstractTableModel>

namespace Wf::Models {

/// The monitors of another program's file as rows that can be ticked, with what becomes of each. What is watched
/// here already is not ticked at first; what the rules refuse cannot be.
class ImportList final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { Name, Kind, Target, Outcome, Columns };
    enum class Stand : quint8 { New, Here, Refused, Created, Failed };

    using QAbstractTableModel::QAbstractTableModel;

    /// All rows anew; `world` says what is watched already.
    void show(const Domain::Import &import, const Ports::Snapshot &world);
    [[nodiscard]] Stand stand(int row) const { return m_rows[static_cast<size_t>(row)].stand; }
    [[nodiscard]] const QJsonObject &definition(int row) const;
    [[nodiscard]] int count(Stand stand) const;
    /// In words: what the rules refuse, and what could not be created.
    [[nodiscard]] std::vector<Domain::ImportNote> troubles() const;
    /// Rows that are ticked and still to be created.
    [[nodiscard]] std::vector<int> chosen() const;
    /// Nothing: it was created.
    void setOutcome(int row, const std::optional<Error> &error);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    struct Row {
        Domain::Imported monitor;
        Stand stand = Stand::New;
        bool ticked = false;
        QString trouble;
    };
    [[nodiscard]] bool isOpen(const Row &row) const { return row.stand == Stand::New || row.stand == Stand::Here; }
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString outcome(const Row &row) const;

    std::vector<Row> m_rows;
};

/// "Uptime Kuma: 12 monitors, 2 of them are here already, 1 cannot be taken over"
[[nodiscard]] QString importText(const QString &format, const ImportList &list);
/// One line a note: "Shop: was paused; it is created paused".
[[nodiscard]] QString importNotes(const std::vector<Domain::ImportNote> &notes);

} // namespace Wf::Models
