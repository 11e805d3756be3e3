// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "gui/rowdelegate.h"

#include <QListWidget>

#include <optional>

namespace Wf::Gui {

/// One line of a list; empty parts take no room.
struct Row {
    std::optional<Domain::Display> icon;
    QString lead;
    QString name;
    QString text;
    QString trail;
    std::optional<Domain::Display> tone;
    ServiceId target;
    QString toolTip;

    bool operator==(const Row &) const = default;
};

/// A list that is as high as its rows and does not scroll: the page does. Enter or a click opens a row's service.
class RowList final : public QListWidget {
    Q_OBJECT

public:
    RowList(const Appearance &appearance, const RowColumns &columns, QWidget *parent = nullptr);

    /// At most `limit` of them, then one line "7 more". The current row stays current.
    void show(const std::vector<Row> &rows, size_t limit);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void serviceActivated(const Wf::ServiceId &service);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void fill(QListWidgetItem &item, const Row &row) const;
    void fitColumns();
    void open(const QListWidgetItem *item);

    const Appearance &m_appearance;
    RowColumns m_columns;
    RowDelegate *m_delegate;
    std::vector<Row> m_rows;
};

/// The severity of a dependency as a tone: low has none.
[[nodiscard]] std::optional<Domain::Display> toneOf(Domain::EdgeSeverity severity);

} // namespace Wf::Gui
