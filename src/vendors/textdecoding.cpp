// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/textdecoding.h"

#include <QStringConverter>

namespace Wf::Vendors {

namespace {

    /// One line without a blank too many: what most texts of status pages are already.
    bool isSimplified(QStringView text)
    {
        bool blank = true; // one may not begin the text, nor follow another
        for (const QChar c : text) {
            const bool isBlank = c == u' ';
            const bool isPrint = c.unicode() > 0x20 && c.unicode() < 0x7F;
            if (!isPrint && !(isBlank && !blank) && (c.isSpace() || isBlank))
                return false;
            blank = isBlank;
        }
        return text.isEmpty() || !blank;
    }

} // namespace

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

QString oneLine(QString text, qsizetype limit)
{
    if (text.size() <= limit && isSimplified(text))
        return text;
    return cut(text.left(limit * 4).simplified(), limit);
}

} // namespace Wf::Vendors
