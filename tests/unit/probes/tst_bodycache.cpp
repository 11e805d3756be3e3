// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_bodycache.h"

#include "probes/bodycache.h"

#include <QTest>

using namespace Wf::Probes;

namespace {

QUrl url(int number)
{
    return QUrl(QStringLiteral("http://host/%1").arg(number));
}
BodyCache::Entry entry(int number, int size, const QByteArray &etag = "e")
{
    return { url(number), { etag, {} }, QByteArray(size, 'x') };
}

} // namespace

void BodyCacheTest::keepsOnlyWhatCanBeAskedAgain()
{
    BodyCache cache(100);
    cache.put(entry(1, 10));
    QCOMPARE(cache.find(url(1))->body.size(), 10);
    cache.put(entry(1, 20, {})); // the newer body came without a validator: the older one is no longer true
    QVERIFY(!cache.find(url(1)));
    cache.put(entry(2, 101));
    QVERIFY(!cache.find(url(2)));
    QCOMPARE(cache.bytes(), 0);
}

void BodyCacheTest::forgetsTheLeastRecentlyUsed()
{
    BodyCache cache(100);
    cache.put(entry(1, 40));
    cache.put(entry(2, 40));
    QVERIFY(cache.find(url(1)));
    cache.put(entry(3, 40));
    QVERIFY(cache.find(url(1)));
    QVERIFY(!cache.find(url(2)));
    QVERIFY(cache.find(url(3)));
    cache.put(entry(3, 10));
    QCOMPARE(cache.bytes(), 50);
    cache.remove(url(1));
    cache.remove(url(1));
    QCOMPARE(cache.bytes(), 10);
}

void BodyCacheTest::holdsNoMoreMemoryThanItCounts()
{
    BodyCache cache(100'000);
    BodyCache::Entry roomy = entry(1, 10);
    roomy.body.reserve(64 * 1024);
    const QByteArray shared = roomy.body;
    cache.put(roomy);
    QCOMPARE(cache.bytes(), 10);
    QVERIFY(cache.find(url(1))->body.capacity() < 100);
    QCOMPARE(shared.size(), 10);
}
