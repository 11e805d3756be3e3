// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/table.h"

#include <QLocale>

#include <cmath>
#include <cstdio>

namespace Wf::Bench {

namespace {
    void print(const QStringList &cells)
    {
        std::printf("| %s |\n", qUtf8Printable(cells.join(QStringLiteral(" | "))));
        std::fflush(stdout);
    }
} // namespace

Table::Table(const QString &title, const QStringList &columns)
{
    std::printf("\n### %s\n\n", qUtf8Printable(title));
    print(columns);
    QStringList rules { QStringLiteral("---") };
    for (qsizetype i = 1; i < columns.size(); ++i)
        rules.append(QStringLiteral("---:"));
    print(rules);
}

Table::~Table()
{
    for (const QString &note : m_notes)
        std::printf("\n%s\n", qUtf8Printable(note));
    std::fflush(stdout);
}

void Table::row(const QStringList &cells)
{
    print(cells);
}

void Table::note(const QString &text)
{
    m_notes.append(text);
}

QString figure(double value)
{
    if (value == 0)
        return QStringLiteral("0");
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    return QLocale(QLocale::English).toString(value, 'f', std::clamp(2 - magnitude, 0, 6));
}

QString figure(const std::optional<double> &value)
{
    return value ? figure(*value) : QStringLiteral("–");
}

QString mebibytes(const std::optional<qint64> &bytes)
{
    return bytes ? figure(static_cast<double>(*bytes) / 1048576.0) + QStringLiteral(" MiB") : QStringLiteral("–");
}

} // namespace Wf::Bench
