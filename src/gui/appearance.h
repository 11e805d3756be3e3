// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/status.h"

#include <QColor>
#include <QFont>
#include <QObject>

namespace Wf::Gui {

/// The roles of design/UI.md; the only place that names colours is the table in appearance.cpp.
struct Theme {
    QString name; ///< "dark", "light", "colourblind"
    bool dark = true;
    QColor background, panel, card, raised, line;
    QColor text1, text2, text3;
    QColor operational, degraded, partial, major, unknown, accent; ///< accent is maintenance too

    [[nodiscard]] QColor of(Domain::Display display) const;
    [[nodiscard]] QColor of(Domain::Status status) const;
    [[nodiscard]] QColor of(Domain::EdgeSeverity severity) const;
    /// `colour` laid over the card with this share (0…1): tile backgrounds of services in trouble.
    [[nodiscard]] QColor tint(const QColor &colour, double share) const;
};

enum class FontRole { Small, Caption, Base, Title, Headline, Number, BigNumber };

/// The chosen theme and the type scale; passed to widgets by reference, tells when it changes.
class Appearance final : public QObject {
    Q_OBJECT

public:
    explicit Appearance(const QString &themeName, QObject *parent = nullptr);

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] static QStringList themeNames();
    /// 11, 12, 13, 15, 22 px (logical); Number and BigNumber have tabular figures.
    [[nodiscard]] QFont font(FontRole role, QFont::Weight weight = QFont::Normal) const;
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void selectTheme(const QString &name);
    /// Palette and style sheet of plain Qt widgets, made from the theme.
    void applyToApplication() const;

Q_SIGNALS:
    void themeChanged();

private:
    Theme m_theme;
    bool m_reducedMotion = false;
};

} // namespace Wf::Gui
