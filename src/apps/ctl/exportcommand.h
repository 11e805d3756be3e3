// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "core/secret.h"

#include <QHash>
#include <QNetworkReply>
#include <QUrl>

namespace Wf::Ctl {

/// What `export` is asked to do.
struct ExportOrder {
    QUrl url; ///< of the server
    Secret<QString> token;
};

/// Whether these are the words of an export: `export` with --url and --token anywhere.
[[nodiscard]] bool isExport(const QStringList &words);
[[nodiscard]] tl::expected<ExportOrder, QString> parseExport(
    const QStringList &words, const QHash<QString, QString> &environment);
/// The text of the services.yaml, or what the server said instead of it.
[[nodiscard]] Report exportReport(const QByteArray &body, int status, const QString &trouble);
/// From the words to the exit status; the text goes to standard output.
[[nodiscard]] int runExport(const QStringList &words, const QHash<QString, QString> &environment);

} // namespace Wf::Ctl
