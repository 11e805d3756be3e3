// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/resultstream.h"

#include "core/answer.h"
#include "wire/resulttext.h"

namespace Wf::Http {

ResultStream::ResultStream(
    Ports::Session &session, const Ports::ResultQuery &query, const Ports::ResultPage &first, ResultFormat format)
    : m_session(session)
    , m_query(query)
    , m_format(format)
    , m_first(first)
{
    m_query.resolution = first.resolution;
}

void ResultStream::next(QObject *owner, Take take)
{
    if (m_first) {
        const Ports::ResultPage page = *std::exchange(m_first, std::nullopt);
        Result<Piece> begin = piece(page);
        if (begin && m_format == ResultFormat::Csv)
            begin->bytes.prepend(Wire::resultHeader(page.resolution));
        QMetaObject::invokeMethod(
            owner, [take, begin = std::move(begin)] { take(begin); }, Qt::QueuedConnection);
        return;
    }
    onAnswer<Result<Ports::ResultPage>>(
        owner, m_session.results(m_query),
        [self = shared_from_this(), take](const Result<Ports::ResultPage> &page) {
            take(page ? self->piece(*page) : Result<Piece>(tl::unexpected(page.error())));
        },
        [take] { take(failure(ErrorCode::Unavailable, QStringLiteral("Watchfloor is shutting down"))); });
}

Result<BodyStream::Piece> ResultStream::piece(const Ports::ResultPage &page)
{
    if (page.next && *page.next <= m_query.from)
        return failure(ErrorCode::Internal, QStringLiteral("the results do not go on"));
    m_query.from = page.next.value_or(m_query.to);
    return Piece { m_format == ResultFormat::Csv ? Wire::resultRows(page) : Wire::resultLines(page), !page.next };
}

} // namespace Wf::Http
