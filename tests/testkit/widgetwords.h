// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>
#include <QListWidget>
#include <QPushButton>

namespace Wf::TestKit {

/// The visible button of that text, or null.
inline QPushButton *button(const QWidget &window, const QString &text)
{
    const auto all = window.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text().remove(u'&') == text && each->isVisibleTo(&window))
            return each;
    }
    return nullptr;
}

/// False when there is no such button to press.
inline bool press(const QWidget &window, const QString &text)
{
    QPushButton *found = button(window, text);
    if (found)
        found->click();
    return found;
}

/// What labels and lists say, line by line.
inline QString wordsOn(const QWidget &widget)
{
    QStringList words;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&widget))
            words << label->text();
    }
    for (const QListWidget *list : widget.findChildren<QListWidget *>()) {
        for (int i = 0; list->isVisibleTo(&widget) && i < list->count(); ++i)
            words << list->item(i)->data(Qt::AccessibleTextRole).toString();
    }
    return words.join(QLatin1Char('\n'));
}

} // namespace Wf::TestKit
