// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <memory>

namespace Wf::TestKit {

using TestFactory = std::unique_ptr<QObject> (*)();

/// Makes a test object; give it to runAll() as `make<MyTest>`.
template <class Test> std::unique_ptr<QObject> make()
{
    return std::make_unique<Test>();
}

/// Runs several test classes in one program; the exit code is the number of failed functions. A first argument
/// that names a class runs that one alone: `tst_domain FlapTest -v2`, `tst_domain FlapTest someFunction`.
template <class App = QCoreApplication>
int runAll(int argc, char **argv, std::initializer_list<TestFactory> factories)
{
    const App app(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const bool named = arguments.size() > 1 && !arguments.at(1).startsWith(u'-');
    const QString wanted = named ? arguments.takeAt(1) : QString();
    int failed = 0;
    bool ran = false;
    for (const TestFactory factory : factories) {
        const auto test = factory();
        const QString name = QString::fromLatin1(test->metaObject()->className());
        if (named && name.section(QStringLiteral("::"), -1) != wanted)
            continue;
        failed += QTest::qExec(test.get(), arguments);
        ran = true;
    }
    if (!ran)
        std::fprintf(stderr, "There is no test class %s here.\n", qPrintable(wanted));
    return ran ? std::min(failed, 127) : 1;
}

} // namespace Wf::TestKit
