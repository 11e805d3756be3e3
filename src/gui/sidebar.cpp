// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/sidebar.h"

#include "gui/appearance.h"

#include <QPainter>
#include <QVBoxLayout>

namespace Wf::Gui {

namespace {
    constexpr int kWidth = 176;
    constexpr int kFooterLine = 18;
} // namespace

NavButton::NavButton(const Appearance &appearance, const QString &text, QWidget *parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
{
    setText(text);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(text);
}

void NavButton::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleName(count > 0 ? tr("%1, %2 active").arg(text()).arg(count) : text());
    update();
}

QSize NavButton::sizeHint() const
{
    return { kWidth - 16, 34 };
}

void NavButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_appearance.theme();
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? theme.raised : theme.card);
        painter.drawRoundedRect(rect(), 6, 6);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
    const QRect line = rect().adjusted(14, 0, -14, 0);
    painter.setFont(m_appearance.font(FontRole::Base, isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isChecked() ? theme.text1 : theme.text2);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text());
    if (m_count > 0) {
        painter.setFont(m_appearance.font(FontRole::Caption, QFont::DemiBold));
        painter.setPen(theme.major);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QString::number(m_count));
    }
}

Sidebar::Sidebar(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_layout(new QVBoxLayout(this))
{
    setFixedWidth(kWidth);
    m_layout->setContentsMargins(8, 50, 8, 16);
    m_layout->setSpacing(2);
    m_layout->addStretch(1);
}

void Sidebar::addPage(const QString &name, const QString &title)
{
    auto *button = new NavButton(m_appearance, title, this);
    m_layout->insertWidget(m_layout->count() - 1, button);
    m_buttons.insert(name, button);
    connect(button, &QAbstractButton::clicked, this, [this, name] { Q_EMIT pageChosen(name); });
}

void Sidebar::setCurrent(const QString &name)
{
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it)
        it.value()->setChecked(it.key() == name);
}

void Sidebar::setCount(const QString &name, int count)
{
    if (NavButton *button = m_buttons.value(name))
        button->setCount(count);
}

void Sidebar::setFooter(const QStringList &lines)
{
    m_footer = lines;
    update();
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_appearance.theme();
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme.line);
    painter.setFont(m_appearance.font(FontRole::Title, QFont::Bold));
    painter.setPen(theme.text1);
    painter.drawText(
        QRect(20, 8, width() - 28, 32), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("Watchfloor"));
    painter.setFont(m_appearance.font(FontRole::Small));
    painter.setPen(theme.text3);
    int y = height() - 14 - kFooterLine * static_cast<int>(m_footer.size());
    for (const QString &line : m_footer) {
        const QRect box(20, y, width() - 28, kFooterLine);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(line, Qt::ElideRight, box.width()));
        y += kFooterLine;
    }
}

} // namespace Wf::Gui
