// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "domain/catalogue.h"
#include "domain/vendorcatalogue.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QObject>
#include <QUrlQuery>

#include <functional>
#include <optional>

namespace Wf::Ctl {

/// What `catalog search` and `add` are asked to do.
struct CatalogOrder {
    enum class What : quint8 { Search, Add };
    What what = What::Search;
    Output output = Output::Text; ///< of a search
    QUrl url {}; ///< of the server
    Secret<QString> token {};
    QStringList names {}; ///< of vendors; a search has one text
    Domain::Tier tier = Domain::Tier::Important;
    QString category {}; ///< narrows a search; of what is added, instead of the vendor's own
    QStringList components {}; ///< of what is added, instead of the vendor's own
    QStringList dependsOn {}; ///< ids of services that what is added needs
};

/// The error is one sentence.
[[nodiscard]] tl::expected<CatalogOrder, QString> parseCatalog(
    const QStringList &words, const QHash<QString, QString> &environment);

/// Searches the catalogue over the API, or adds the vendors that were named, one after the other. A name is taken
/// only when it is clear who is meant; else the candidates are shown. What is watched already stays as it is.
/// Exit status: 0 all done, 1 something was refused or not found, 3 no answer.
class CatalogRun final : public QObject {
    Q_OBJECT

public:
    explicit CatalogRun(CatalogOrder order);

    void start();

Q_SIGNALS:
    /// What became of one vendor, or what was found; its exit status means nothing.
    void told(const Wf::Ctl::Report &report);
    void finished(int exitStatus);

private:
    using Take = std::function<void(const Answer &)>;
    void ask(const QString &path, const QUrlQuery &query, const Take &take);
    void post(const QString &path, const QJsonObject &body, const Take &take);
    void await(QNetworkReply *reply, const Take &take);
    [[nodiscard]] QNetworkRequest request(const QString &path, const QUrlQuery &query) const;
    void showFound(const Answer &answer);
    void next();
    void choose(const QString &name, const Answer &answer);
    void addUnlessWatched(const QString &name, const Domain::VendorEntry &vendor);
    void add(const QString &name, const Domain::VendorEntry &vendor);
    void refuse(const QString &name, const QString &why);
    void done(const QString &line);

    CatalogOrder m_order;
    QNetworkAccessManager m_network;
    int m_refused = 0;
};

/// `catalog search` and `add`, from the words to the exit status.
[[nodiscard]] int runCatalog(const QStringList &words, const QHash<QString, QString> &environment);
/// What can be written.
[[nodiscard]] QString catalogUsage();

} // namespace Wf::Ctl
