// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/rootcause.h"
#include "samples.h"

using namespace Samples;
using namespace std::chrono_literals;

/// Who is to blame: tables of graphs and of what fails in them.
class RootCauseTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groups_data();
    void groups();
    void remembersNoMoreThanThereIsRoomFor();
    void saysWhatIsToBeExpected();
    void aStormIsOneCause();
};

namespace {
using Edges = QList<std::pair<const char *, const char *>>;

std::shared_ptr<Catalogue> wired(const Edges &edges)
{
    auto result = std::make_shared<Catalogue>();
    for (const auto &[up, down] : edges)
        result->dependencies.push_back({ sid(up), sid(down), QString::fromLatin1(down) + u" is slow", {} });
    return result;
}

/// "a@0 b@5": failing services and since which minute.
std::vector<Failing> failing(const QString &text)
{
    std::vector<Failing> result;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        result.push_back({ ServiceId(word.section(u'@', 0, 0)),
            Instant { std::chrono::minutes { 1'000 + word.section(u'@', 1).toInt() } }, Status::MajorOutage });
    return result;
}

/// "a>b,c d": causes and what each explains.
QString said(const std::vector<RootCause> &causes)
{
    QStringList words;
    for (const RootCause &cause : causes) {
        QStringList explained;
        for (const Reached &each : cause.failing)
            explained.append(each.id.value);
        words.append(
            cause.service.value + (explained.isEmpty() ? QString() : QString(u'>' + explained.join(u','))));
    }
    return words.join(u' ');
}
} // namespace

void RootCauseTest::groups_data()
{
    QTest::addColumn<Edges>("edges");
    QTest::addColumn<QString>("fails");
    QTest::addColumn<QString>("causes");
    const auto row = [](const char *name, const Edges &edges, const char *fails, const char *causes) {
        QTest::newRow(name) << edges << QString::fromLatin1(fails) << QString::fromLatin1(causes);
    };
    const Edges chain { { "a", "b" }, { "b", "c" }, { "c", "d" } };
    row("nothing fails", chain, "", "");
    row("alone", chain, "b@0", "b");
    row("a chain", chain, "a@0 b@1 c@2", "a>b,c");
    row("over one that is well", chain, "a@0 d@3", "a>d");
    row("vendors admit late", chain, "b@0 a@15", "a>b");
    row("too early to be explained", chain, "b@0 a@16", "b a");
    row("explained by the next, when the topmost came too late", chain, "c@0 b@10 a@20", "a>b c");
    row("unrelated", { { "a", "b" } }, "a@0 c@0", "a c");
    row("two causes, the nearer one", { { "a", "x" }, { "x", "c" }, { "b", "c" } }, "a@0 b@1 c@2", "b>c a");
    row("a ring: the first to fail", { { "a", "b" }, { "b", "c" }, { "c", "a" } }, "b@0 c@1 a@2", "b>c,a");
    row("a ring under something", { { "t", "a" }, { "a", "b" }, { "b", "a" } }, "b@1 a@2 t@3", "t>a,b");
    row("itself", { { "a", "a" } }, "a@0", "a");
    row("most explained first", { { "z", "y" }, { "z", "x" }, { "a", "b" } }, "a@0 b@0 z@5 y@5 x@5", "z>x,y a>b");
}

void RootCauseTest::groups()
{
    QFETCH(const Edges, edges);
    QFETCH(const QString, fails);
    QFETCH(const QString, causes);
    const Graph graph(*wired(edges));
    QCOMPARE(said(rootCauses(failing(fails), graph)), causes);
    auto reversed = failing(fails);
    std::ranges::reverse(reversed);
    QCOMPARE(said(rootCauses(reversed, graph)), causes);
    ReachMemory reach(graph);
    for (int again = 0; again < 2; ++again)
        QCOMPARE(said(rootCauses(reversed, reach)), causes);
}

/// A chain so long that not everything that is asked can be kept.
void RootCauseTest::remembersNoMoreThanThereIsRoomFor()
{
    auto company = std::make_shared<Catalogue>();
    const auto link = [](int i) { return ServiceId(QStringLiteral("s%1").arg(i)); };
    constexpr int kLinks = 1000;
    for (int i = 1; i < kLinks; ++i)
        company->dependencies.push_back({ link(i - 1), link(i), {}, {} });
    const Graph graph(*company);
    ReachMemory reach(graph);
    const auto first = reach.below(link(0));
    for (int i = 0; i < kLinks; ++i) {
        QCOMPARE(reach.below(link(i))->size(), static_cast<size_t>(kLinks - 1 - i));
        QCOMPARE(reach.above(link(i))->size(), i);
    }
    QVERIFY(reach.below(link(0)) != first);
    QCOMPARE(*reach.below(link(0)), *first);
    QCOMPARE(reach.below(link(0)), reach.below(link(0)));
}

void RootCauseTest::saysWhatIsToBeExpected()
{
    const Graph graph(*wired({ { "a", "b" }, { "b", "c" }, { "a", "d" } }));
    const auto causes = rootCauses(failing(QStringLiteral("a@0 b@1")), graph);
    QCOMPARE(causes.size(), size_t { 1 });
    QStringList expected;
    for (const Reached &each : causes.front().expected)
        expected.append(each.id.value);
    QCOMPARE(expected, (QStringList { QStringLiteral("d"), QStringLiteral("c") }));
    QCOMPARE(causes.front().expected.front().impact, QStringLiteral("d is slow"));
}

void RootCauseTest::aStormIsOneCause()
{
    auto company = std::make_shared<Catalogue>();
    QString fails = QStringLiteral("top@0");
    for (int i = 0; i < 200; ++i) {
        const ServiceId id(QStringLiteral("s%1").arg(i));
        const ServiceId parent = i < 10 ? sid("top") : ServiceId(QStringLiteral("s%1").arg(i % 10));
        company->dependencies.push_back({ parent, id, {}, {} });
        fails += QStringLiteral(" %1@%2").arg(id.value).arg(i % 7);
    }
    const auto causes = rootCauses(failing(fails), Graph(*company));
    QCOMPARE(causes.size(), size_t { 1 });
    QCOMPARE(causes.front().failing.size(), size_t { 200 });
    QVERIFY(causes.front().expected.empty());
}

std::unique_ptr<QObject> rootCauseTest()
{
    return std::make_unique<RootCauseTest>();
}

#include "rootcausetest.moc"
