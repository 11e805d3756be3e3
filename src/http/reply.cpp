// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/reply.h"

#include <QJsonDocument>

namespace Wf::Http {

namespace {
    QByteArray reasonPhrase(int status)
    {
        static const QHash<int, QByteArray> phrases { { 200, "OK" }, { 201, "Created" }, { 202, "Accepted" },
            { 204, "No Content" }, { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
            { 404, "Not Found" }, { 405, "Method Not Allowed" }, { 408, "Request Timeout" }, { 409, "Conflict" },
            { 411, "Length Required" }, { 413, "Content Too Large" }, { 415, "Unsupported Media Type" },
            { 417, "Expectation Failed" }, { 422, "Unprocessable Content" }, { 429, "Too Many Requests" },
            { 431, "Request Header Fields Too Large" }, { 500, "Internal Server Error" },
            { 501, "Not Implemented" }, { 503, "Service Unavailable" }, { 505, "HTTP Version Not Supported" } };
        return phrases.value(status, "Unknown");
    }
} // namespace

Reply success(const QJsonValue &data, const QJsonValue &meta)
{
    return { 200, Wire::success(data, meta) };
}

Reply plainJson(const QJsonObject &object, int status)
{
    return { status, QJsonDocument(object).toJson(QJsonDocument::Compact) };
}

Reply errorReply(const Wire::Fault &fault)
{
    return { fault.status, Wire::failure(fault) };
}

Reply errorReply(int status, const QString &code, const QString &message)
{
    return errorReply(Wire::Fault { status, code, message });
}

QByteArray headOf(const Reply &reply, Ending ending, Afterwards afterwards)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonPhrase(reply.status) + "\r\n";
    if (!reply.body.isEmpty() || reply.stream)
        bytes += "Content-Type: " + reply.contentType + "\r\n";
    if (ending == Ending::Length)
        bytes += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    else if (ending == Ending::Chunks)
        bytes += "Transfer-Encoding: chunked\r\n";
    bytes += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    for (const Header &header : reply.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    bytes += afterwards == Afterwards::Close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    return bytes;
}

QByteArray serialise(const Reply &reply, Extent extent, Afterwards afterwards)
{
    const QByteArray head = headOf(reply, Ending::Length, afterwards);
    return extent == Extent::Whole ? head + reply.body : head;
}

} // namespace Wf::Http
