// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/answertext.h"

#include "core/logging.h"

#include <QUrl>

#include <algorithm>

namespace Wf::Notify {

namespace {
    constexpr qsizetype kLongestAnswer = 120;
    constexpr qsizetype kMostRead = 4096;

    QStringList spellings(const QStringList &secrets)
    {
        QStringList all;
        for (const QString &secret : secrets) {
            if (secret.isEmpty())
                continue;
            QString json = secret;
            json.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
                .replace(QLatin1Char('"'), QLatin1String("\\\""));
            QString slashed = json;
            slashed.replace(QLatin1Char('/'), QLatin1String("\\/"));
            all += { secret, json, slashed, secret.toHtmlEscaped(),
                QString::fromLatin1(QUrl::toPercentEncoding(secret)),
                QString::fromLatin1(secret.toUtf8().toBase64()), secret.simplified() };
        }
        // The longest first: a short one could be a part of it and leave the rest readable.
        std::stable_sort(
            all.begin(), all.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
        return all;
    }

    void remove(QString &text, const QStringList &secrets)
    {
        for (const QString &secret : secrets)
            text.remove(secret, Qt::CaseInsensitive);
    }
} // namespace

QString cleanAnswer(const QByteArray &said, const QStringList &secrets)
{
    const QStringList hidden = spellings(secrets);
    QString text = QString::fromUtf8(said.left(kMostRead));
    remove(text, hidden);
    text = Logging::redact(text.simplified());
    text.removeIf([](QChar c) {
        return !(c.isPrint() || c.isSurrogate()) || c == QLatin1Char('<') || c == QLatin1Char('>');
    });
    remove(text, hidden);
    text.truncate(kLongestAnswer);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

} // namespace Wf::Notify
