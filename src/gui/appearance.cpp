// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/appearance.h"

#include "gui/controlstyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>

#include <array>

namespace Wf::Gui {

namespace {
    /// The one place that names colours, in the order of Theme's members.
    struct Row {
        const char *name;
        bool dark;
        std::array<QRgb, 14> colours;
    };

    constexpr std::array<Row, 3> kThemes { {
        { "dark", true,
            { 0x0D1117, 0x10151C, 0x141A22, 0x1F2835, 0x262F3B, 0xE8ECF2, 0xA3ADBA, 0x8691A1, 0x2FB67C, 0xE8B93C,
                0xF2813D, 0xF2495C, 0x8B95A7, 0x5B8DEF } },
        { "light", false,
            { 0xF3F5F8, 0xFFFFFF, 0xFFFFFF, 0xE3E9F2, 0xCFD6E0, 0x141A22, 0x465162, 0x5C6778, 0x14804F, 0x8A6100,
                0xB54708, 0xC4213A, 0x5F6B7D, 0x2458C6 } },
        // Okabe and Ito's set, lightened where it stands on a dark card: blue-green, yellow, orange, vermillion,
        // blue.
        { "colourblind", true,
            { 0x0D1117, 0x10151C, 0x141A22, 0x1F2835, 0x262F3B, 0xE8ECF2, 0xA3ADBA, 0x8691A1, 0x009E73, 0xF0E442,
                0xE69F00, 0xEE6A1F, 0x9AA3B2, 0x56B4E9 } },
    } };

    const Row &rowOf(const QString &name)
    {
        for (const Row &row : kThemes) {
            if (name == QLatin1String(row.name))
                return row;
        }
        return kThemes.front();
    }

    Theme themeFrom(const Row &row)
    {
        Theme theme;
        theme.name = QString::fromLatin1(row.name);
        theme.dark = row.dark;
        QColor *const members[] { &theme.background, &theme.panel, &theme.card, &theme.raised, &theme.line,
            &theme.text1, &theme.text2, &theme.text3, &theme.operational, &theme.degraded, &theme.partial,
            &theme.major, &theme.unknown, &theme.accent };
        for (size_t i = 0; i < row.colours.size(); ++i)
            *members[i] = QColor::fromRgb(row.colours[i]);
        return theme;
    }

    QString firstInstalled(const QStringList &wanted, QFontDatabase::SystemFont otherwise)
    {
        const QStringList installed = QFontDatabase::families();
        for (const QString &family : wanted) {
            if (installed.contains(family))
                return family;
        }
        return QFontDatabase::systemFont(otherwise).family();
    }

    QString textFamily()
    {
        return firstInstalled(
            { QStringLiteral("Inter"), QStringLiteral("Inter Variable") }, QFontDatabase::GeneralFont);
    }

    QString numberFamily()
    {
        return firstInstalled({ QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                                  QStringLiteral("Liberation Mono"), QStringLiteral("Menlo") },
            QFontDatabase::FixedFont);
    }

    int pixels(FontRole role)
    {
        switch (role) {
        case FontRole::Small:
        case FontRole::Number:
            return 11;
        case FontRole::Caption:
            return 12;
        case FontRole::Base:
            return 13;
        case FontRole::Title:
            return 15;
        case FontRole::Headline:
        case FontRole::BigNumber:
            return 22;
        }
        return 13;
    }

    /// Qt has no portable question for this before 6.10; desktops and users say it in the environment or not at
    /// all.
    bool askedForReducedMotion()
    {
        return qEnvironmentVariableIntValue("WF_REDUCED_MOTION") > 0
            || qEnvironmentVariable("GTK_ENABLE_ANIMATIONS") == QLatin1String("0");
    }

    QPalette paletteOf(const Theme &theme)
    {
        QPalette palette;
        palette.setColor(QPalette::Window, theme.background);
        palette.setColor(QPalette::WindowText, theme.text1);
        palette.setColor(QPalette::Base, theme.card);
        palette.setColor(QPalette::AlternateBase, theme.panel);
        palette.setColor(QPalette::Text, theme.text1);
        palette.setColor(QPalette::Button, theme.raised);
        palette.setColor(QPalette::ButtonText, theme.text1);
        palette.setColor(QPalette::BrightText, theme.text1);
        palette.setColor(QPalette::Highlight, theme.accent);
        palette.setColor(QPalette::HighlightedText, theme.dark ? theme.background : theme.panel);
        palette.setColor(QPalette::Link, theme.accent);
        palette.setColor(QPalette::LinkVisited, theme.accent);
        palette.setColor(QPalette::PlaceholderText, theme.text3);
        palette.setColor(QPalette::ToolTipBase, theme.raised);
        palette.setColor(QPalette::ToolTipText, theme.text1);
        for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
            palette.setColor(QPalette::Disabled, role, theme.text3);
        return palette;
    }

