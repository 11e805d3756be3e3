// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/announcer.h"

#include <QAccessibleWidget>

namespace Wf::Gui {

namespace {
    QAccessibleInterface *interfaceOf(const QString &, QObject *object)
    {
        auto *announcer = qobject_cast<Announcer *>(object);
        return announcer ? new QAccessibleWidget(announcer, QAccessible::AlertMessage) : nullptr;
    }
} // namespace

Announcer::Announcer(QWidget *parent)
    : QWidget(parent)
{
    QAccessible::installFactory(interfaceOf); // known already: nothing happens
    setFixedSize(1, 1);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

/// Some platforms speak on the alert, others when the name of an alert message changes.
void Announcer::say(const QString &text)
{
    setAccessibleName(text);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT said(text);
}

} // namespace Wf::Gui
