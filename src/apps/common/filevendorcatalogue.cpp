// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/filevendorcatalogue.h"

#include "apps/common/pool.h"
#include "config/vendorcatalogfile.h"

namespace Wf::Apps {

namespace {
    Result<Ports::VendorList> readNow(const FileVendorCatalogue::Folders &folders)
    {
        const QString file = Config::vendorCatalogueFile(folders.own, folders.fetched, folders.shipped);
        if (file.isEmpty())
            return failure(ErrorCode::Unavailable,
                QStringLiteral("The catalogue of vendors is not installed: there is no catalog/vendors.yaml."));
        auto read = Config::readVendorCatalogue(file);
        if (read)
            return std::make_shared<const std::vector<Domain::VendorEntry>>(std::move(*read));
        return failure(ErrorCode::Unavailable,
            QStringLiteral("The catalogue of vendors cannot be used: %1").arg(read.error().front().text()));
    }
} // namespace

bool FileVendorCatalogue::isUsable() const
{
    if (!m_read.isValid())
        return false;
    return !m_read.isFinished() || (m_read.resultCount() > 0 && m_read.result().has_value());
}

QFuture<Result<Ports::VendorList>> FileVendorCatalogue::vendors() const
{
    const std::lock_guard lock(m_mutex);
    if (!isUsable())
        m_read = inPool<Result<Ports::VendorList>>([folders = m_folders] { return readNow(folders); });
    return m_read;
}

void FileVendorCatalogue::look(const Folders &folders)
{
    const std::lock_guard lock(m_mutex);
    m_folders = folders;
    m_read = {};
}

void FileVendorCatalogue::forget()
{
    const std::lock_guard lock(m_mutex);
    m_read = {};
}

} // namespace Wf::Apps