    /// Every plain Qt widget of the window; what we paint ourselves does not pass through here.
    QString sheetOf(const Theme &theme)
    {
        QString sheet = QStringLiteral(R"(
QToolTip { background: @raised; color: @text1; border: 1px solid @line; padding: 4px 6px; }
QBalloonTip { background: @raised; color: @text1; }
QPushButton { background: transparent; color: @text1; border: 1px solid @edge; border-radius: 6px; padding: 4px 10px; }
QPushButton:hover { background: @hover; }
QPushButton:flat { border-color: transparent; color: @text2; }
QPushButton:default { border-color: @accent; }
QPushButton:checked { background: @raised; border-color: @accent; }
QPushButton:disabled { color: @text3; border-color: @line; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 9px; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox { background: @card; color: @text1;
    border: 1px solid @text3; border-radius: 6px; padding: 5px 8px; selection-background-color: @accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border: 2px solid @accent; padding: 4px 7px; }
QDateTimeEdit QLineEdit { background: transparent; border: none; padding: 0; }
QComboBox QAbstractItemView, QMenu { background: @card; color: @text1; border: 1px solid @line;
    selection-background-color: @raised; selection-color: @text1; }
QMenu::item { padding: 5px 22px 5px 14px; } QMenu::item:selected { background: @raised; }
QMenu::item:disabled { color: @text3; } QMenu::separator { height: 1px; background: @line; margin: 4px 0; }
QTableView, QTreeView, QListView { background: @background; alternate-background-color: @panel; color: @text1;
    border: none; gridline-color: @line; selection-background-color: @raised; selection-color: @text1; outline: 0; }
QHeaderView { background: @background; }
QHeaderView::section { background: @background; color: @text3; border: none; border-bottom: 1px solid @line;
    padding: 6px 8px; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 1px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)");
        // Laid over whatever is below, so that a button keeps its edge on a card in the colour of a state too.
        const auto over = [&theme](double share) {
            QColor colour = theme.text1;
            colour.setAlphaF(static_cast<float>(share));
            return QStringLiteral("rgba(%1, %2, %3, %4)")
                .arg(colour.red())
                .arg(colour.green())
                .arg(colour.blue())
                .arg(colour.alpha());
        };
        sheet.replace(QLatin1String("@edge"), over(theme.dark ? 0.3 : 0.45));
        sheet.replace(QLatin1String("@hover"), over(0.08));
        const std::pair<QLatin1String, QColor> words[] { { QLatin1String("@background"), theme.background },
            { QLatin1String("@panel"), theme.panel }, { QLatin1String("@card"), theme.card },
            { QLatin1String("@raised"), theme.raised }, { QLatin1String("@line"), theme.line },
            { QLatin1String("@text1"), theme.text1 }, { QLatin1String("@text2"), theme.text2 },
            { QLatin1String("@text3"), theme.text3 }, { QLatin1String("@accent"), theme.accent } };
        for (const auto &[word, colour] : words)
            sheet.replace(word, colour.name());
        return sheet;
    }
} // namespace

QColor Theme::of(Domain::Display display) const
{
    switch (display) {
    case Domain::Display::MajorOutage:
        return major;
    case Domain::Display::PartialOutage:
        return partial;
    case Domain::Display::Degraded:
        return degraded;
    case Domain::Display::Maintenance:
        return accent;
    case Domain::Display::Operational:
        return operational;
    case Domain::Display::Blind:
    case Domain::Display::Unknown:
        break;
    }
    return unknown;
}

QColor Theme::of(Domain::Status status) const
{
    return of(Domain::display(status, Domain::PollerHealth::Healthy, false));
}

QColor Theme::of(Domain::EdgeSeverity severity) const
{
    switch (severity) {
    case Domain::EdgeSeverity::Critical:
        return major;
    case Domain::EdgeSeverity::High:
        return partial;
    case Domain::EdgeSeverity::Medium:
        return degraded;
    case Domain::EdgeSeverity::Low:
        break;
    }
    return unknown;
}

QColor Theme::tint(const QColor &colour, double share) const
{
    const auto mix = [share](int below, int above) { return static_cast<int>(below + (above - below) * share); };
    return { mix(card.red(), colour.red()), mix(card.green(), colour.green()), mix(card.blue(), colour.blue()) };
}

Appearance::Appearance(const QString &themeName, QObject *parent)
    : QObject(parent)
    , m_theme(themeFrom(rowOf(themeName)))
    , m_reducedMotion(askedForReducedMotion())
{
}

QStringList Appearance::themeNames()
{
    QStringList names;
    for (const Row &row : kThemes)
        names.append(QString::fromLatin1(row.name));
    return names;
}

QFont Appearance::font(FontRole role, QFont::Weight weight) const
{
    static const QString text = textFamily();
    static const QString number = numberFamily();
    QFont font(role == FontRole::Number || role == FontRole::BigNumber ? number : text);
    font.setPixelSize(pixels(role));
    font.setWeight(weight);
    return font;
}

void Appearance::selectTheme(const QString &name)
{
    const Row &row = rowOf(name);
    if (m_theme.name == QLatin1String(row.name))
        return;
    m_theme = themeFrom(row);
    Q_EMIT themeChanged();
}

void Appearance::applyToApplication() const
{
    QApplication::setStyle(new ControlStyle(m_theme));
    QApplication::setFont(font(FontRole::Base));
    QApplication::setPalette(paletteOf(m_theme));
    qApp->setStyleSheet(sheetOf(m_theme));
}

} // namespace Wf::Gui
