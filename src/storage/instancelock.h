// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QLockFile>

#include <memory>

namespace Wf::Storage {

/// One Watchfloor a data folder: holds DATA/lock while it lives. The lock of a process that is gone is taken over.
class InstanceLock final {
public:
    /// Makes the folder when it is missing. Errors: Locked (says by whom), Io (the folder cannot be written).
    [[nodiscard]] static Result<std::unique_ptr<InstanceLock>> acquire(const QString &dataFolder);

    InstanceLock(const InstanceLock &) = delete;
    InstanceLock &operator=(const InstanceLock &) = delete;
    ~InstanceLock() = default;

private:
    explicit InstanceLock(const QString &file)
        : m_file(file)
    {
    }
    [[nodiscard]] bool tryLock();

    QLockFile m_file;
};

} // namespace Wf::Storage
