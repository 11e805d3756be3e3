// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_backup.h"
#include "tst_incidents.h"
#include "tst_kill.h"
#include "tst_letters.h"
#include "tst_lock.h"
#include "tst_migrations.h"
#include "tst_pings.h"
#include "tst_purge.h"
#include "tst_queue.h"
#include "tst_resultcodec.h"
#include "tst_results.h"
#include "tst_roundtrip.h"
#include "tst_stories.h"
#include "tst_vectors.h"
#include "tst_vendors.h"

#include <QCoreApplication>
#include <QtTest>

namespace {

template <class Test> int run(int argc, char **argv)
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    return run<TestRoundTrip>(argc, argv) + run<TestQueue>(argc, argv) + run<TestMigrations>(argc, argv)
        + run<TestPurge>(argc, argv) + run<TestLock>(argc, argv) + run<TestBackup>(argc, argv)
        + run<TestResultCodec>(argc, argv) + run<TestResults>(argc, argv) + run<TestPings>(argc, argv)
        + run<TestLetters>(argc, argv) + run<TestIncidents>(argc, argv) + run<TestStories>(argc, argv)
        + run<TestVendors>(argc, argv) + run<TestVectors>(argc, argv) + run<TestKill>(argc, argv);
}
