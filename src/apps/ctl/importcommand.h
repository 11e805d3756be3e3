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

/// Takes out the monitors that a server has already, by name, kind and target; `answer` is that of GET
/// /api/monitors. How many these are.
[[nodiscard]] qsizetype leaveOutWhatIsThere(Config::Import &import, const QJsonObject &answer);

/// Creates the monitors of an import over the API that are not there yet, some hundred at a time, and tells what
/// became of each.
class ImportRun final : public QObject {
    Q_OBJECT

public:
    ImportRun(ImportOrder order, Config::Import import);

    void start();

Q_SIGNALS:
    void finished(const Wf::Ctl::Report &report);

private:
    [[nodiscard]] QNetworkRequest request(const QString &path) const;
    void next();
    /// The answer of the server; nothing after a trouble, which ends the run.
    std::optional<QJsonObject> answerOf(QNetworkReply &reply);
    void take(const QJsonObject &answer);
    void conclude(const QString &trouble);

    ImportOrder m_order;
    Config::Import m_import;
    QNetworkAccessManager m_network;
    qsizetype m_position = 0; ///< first monitor that was not sent yet
    qsizetype m_sent = 0; ///< of the request under way
    qsizetype m_created = 0;
    qsizetype m_there = 0; ///< were there before
    std::vector<Config::ImportNote> m_refused;
};

/// `import`, from the words to the exit status.
[[nodiscard]] int runImport(const QStringList &words, const QHash<QString, QString> &environment);

} // namespace Wf::Ctl
