// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/monitordraft.h"

#include <QColor>
#include <QObject>

class QFormLayout;
class QWidget;

namespace Wf::Gui {

/// The fields of a form by the keys of models/monitordraft.h: a widget is named after its key, with two
/// underscores for a dot.
class DraftForm final : public QObject {
    Q_OBJECT

public:
    DraftForm(QWidget &window, std::vector<QFormLayout *> forms, const QColor &faultColour);

    /// Only the fields of this kind are seen.
    void fit(const QString &kind);
    [[nodiscard]] Models::DraftTexts texts() const;
    void setTexts(const Models::DraftTexts &texts);
    [[nodiscard]] QString text(const QString &key) const;
    void setText(const QString &key, const QString &text);
    [[nodiscard]] QWidget *widget(const QString &key) const;
    void setReadOnly();
    /// A frame around the field and the sentence for screen readers; an empty key takes both away.
    void markFault(const QString &key, const QString &sentence);

Q_SIGNALS:
    void edited();

private:
    void fillChoices();
    void addChoices(const QString &key, const std::vector<std::pair<QString, QString>> &choices);
    void watch(QWidget *widget);

    QWidget &m_window;
    std::vector<QFormLayout *> m_forms;
    QColor m_faultColour;
    QString m_fault;
};

} // namespace Wf::Gui
