// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace Wf::Bench {

/// A Markdown table on standard output, a row at a time, so that a long run can be followed.
class Table {
public:
    Table(const QString &title, const QStringList &columns);
    ~Table();
    Table(const Table &) = delete;
    Table &operator=(const Table &) = delete;

    void row(const QStringList &cells);
    /// A line under the table.
    void note(const QString &text);

private:
    QStringList m_notes;
};

/// "1,234,567", "12.3", "0.045": three digits that mean something.
[[nodiscard]] QString figure(double value);
[[nodiscard]] QString figure(const std::optional<double> &value); ///< "–" when it could not be measured
[[nodiscard]] QString mebibytes(const std::optional<qint64> &bytes);

} // namespace Wf::Bench
