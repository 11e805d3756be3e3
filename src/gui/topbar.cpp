// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/topbar.h"

#include "gui/accessible.h"
#include "gui/announcer.h"
#include "gui/appearance.h"
#include "gui/statusicon.h"

#include <QHBoxLayout>
#include <QPainter>

namespace Wf::Gui {

namespace {
    constexpr int kHeight = 56;

    void paintRing(QPainter &painter, const QRect &box, const Theme &theme)
    {
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6);
    }

    /// Looks like a field, opens the palette.
    class SearchButton final : public QAbstractButton {
    public:
        SearchButton(const Appearance &appearance, QWidget *parent)
            : QAbstractButton(parent)
            , m_appearance(appearance)
        {
            setText(TopBar::tr("Search services"));
            setAccessibleName(TopBar::tr("Search services, pages and actions, Ctrl+K"));
            setFixedSize(210, 32);
            setCursor(Qt::IBeamCursor);
        }

    protected:
        void paintEvent(QPaintEvent *) override
        {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            const Theme &theme = m_appearance.theme();
            painter.setPen(theme.line);
            painter.setBrush(underMouse() ? theme.raised : theme.card);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
            if (hasFocus())
                paintRing(painter, rect(), theme);
            const QRect line = rect().adjusted(12, 0, -12, 0);
            painter.setFont(m_appearance.font(FontRole::Base));
            painter.setPen(theme.text3);
            painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text());
            painter.setFont(m_appearance.font(FontRole::Caption));
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("Ctrl K"));
        }

    private:
        const Appearance &m_appearance;
    };

    class ViewButton final : public QAbstractButton {
    public:
        ViewButton(const Appearance &appearance, const QString &text, QWidget *parent)
            : QAbstractButton(parent)
            , m_appearance(appearance)
        {
            setText(text);
            setAccessibleName(text);
            setCheckable(true);
            setCursor(Qt::PointingHandCursor);
            const QFontMetrics metrics(appearance.font(FontRole::Base, QFont::DemiBold));
            setFixedSize(metrics.horizontalAdvance(text) + 26, 30);
        }

    protected:
        void paintEvent(QPaintEvent *) override
        {
            QPainter painter(this);
            painter.setRenderHint(QPainter::Antialiasing);
            const Theme &theme = m_appearance.theme();
            const QRectF box = QRectF(rect()).adjusted(2, 2, -2, -2);
            if (isChecked() || underMouse()) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(isChecked() ? theme.raised : theme.card);
                painter.drawRoundedRect(box, 5, 5);
            }
            if (hasFocus())
                paintRing(painter, rect().adjusted(1, 1, -1, -1), theme);
            painter.setFont(m_appearance.font(FontRole::Base, isChecked() ? QFont::DemiBold : QFont::Normal));
            painter.setPen(isChecked() ? theme.text1 : theme.text2);
            painter.drawText(rect(), Qt::AlignCenter, text());
        }

    private:
        const Appearance &m_appearance;
    };

    /// Without its age, which would be spoken anew every second.
    QString trustOf(Models::Freshness level)
    {
        switch (level) {
        case Models::Freshness::Fresh:
            return TopBar::tr("The data is current");
        case Models::Freshness::Stale:
            return TopBar::tr("The data is getting old");
        case Models::Freshness::Expired:
            break;
        }
        return TopBar::tr("The data is too old to be trusted");
    }
} // namespace

TopBar::TopBar(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_announcer(new Announcer(this))
    , m_search(new SearchButton(appearance, this))
{
    setFixedHeight(kHeight);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 0, 20, 0);
    layout->setSpacing(0);
    layout->addStretch(1);
    layout->addWidget(m_search);
    layout->addSpacing(16);
    const std::pair<View, QString> views[] { { View::Engineer, tr("Engineer") },
        { View::Executive, tr("Executive") }, { View::Wall, tr("Wall") } };
    for (const auto &[view, text] : views) {
        auto *button = new ViewButton(appearance, text, this);
        m_views[static_cast<size_t>(view)] = button;
        layout->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, chosen = view] { Q_EMIT viewChosen(chosen); });
    }
    connect(m_search, &QAbstractButton::clicked, this, &TopBar::searchRequested);
}

void TopBar::announce(const QString &text)
{
    m_announcer->say(text);
}

void TopBar::setView(View view)
{
    for (size_t i = 0; i < std::size(m_views); ++i)
        m_views[i]->setChecked(i == static_cast<size_t>(view));
}

void TopBar::showSnapshot(const Ports::Snapshot &snapshot, Instant now)
{
    m_sentence = Models::sentence(snapshot, now);
    m_display = snapshot.connectivity == Domain::Connectivity::Offline && !snapshot.past
        ? Domain::Display::Blind
        : Models::worstShown(snapshot, now);
    m_freshness = snapshot.past ? Models::FreshnessText { Models::Freshness::Fresh, QString() }
                                : Models::freshness(snapshot, now);
    setSpokenName(*this, m_sentence);
    setSpokenDescription(*this, trustOf(m_freshness.level));
    update();
}

/// Draws the pill so that it ends at `right`; returns where it begins.
int TopBar::paintPill(QPainter &painter, int right) const
{
    if (m_freshness.text.isEmpty())
        return right;
    const Theme &theme = m_appearance.theme();
    const QColor colour = m_freshness.level == Models::Freshness::Fresh ? theme.operational
        : m_freshness.level == Models::Freshness::Stale                 ? theme.degraded
                                                                        : theme.major;
    painter.setFont(m_appearance.font(FontRole::Number));
    const int textWidth = painter.fontMetrics().horizontalAdvance(m_freshness.text);
    const QRectF pill(right - textWidth - 22.5, kHeight / 2.0 - 11.5, textWidth + 22, 23);
    painter.setPen(QPen(
        theme.tint(colour, 0.6), 1, m_freshness.level == Models::Freshness::Fresh ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill, 11.5, 11.5);
    painter.setPen(colour);
    painter.drawText(pill, Qt::AlignCenter, m_freshness.text);
    return static_cast<int>(pill.left());
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_appearance.theme();
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
    const QRectF group(
        QRectF(m_views[0]->geometry()).united(m_views[2]->geometry()).adjusted(-0.5, -0.5, 0.5, 0.5));
    painter.setPen(theme.line);
    painter.setBrush(theme.card);
    painter.drawRoundedRect(group, 6, 6);

    const int end = paintPill(painter, m_search->x() - 14) - 16;
    paintStatusIcon(painter, QRectF(20, kHeight / 2.0 - 10, 20, 20), m_display, theme);
    painter.setFont(m_appearance.font(FontRole::Title, QFont::DemiBold));
    painter.setPen(theme.text1);
    const QRect line(50, 0, std::max(0, end - 50), kHeight);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(m_sentence, Qt::ElideRight, line.width()));
}

} // namespace Wf::Gui
