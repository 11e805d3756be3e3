// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "config/importing.h"

#include <QNetworkAccessManager>
#include <QObject>

namespace Wf::Ctl {

/// What `import` is asked to do.
struct ImportOrder {
    QString file;
    QUrl url; ///< of the server
    Secret<QString> token;
    enum class Mode : quint8 { Create, DryRun };
    Mode mode = Mode::Create;
};

[[nodiscard]] tl::expected<ImportOrder, QString> parseImport(
    const QStringList &words, const QHash<QString, QString> &environment);

/// What an import comes to, before anything is created: each monitor with its kind and target, then every note.
/// What the rules of a configuration refuse is told, too.
[[nodiscard]] QString importPreview(const Config::Import &import);

/// Creates the monitors of an import over the API, some hundred at a time, and tells what became of each.
class ImportRun final : public QObject {
    Q_OBJECT

public:
    ImportRun(ImportOrder order, Config::Import import);

    void start() { next(); }

Q_SIGNALS:
    void finished(const Wf::Ctl::Report &report);

private:
    void next();
    void take(QNetworkReply &reply);
    void conclude(const QString &trouble);

    ImportOrder m_order;
    Config::Import m_import;
    QNetworkAccessManager m_network;
    qsizetype m_position = 0; ///< first monitor that was not sent yet
    qsizetype m_sent = 0; ///< of the request under way
    qsizetype m_created = 0;
    std::vector<Config::ImportNote> m_refused;
};

/// `import`, from the words to the exit status.
[[nodiscard]] int runImport(const QStringList &words, const QHash<QString, QString> &environment);

} // namespace Wf::Ctl
