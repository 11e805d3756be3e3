// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/timelineview.h"

#include "gui/appearance.h"
#include "gui/statusicon.h"
#include "models/timelinemodel.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace Wf::Gui {

namespace {
    constexpr int kLine = 26;
    constexpr int kMargin = 14;

    class LineDelegate final : public QStyledItemDelegate {
    public:
        LineDelegate(const Appearance &appearance, QObject *parent)
            : QStyledItemDelegate(parent)
            , m_appearance(appearance)
        {
        }
        [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
        {
            return { 120, kLine };
        }
        void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
        {
            const Theme &theme = m_appearance.theme();
            if (option.state & (QStyle::State_MouseOver | QStyle::State_Selected))
                painter->fillRect(option.rect, theme.raised);
            QRect line = option.rect.adjusted(kMargin, 0, -kMargin, 0);
            painter->setFont(m_appearance.font(FontRole::Number));
            painter->setPen(theme.text3);
            // One narrow column for all lines: of earlier days the date is enough here, the Timeline page has the
            // time.
            const QString time = index.data(Models::TimelineRole::Time).toString().section(u' ', 0, 1);
            painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, time);
            const int column = painter->fontMetrics().horizontalAdvance(QStringLiteral("00 Mmm"));
            line.setLeft(line.left() + column + 10);
            const auto display = static_cast<Domain::Display>(index.data(Models::TimelineRole::Display).toInt());
            paintStatusIcon(*painter, QRectF(line.left(), line.center().y() - 6, 13, 13), display, theme);
            line.setLeft(line.left() + 22);
            painter->setFont(m_appearance.font(FontRole::Base));
            painter->setPen(theme.text2);
            painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width()));
        }

    private:
        const Appearance &m_appearance;
    };
} // namespace

TimelineView::TimelineView(const Appearance &appearance, QWidget *parent)
    : WholeRowList(kLine, parent)
{
    setItemDelegate(new LineDelegate(appearance, this));
    setAccessibleName(tr("Timeline, newest first"));
    setStyleSheet(QStringLiteral("background: transparent")); // the panel below shows
    const auto open = [this](const QModelIndex &index) {
        const ServiceId service(index.data(Models::TimelineRole::Service).toString());
        if (!service.isEmpty())
            Q_EMIT serviceActivated(service);
    };
    connect(this, &QListView::clicked, this, open);
    connect(this, &QListView::activated, this, open);
}

} // namespace Wf::Gui
