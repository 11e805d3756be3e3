// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/request.h"

namespace Wf::Http {

QByteArray Request::header(const QByteArray &lowerCaseName) const
{
    for (const Header &header : headers) {
        if (header.name == lowerCaseName)
            return header.value;
    }
    return {};
}

QByteArray Request::path() const
{
    return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
}

QUrlQuery Request::query() const
{
    const qsizetype mark = target.indexOf('?');
    QByteArray text = mark < 0 ? QByteArray() : target.mid(mark + 1);
    return QUrlQuery(QString::fromUtf8(text.replace('+', "%20")));
}

bool Request::isPing() const
{
    return target.startsWith("/ping/") || target.startsWith("/api/ping/");
}

} // namespace Wf::Http
