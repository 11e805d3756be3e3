// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/rowlist.h"

#include "models/rowroles.h"

#include <QKeyEvent>

namespace Wf::Gui {

namespace Role = Models::RowRole;

namespace {
    QVariant optionalDisplay(const std::optional<Domain::Display> &display)
    {
        return display ? QVariant(static_cast<int>(*display)) : QVariant();
    }
} // namespace

RowList::RowList(const Appearance &appearance, const RowColumns &columns, QWidget *parent)
    : QListWidget(parent)
    , m_appearance(appearance)
    , m_columns(columns)
    , m_delegate(new RowDelegate(appearance, columns, this))
{
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSelectionMode(QAbstractItemView::NoSelection);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setStyleSheet(QStringLiteral("QListWidget { background: transparent; }"));
    connect(this, &QListWidget::itemClicked, this, &RowList::open);
    connect(&appearance, &Appearance::themeChanged, viewport(), qOverload<>(&QWidget::update));
}

void RowList::show(const std::vector<Row> &rows, size_t limit)
{
    std::vector<Row> next(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(limit, rows.size())));
    if (rows.size() > limit)
        next.push_back({ {}, {}, {}, tr("%1 more").arg(rows.size() - limit), {}, {}, {}, {} });
    if (next == m_rows)
        return;
    m_rows = std::move(next);
    while (count() > static_cast<int>(m_rows.size()))
        delete takeItem(count() - 1);
    while (count() < static_cast<int>(m_rows.size()))
        addItem(new QListWidgetItem);
    for (int i = 0; i < count(); ++i)
        fill(*item(i), m_rows[static_cast<size_t>(i)]);
    fitColumns();
    updateGeometry();
}

void RowList::fill(QListWidgetItem &item, const Row &row) const
{
    item.setText(row.text);
    item.setData(Role::Icon, optionalDisplay(row.icon));
    item.setData(Role::Lead, row.lead);
    item.setData(Role::Name, row.name);
    item.setData(Role::Trail, row.trail);
    item.setData(Role::Tone, optionalDisplay(row.tone));
    item.setData(Role::Target, row.target.value);
    item.setToolTip(row.toolTip.isEmpty() ? row.text : row.toolTip);
    QStringList spoken { row.lead, row.name, row.text, row.trail };
    spoken.removeAll(QString());
    item.setData(Qt::AccessibleTextRole, spoken.join(QLatin1String(", ")));
}

void RowList::fitColumns()
{
    const QFontMetrics names(m_appearance.font(FontRole::Base, m_columns.nameWeight));
    const QFontMetrics leads(m_appearance.font(FontRole::Number));
    RowColumns fitted = m_columns;
    fitted.name = fitted.lead = 0;
    for (const Row &row : m_rows) {
        fitted.name = std::max(fitted.name, names.horizontalAdvance(row.name) + 2);
        fitted.lead = std::max(fitted.lead, leads.horizontalAdvance(row.lead) + 2);
    }
    fitted.name = std::min(fitted.name, m_columns.name);
    fitted.lead = std::min(fitted.lead, m_columns.lead);
    m_delegate->setColumns(fitted);
}

QSize RowList::sizeHint() const
{
    return { 200, RowDelegate::kRowHeight * static_cast<int>(m_rows.size()) };
}

QSize RowList::minimumSizeHint() const
{
    return { 60, sizeHint().height() };
}

void RowList::open(const QListWidgetItem *item)
{
    const ServiceId target(item->data(Role::Target).toString());
    if (!target.isEmpty())
        Q_EMIT serviceActivated(target);
}

void RowList::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentItem())
        open(currentItem());
    else
        QListWidget::keyPressEvent(event);
}

void RowList::focusInEvent(QFocusEvent *event)
{
    if (!currentItem() && count() > 0)
        setCurrentRow(0);
    QListWidget::focusInEvent(event);
}

std::optional<Domain::Display> toneOf(Domain::EdgeSeverity severity)
{
    switch (severity) {
    case Domain::EdgeSeverity::Critical:
        return Domain::Display::MajorOutage;
    case Domain::EdgeSeverity::High:
        return Domain::Display::PartialOutage;
    case Domain::EdgeSeverity::Medium:
        return Domain::Display::Degraded;
    case Domain::EdgeSeverity::Low:
        break;
    }
    return {};
}

} // namespace Wf::Gui
