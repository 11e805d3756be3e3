// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/instancelock.h"

#include <QDir>

namespace Wf::Storage {

namespace {

    tl::unexpected<Error> lockedBySomebody(const QLockFile &file, const QString &folder)
    {
        qint64 pid = 0;
        QString host;
        QString program;
        static_cast<void>(file.getLockInfo(&pid, &host, &program));
        return failure(ErrorCode::Locked,
            QStringLiteral("another Watchfloor (pid %1 on %2) uses %3: stop it, or give --data another folder")
                .arg(QString::number(pid), host.isEmpty() ? QStringLiteral("this computer") : host, folder));
    }

} // namespace

bool InstanceLock::tryLock()
{
    m_file.setStaleLockTime(0); // age says nothing: a server runs for months
    if (m_file.tryLock(0))
        return true;
    // A lock file cut short by a power failure names nobody; removing it succeeds only while nobody holds it open.
    qint64 pid = 0;
    QString host;
    QString program;
    if (m_file.error() != QLockFile::LockFailedError || m_file.getLockInfo(&pid, &host, &program))
        return false;
    return m_file.removeStaleLockFile() && m_file.tryLock(0);
}

Result<std::unique_ptr<InstanceLock>> InstanceLock::acquire(const QString &dataFolder)
{
    const QString path = QDir(dataFolder).absolutePath();
    const auto unwritable = [&path] {
        return failure(ErrorCode::Io,
            QStringLiteral("the data folder %1 cannot be written: give --data a folder that can be").arg(path));
    };
    if (!QDir().mkpath(path))
        return unwritable();
    std::unique_ptr<InstanceLock> lock(new InstanceLock(path + QStringLiteral("/lock")));
    if (lock->tryLock())
        return lock;
    if (lock->m_file.error() == QLockFile::LockFailedError)
        return lockedBySomebody(lock->m_file, path);
    return unwritable();
}

} // namespace Wf::Storage
