// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/vendorcatalogue.h"

#include <functional>
#include <mutex>

namespace Wf::Apps {

/// Reads the catalogue from its file when it is first asked for, in a thread of the pool, once. After a fault the
/// next question reads again.
class FileVendorCatalogue final : public Ports::VendorCatalogue {
public:
    /// `file` says which one to read; it is called in the pool's thread.
    explicit FileVendorCatalogue(std::function<QString()> file);

    [[nodiscard]] QFuture<Result<Ports::VendorList>> vendors() const override;
    /// The next question reads again: the file may have changed.
    void forget();

private:
    [[nodiscard]] bool isUsable() const;

    std::function<QString()> m_file;
    mutable std::mutex m_mutex;
    mutable QFuture<Result<Ports::VendorList>> m_read; ///< under way or done; invalid before the first question
};

} // namespace Wf::Apps
