// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/alertpolicy.h"

#include <QFuture>

namespace Wf::Ports {

/// The alert policy as people write it.
struct PolicyText {
    QString text {};
    QString file {}; ///< where it is kept; the file may be missing yet

    bool operator==(const PolicyText &) const = default;
};

/// What is wrong with a text, and where.
struct PolicyFault {
    int line = 0; ///< 1-based; 0: not in this text
    int column = 0; ///< 1-based
    QString text {}; ///< what is wrong, and what to write instead
};

/// A text as it would be used.
struct PolicyReading {
    std::vector<PolicyFault> faults {}; ///< empty: it may be kept
    Domain::AlertPolicy policy {}; ///< where there are no faults
    QStringList channels {}; ///< that it defines
    QStringList warnings {};
};

/// The file of the alert policy, for a window that edits it. Everything happens in other threads.
class PolicyFile {
public:
    PolicyFile() = default;
    PolicyFile(const PolicyFile &) = delete;
    PolicyFile &operator=(const PolicyFile &) = delete;
    virtual ~PolicyFile() = default;

    /// What is kept; the commented example where nothing is.
    [[nodiscard]] virtual QFuture<Result<PolicyText>> read() const = 0;
    [[nodiscard]] virtual QFuture<PolicyReading> check(const QString &text) const = 0;
    /// Keeps `text` in place of `before`; the engine reads it soon. Invalid: it has faults. Conflict: somebody
    /// changed the file since `before` was read. The text that was there stays beside it as FILE~.
    [[nodiscard]] virtual QFuture<Result<void>> write(const PolicyText &before, const QString &text) const = 0;
};

} // namespace Wf::Ports
