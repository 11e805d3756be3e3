// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "ports/definitions.h"

#include <QRegularExpression>

namespace Wf::Ports {

QString withoutPosition(QString text)
{
    static const QRegularExpression position(QStringLiteral(R"(^monitors\[\d+\](\.|: |$))"));
    return text.remove(position);
}

} // namespace Wf::Ports
