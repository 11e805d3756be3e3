// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/status.h"

#include <QMetaType>

#include <vector>

namespace Wf::Models {

/// A small picture inside a cell: how long the last runs took, oldest first.
struct Spark {
    enum class Style : quint8 { Line, Bars };
    struct Point {
        double height = 0; ///< 0…1, share of the highest
        Domain::Display display = Domain::Display::Operational;
        bool operator==(const Point &) const = default;
    };
    Style style = Style::Line;
    std::vector<Point> points;

    bool operator==(const Spark &) const = default;
};

/// What a cell of a table shows besides Qt::DisplayRole, its text. All but the text may be missing.
namespace CellRole {
    enum : int {
        Icon = Qt::UserRole + 1, ///< int of Domain::Display
        Tone, ///< int of Domain::Display: colour of the text
        Strong, ///< QString in front of the text, stronger
        Mark, ///< QString, a warning in a frame behind the text
        Spark, ///< Models::Spark
        Figure, ///< bool: figures that stand in columns
        Sort, ///< what the column is sorted by
        Monitor, ///< QString, id of the row's monitor
        Service, ///< QString, id of the row's service
        Filter, ///< QString, all words of the row that a filter looks at, case folded
        State, ///< int of RowState
        Tier, ///< int of Domain::Tier
        Incident, ///< qint64, id of the row's incident
    };
}

/// What a table can be filtered by.
enum class RowState : quint8 { Trouble, Well, Unknown, Paused };

} // namespace Wf::Models

Q_DECLARE_METATYPE(Wf::Models::Spark)
