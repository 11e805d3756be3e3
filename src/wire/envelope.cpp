// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/envelope.h"

#include <QJsonDocument>

namespace Wf::Wire {

namespace {
    QByteArray envelope(const QJsonValue &data, const QJsonValue &error, const QJsonValue &meta)
    {
        const QJsonObject frame { { QStringLiteral("data"), data }, { QStringLiteral("error"), error },
            { QStringLiteral("meta"), meta } };
        return QJsonDocument(frame).toJson(QJsonDocument::Compact);
    }

    struct Mapping {
        int status;
        const char *code;
    };

    Mapping mapping(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::NotFound:
            return { 404, "NOT_FOUND" };
        case ErrorCode::Invalid:
            return { 422, "VALIDATION_ERROR" };
        case ErrorCode::Conflict:
        case ErrorCode::Locked:
            return { 409, "CONFLICT" };
        case ErrorCode::Unauthorized:
            return { 401, "MISSING_BEARER_TOKEN" };
        case ErrorCode::Forbidden:
            return { 403, "FORBIDDEN" };
        case ErrorCode::TooLarge:
            return { 413, "TOO_LARGE" };
        case ErrorCode::Unavailable:
            return { 503, "UNAVAILABLE" };
        case ErrorCode::Timeout:
            return { 503, "TIMEOUT" };
        case ErrorCode::Io:
        case ErrorCode::NewerSchema:
            return { 503, "STORAGE_ERROR" };
        case ErrorCode::Internal:
            break;
        }
        return { 500, "INTERNAL_ERROR" };
    }
} // namespace

QByteArray success(const QJsonValue &data, const QJsonValue &meta)
{
    return envelope(data, QJsonValue::Null, meta);
}

QByteArray failure(const Fault &fault)
{
    QJsonObject error { { QStringLiteral("code"), fault.code }, { QStringLiteral("message"), fault.message } };
    if (!fault.field.isEmpty())
        error.insert(QStringLiteral("field"), fault.field);
    return envelope(QJsonValue::Null, error, QJsonValue::Null);
}

Fault fault(const Error &error)
{
    const Mapping mapped = mapping(error.code);
    const bool service = error.code == ErrorCode::NotFound && error.field == QLatin1String("service_id");
    const QString code = service ? QStringLiteral("SERVICE_NOT_FOUND") : QString::fromLatin1(mapped.code);
    return { mapped.status, code, error.detail, error.field };
}

Fault validationFault(const QString &message, const QString &field)
{
    return { 422, QStringLiteral("VALIDATION_ERROR"), message, field };
}

} // namespace Wf::Wire
