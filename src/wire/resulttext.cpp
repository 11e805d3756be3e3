// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/resulttext.h"

#include "wire/checkjson.h"

#include <QJsonDocument>

namespace Wf::Wire {

namespace {
    constexpr const char *kRawColumns[] { "at", "status", "up", "total_ms", "resolve_ms", "connect_ms", "tls_ms",
        "first_byte_ms", "transfer_ms", "code", "bytes", "failure" };
    constexpr const char *kBucketColumns[] { "start", "width_seconds", "count", "failures", "degraded", "unknown",
        "uptime_pct", "p50_ms", "p95_ms", "p99_ms", "min_ms", "mean_ms", "max_ms" };

    QByteArray quoted(QByteArray text)
    {
        if (!text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text.front()))
            text.prepend('\'');
        const bool plain =
            std::ranges::none_of(text, [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
        return plain ? text : QByteArray('"' + text.replace('"', "\"\"") + '"');
    }

    QByteArray field(const QJsonValue &value)
    {
        switch (value.type()) {
        case QJsonValue::String:
            return quoted(value.toString().toUtf8());
        case QJsonValue::Double:
            return QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
        case QJsonValue::Bool:
            return value.toBool() ? "true" : "false";
        default:
            return {};
        }
    }

    template <size_t N> void appendRow(QByteArray &text, const QJsonObject &point, const char *const (&columns)[N])
    {
        for (size_t i = 0; i < N; ++i) {
            text += field(point.value(QLatin1String(columns[i])));
            text += i + 1 < N ? "," : "\r\n";
        }
    }

    template <size_t N> QByteArray header(const char *const (&columns)[N])
    {
        QByteArrayList names;
        for (const char *column : columns)
            names.append(column);
        return names.join(',') + "\r\n";
    }

    void appendLine(QByteArray &text, const QJsonObject &point)
    {
        text += QJsonDocument(point).toJson(QJsonDocument::Compact);
        text += '\n';
    }
} // namespace

QByteArray resultLines(const Ports::ResultPage &page)
{
    QByteArray text;
    for (const Domain::Sample &each : page.samples)
        appendLine(text, sample(each));
    for (const Domain::Bucket &each : page.buckets)
        appendLine(text, bucket(each));
    return text;
}

QByteArray resultHeader(Domain::Resolution resolution)
{
    return resolution == Domain::Resolution::Raw ? header(kRawColumns) : header(kBucketColumns);
}

QByteArray resultRows(const Ports::ResultPage &page)
{
    QByteArray text;
    for (const Domain::Sample &each : page.samples)
        appendRow(text, sample(each), kRawColumns);
    for (const Domain::Bucket &each : page.buckets)
        appendRow(text, bucket(each), kBucketColumns);
    return text;
}

} // namespace Wf::Wire
