// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/commandpalette.h"

#include "gui/appearance.h"
#include "gui/statusicon.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace Wf::Gui {

namespace {
    constexpr int kShown = 10;
    constexpr int kLine = 36;
    constexpr int kWidth = 560;

    enum : int { HintRole = Qt::UserRole, DisplayRole, KindRole };

    class EntryDelegate final : public QStyledItemDelegate {
    public:
        EntryDelegate(const Appearance &appearance, QObject *parent)
            : QStyledItemDelegate(parent)
            , m_appearance(appearance)
        {
        }
        [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
        {
            return { kWidth - 20, kLine };
        }
        void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
        {
            const Theme &theme = m_appearance.theme();
            painter->setRenderHint(QPainter::Antialiasing);
            if (option.state & QStyle::State_Selected) {
                painter->setPen(Qt::NoPen);
                painter->setBrush(theme.raised);
                painter->drawRoundedRect(option.rect, 6, 6);
            }
            QRect line = option.rect.adjusted(10, 0, -12, 0);
            if (const QVariant display = index.data(DisplayRole); display.isValid())
                paintStatusIcon(*painter, QRectF(line.left(), line.center().y() - 7, 15, 15),
                    static_cast<Domain::Display>(display.toInt()), theme);
            line.setLeft(line.left() + 26);
            painter->setFont(m_appearance.font(FontRole::Caption));
            painter->setPen(theme.text3);
            const QString hint = index.data(HintRole).toString();
            painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, hint);
            line.setRight(line.right() - painter->fontMetrics().horizontalAdvance(hint) - 12);
            painter->setFont(m_appearance.font(FontRole::Base, QFont::Medium));
            painter->setPen(theme.text1);
            painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width()));
        }

    private:
        const Appearance &m_appearance;
    };
} // namespace

CommandPalette::CommandPalette(const Appearance &appearance, QWidget *parent)
    : QFrame(parent)
    , m_appearance(appearance)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    hide();
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    m_field->setPlaceholderText(tr("Find a service, a page or an action"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->setMinimumHeight(36);
    m_field->installEventFilter(this);
    m_list->setItemDelegate(new EntryDelegate(appearance, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Found"));
    m_list->setStyleSheet(QStringLiteral("background: transparent"));
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { choose(m_list->row(item)); });
}

void CommandPalette::open(std::vector<Models::PaletteEntry> entries)
{
    m_entries = std::move(entries);
    m_field->clear();
    search({});
    move((parentWidget()->width() - width()) / 2, 72);
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::search(const QString &query)
{
    m_found = Models::findEntries(m_entries, query, kShown);
    m_list->clear();
    for (const Models::PaletteEntry &entry : m_found) {
        auto *item = new QListWidgetItem(entry.title, m_list);
        item->setData(HintRole, entry.hint);
        if (entry.display)
            item->setData(DisplayRole, static_cast<int>(*entry.display));
    }
    m_list->setCurrentRow(m_found.empty() ? -1 : 0);
    m_list->setFixedHeight(std::max(1, static_cast<int>(m_found.size())) * kLine + 4);
    adjustSize();
}

void CommandPalette::choose(int row)
{
    if (row < 0 || row >= static_cast<int>(m_found.size()))
        return;
    const Models::PaletteEntry entry = m_found[static_cast<size_t>(row)];
    hide();
    Q_EMIT chosen(entry);
}

bool CommandPalette::handleKey(int key)
{
    const int last = static_cast<int>(m_found.size()) - 1;
    switch (key) {
    case Qt::Key_Escape:
        hide();
        return true;
    case Qt::Key_Down:
        m_list->setCurrentRow(std::min(last, m_list->currentRow() + 1));
        return true;
    case Qt::Key_Up:
        m_list->setCurrentRow(std::max(std::min(0, last), m_list->currentRow() - 1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentRow());
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    if (event->type() == QEvent::FocusOut
        && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        hide();
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_appearance.theme();
    painter.setPen(theme.text3);
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace Wf::Gui
