// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/bodystream.h"
#include "ports/session.h"

namespace Wf::Http {

enum class ResultFormat : quint8 { Json, Lines, Csv };

/// All results of a range as text, a page at a time: one JSON object a line, or CSV with a line of names.
class ResultStream final : public BodyStream, public std::enable_shared_from_this<ResultStream> {
public:
    static constexpr int kPage = 2'000; ///< points: one page is all that is held

    /// `first` is the answer to `query`.
    ResultStream(Ports::Session &session, const Ports::ResultQuery &query, const Ports::ResultPage &first,
        ResultFormat format);

    void next(QObject *owner, Take take) override;

private:
    [[nodiscard]] Result<Piece> piece(const Ports::ResultPage &page);

    Ports::Session &m_session;
    Ports::ResultQuery m_query;
    ResultFormat m_format;
    std::optional<Ports::ResultPage> m_first;
};

} // namespace Wf::Http
