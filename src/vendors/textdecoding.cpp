// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/textdecoding.h"

#include <QStringConverter>

namespace Wf::Vendors {

QByteArray toUtf8(const QByteArray &bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return bytes.mid(3);
    const auto encoding = QStringConverter::encodingForData(bytes);
    if (!encoding || *encoding == QStringConverter::Utf8)
        return bytes;
    QStringDecoder decoder(*encoding);
    const QString text = decoder.decode(bytes);
    return decoder.hasError() ? QByteArray() : text.toUtf8();
}

QString cut(const QString &text, qsizetype limit)
{
    if (text.size() <= limit)
        return text;
    qsizetype end = limit - 1;
    if (end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    return text.left(end) + QChar(u'…');
}

QString oneLine(const QString &text, qsizetype limit)
{
    return cut(text.left(limit * 4).simplified(), limit);
}

} // namespace Wf::Vendors
