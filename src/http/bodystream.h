// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>

namespace Wf::Http {

/// A body that is made piece by piece, as fast as the client reads it: the socket asks for the next piece when the
/// last one is on its way.
class BodyStream {
public:
    struct Piece {
        QByteArray bytes; ///< may be empty
        bool last = false;
    };
    using Take = std::function<void(const Result<Piece> &piece)>;

    virtual ~BodyStream() = default;
    /// Calls `take` once, later, in the owner's thread, with the next piece; not at all when the owner died.
    /// After an error the body is broken off, so that the client notices.
    virtual void next(QObject *owner, Take take) = 0;
};

} // namespace Wf::Http
