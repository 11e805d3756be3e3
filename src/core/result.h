// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace Wf {

/// Why our own work could not be done. Stable: mapped once to HTTP (http) and once to sentences (models).
/// A target that does not answer is an Observation, never an Error.
enum class ErrorCode {
    NotFound,
    Invalid, ///< the caller's input; `field` names the culprit where there is one
    Conflict,
    Unauthorized,
    Forbidden,
    Unavailable, ///< not now: shutting down, not configured, queue full
    TooLarge,
    Timeout,
    Locked, ///< another instance owns the data folder
    NewerSchema, ///< the database was written by a newer program
    Io,
    Internal,
};

/// One failure of ours: a stable code, one clear sentence, optionally the name of the offending input field.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    QString field {};

    bool operator==(const Error &) const = default;
};

template <class T> using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, QString detail, QString field = {})
{
    return tl::unexpected<Error>(Error { code, std::move(detail), std::move(field) });
}

} // namespace Wf
