// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/vendorcatalogue.h"

#include <mutex>

namespace Wf::Apps {

/// Reads the catalogue from its file when it is first asked for, in a thread of the pool, once. After a fault the
/// next question reads again.
class FileVendorCatalogue final : public Ports::VendorCatalogue {
public:
    /// Where it may lie; empty ones are not looked into.
    struct Folders {
        QString own {}; ///< of the configuration: goes before all others
        QString fetched {}; ///< the data folder, while an address is followed
        QString shipped {};
    };

    [[nodiscard]] QFuture<Result<Ports::VendorList>> vendors() const override;
    /// The next question reads anew, from here.
    void look(const Folders &folders);
    /// The next question reads again: the file may have changed.
    void forget();

private:
    [[nodiscard]] bool isUsable() const;

    mutable std::mutex m_mutex;
    Folders m_folders;
    mutable QFuture<Result<Ports::VendorList>> m_read; ///< under way or done; invalid before the first question
};

} // namespace Wf::Apps
