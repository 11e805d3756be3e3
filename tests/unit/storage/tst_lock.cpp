// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_lock.h"

#include "storage/instancelock.h"
#include "storefixture.h"

using namespace Wf;
using namespace Wf::Testing;
using Storage::InstanceLock;

namespace {

void write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

} // namespace

void TestLock::secondInstanceIsRefused()
{
    const QTemporaryDir folder;
    auto first = InstanceLock::acquire(folder.path());
    WF_OK(first);
    const auto second = InstanceLock::acquire(folder.path());
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Locked);
    QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
    QVERIFY(second.error().detail.contains(QSysInfo::machineHostName()));
    QVERIFY(second.error().detail.contains(folder.path()));
    first->reset();
    WF_OK(InstanceLock::acquire(folder.path()));
}

void TestLock::lockOfDeadProcessIsTakenOver()
{
    const QTemporaryDir folder;
    // A process id above Linux' highest possible one.
    write(folder.path() + QStringLiteral("/lock"),
        "99999999\nwatchfloord\n" + QSysInfo::machineHostName().toLocal8Bit() + "\n");
    WF_OK(InstanceLock::acquire(folder.path()));
}

void TestLock::cutLockIsTakenOver()
{
    const QTemporaryDir folder;
    write(folder.path() + QStringLiteral("/lock"), "");
    WF_OK(InstanceLock::acquire(folder.path()));
}

void TestLock::folderBelowAFile()
{
    const QTemporaryDir folder;
    write(folder.path() + QStringLiteral("/file"), "x");
    const auto lock = InstanceLock::acquire(folder.path() + QStringLiteral("/file/data"));
    QVERIFY(!lock);
    QCOMPARE(lock.error().code, ErrorCode::Io);
    QVERIFY(lock.error().detail.contains(QStringLiteral("--data")));
}
