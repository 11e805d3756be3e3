// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/bodystream.h"
#include "http/request.h"
#include "wire/envelope.h"

namespace Wf::Http {

/// What is answered to one request.
struct Reply {
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    std::vector<Header> headers {}; ///< besides type and length
    std::shared_ptr<BodyStream> stream {}; ///< instead of `body`

    bool operator==(const Reply &) const = default;
};

[[nodiscard]] Reply success(const QJsonValue &data, const QJsonValue &meta = QJsonValue::Null);
/// Without an envelope: the health endpoints.
[[nodiscard]] Reply plainJson(const QJsonObject &object, int status = 200);
[[nodiscard]] Reply errorReply(const Wire::Fault &fault);
[[nodiscard]] Reply errorReply(int status, const QString &code, const QString &message);

/// What happens with the connection after an answer.
enum class Afterwards : quint8 { KeepOpen, Close };
/// What of the answer is sent: a HEAD request wants its head alone.
enum class Extent : quint8 { Whole, HeadOnly };

/// How the client knows where a body ends.
enum class Ending : quint8 { Length, Chunks, Close };
/// The head of an HTTP/1.1 answer.
[[nodiscard]] QByteArray headOf(const Reply &reply, Ending ending, Afterwards afterwards);
/// All bytes of an HTTP/1.1 answer that is no stream.
[[nodiscard]] QByteArray serialise(const Reply &reply, Extent extent, Afterwards afterwards);

} // namespace Wf::Http
