// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

/// The frame of every answer: {"data", "error", "meta"}.
namespace Wf::Wire {

/// {"data": data, "error": null, "meta": meta}
[[nodiscard]] QByteArray success(const QJsonValue &data, const QJsonValue &meta = QJsonValue::Null);

/// What the API says when it cannot do what was asked.
struct Fault {
    int status = 500; ///< HTTP
    QString code; ///< stable word: "SERVICE_NOT_FOUND"
    QString message; ///< one clear sentence, never a secret
    QString field {}; ///< the offending input, where there is one

    bool operator==(const Fault &) const = default;
};
/// {"data": null, "error": {"code", "message", "field"?}, "meta": null}
[[nodiscard]] QByteArray failure(const Fault &fault);

/// The one mapping of our errors to HTTP. NotFound of the field `service_id` is SERVICE_NOT_FOUND.
[[nodiscard]] Fault fault(const Error &error);
[[nodiscard]] Fault validationFault(const QString &message, const QString &field);

} // namespace Wf::Wire
