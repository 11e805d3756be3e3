// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_backup.h"

#include "storage/backup.h"
#include "storefixture.h"

using namespace Wf;
using namespace Wf::Testing;

namespace {

QString todaysCopy(const StoreFixture &fixture)
{
    return fixture.data() + QStringLiteral("/backups/watchfloor-") + isoDate(kNow) + QStringLiteral(".db");
}

void write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

} // namespace

void TestBackup::copyIsComplete()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->commit(registering({ "okta", "zoom" }))));
    const auto copy = answerOf(fixture.store->backup(kNow));
    WF_OK(copy);
    QCOMPARE(*copy, todaysCopy(fixture));
    Storage::Database database;
    WF_OK(database.open(*copy, Storage::Database::Mode::ReadOnly));
    QCOMPARE(database.scalar(QStringLiteral("SELECT count(*) FROM services"))->toInt(), 2);
    QVERIFY(database.scalar(QStringLiteral("PRAGMA user_version"))->toInt() >= 1);
    QVERIFY(!QFile::exists(*copy + QStringLiteral(".part")));
}

void TestBackup::soundCopyIsKept()
{
    StoreFixture fixture;
    WF_OK(answerOf(fixture.store->backup(kNow)));
    WF_OK(answerOf(fixture.store->commit(registering({ "okta" }))));
    WF_OK(answerOf(fixture.store->backup(kNow)));
    Storage::Database database;
    WF_OK(database.open(todaysCopy(fixture), Storage::Database::Mode::ReadOnly));
    QCOMPARE(database.scalar(QStringLiteral("SELECT count(*) FROM services"))->toInt(), 0);
}

void TestBackup::damagedCopyIsReplaced()
{
    StoreFixture fixture;
    write(todaysCopy(fixture), QByteArray(5000, '?'));
    WF_OK(answerOf(fixture.store->backup(kNow)));
    Storage::Database database;
    WF_OK(database.open(todaysCopy(fixture), Storage::Database::Mode::ReadOnly));
    QCOMPARE(database.scalar(QStringLiteral("PRAGMA integrity_check"))->toString(), QStringLiteral("ok"));
}

void TestBackup::oldCopiesGo()
{
    const QTemporaryDir folder;
    const auto named = [&folder](
                           const QString &name) -> QString { return folder.path() + QLatin1Char('/') + name; };
    const auto aged = [](int days) -> QString {
        return QStringLiteral("watchfloor-") + isoDate(kNow - std::chrono::days { days }) + QStringLiteral(".db");
    };
    const QStringList names { aged(10), aged(8), aged(7), aged(2), QStringLiteral("other.db"),
        QStringLiteral("watchfloor-2001-99-99.db"), QStringLiteral("watchfloor-2001-01-01-kept.db") };
    for (const QString &name : names)
        write(named(name), "x");
    QCOMPARE(Storage::removeOldBackups(folder.path(), kNow, 7), 2);
    for (const QString &name : names)
        QCOMPARE(QFile::exists(named(name)), name != aged(10) && name != aged(8));
}

void TestBackup::unwritableFolder()
{
    StoreFixture fixture;
    QDir(fixture.data() + QStringLiteral("/backups")).removeRecursively();
    write(fixture.data() + QStringLiteral("/backups"), "in the way");
    const auto copy = answerOf(fixture.store->backup(kNow));
    QVERIFY(!copy);
    QCOMPARE(copy.error().code, ErrorCode::Io);
    WF_OK(answerOf(fixture.store->commit(registering({ "okta" }))));
}
