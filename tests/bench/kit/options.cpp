// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/options.h"

#include <QByteArray>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

namespace Wf::Bench {

Options readOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const QByteArray word(argv[i]);
        if (word == "--quick") {
            options.quick = true;
            options.seconds = 6;
        } else if (word == "--seconds" && i + 1 < argc) {
            options.seconds = std::max(1, QByteArray(argv[++i]).toInt());
        } else {
            std::fprintf(stderr, "unexpected argument '%s' (use --seconds N or --quick)\n", word.constData());
            std::exit(2);
        }
    }
    return options;
}

std::unique_ptr<QTemporaryDir> dataFolder()
{
    auto folder = std::make_unique<QTemporaryDir>(QStringLiteral(WF_BIN_DIR "/../bench-XXXXXX"));
    if (!folder->isValid()) {
        std::fprintf(stderr, "no folder for the data: %s\n", qUtf8Printable(folder->errorString()));
        std::exit(3);
    }
    return folder;
}

QString fileSystemOf(const QTemporaryDir &folder)
{
    return QString::fromLatin1(QStorageInfo(folder.path()).fileSystemType());
}

} // namespace Wf::Bench
