// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/whois.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

namespace Wf::Probes {

namespace {
    constexpr qsizetype kMostRead = 64 * 1024;

    std::optional<Instant> readDate(QString text)
    {
        text = text.simplified();
        if (const auto exact = parseTimestamp(text))
            return exact;
        const QString day = text.section(u' ', 0, 0).section(u'T', 0, 0);
        for (const char *shape : { "yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyyMMdd", "dd-MMM-yyyy",
                 "dd.MM.yyyy", "dd/MM/yyyy", "d.M.yyyy" }) {
            const QDate date = QLocale::c().toDate(day, QString::fromLatin1(shape));
            if (date.isValid() && date.year() >= 1970)
                return fromDateTime(date.startOfDay(Qt::UTC));
        }
        return std::nullopt;
    }

    QString capturedBy(const QRegularExpression &shape, const QByteArray &text)
    {
        return shape.match(QString::fromUtf8(text.left(kMostRead))).captured(1).trimmed();
    }
} // namespace

Registration readRdap(const QByteArray &json)
{
    Registration registration;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    for (const QJsonValue &event : object.value(QLatin1String("events")).toArray()) {
        if (event[QLatin1String("eventAction")].toString() == QLatin1String("expiration"))
            registration.expiry = readDate(event[QLatin1String("eventDate")].toString());
    }
    return registration;
}

Registration readWhois(const QByteArray &text)
{
    static const QRegularExpression expiry(
        QStringLiteral(
            R"(^[ \t\[]*(?:registry expiry date|registrar registration expiration date|expiration date|)"
            R"(expiration time|expiry date|expire date|expires on|expires|expire|paid-till|valid until|)"
            R"(renewal date|validity|domain expires)\]?[ \t.]*:?[ \t]+(\S.*)$)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    static const QRegularExpression unknown(
        QStringLiteral(R"(^\W*(?:no match|not found|no data found|no entries found|domain not found|)"
                       R"(nothing found|no object found|status:\s*(?:free|available)))"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    Registration registration;
    const QString found = capturedBy(expiry, text);
    if (!found.isEmpty())
        registration.expiry = readDate(found);
    registration.unknown =
        !registration.expiry && unknown.match(QString::fromUtf8(text.left(kMostRead))).hasMatch();
    return registration;
}

QString readReferral(const QByteArray &text)
{
    static const QRegularExpression refer(QStringLiteral(R"(^(?:refer|whois):[ \t]+([A-Za-z0-9.-]+)[ \t\r]*$)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
    return capturedBy(refer, text);
}

} // namespace Wf::Probes
