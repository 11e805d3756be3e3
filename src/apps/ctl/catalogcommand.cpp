// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/catalogcommand.h"

#include "apps/ctl/reporttext.h"
#include "ports/vendorcatalogue.h"
#include "wire/vendorjson.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace Wf::Ctl {

namespace {
    constexpr int kPatienceMs = 15'000;
    constexpr qint64 kMostBody = 8 * 1024 * 1024;
    constexpr qsizetype kMostNames = 500;
    constexpr qsizetype kMostCandidates = 8;

    tl::unexpected<QString> wrong(const QString &sentence)
    {
        return tl::unexpected<QString>(sentence);
    }

    QString messageOf(const Answer &answer)
    {
        const QJsonObject error =
            QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("error")).toObject();
        const QString said = clean(error.value(QStringLiteral("message")).toString());
        return said.isEmpty() ? QStringLiteral("the server answered %1").arg(answer.status) : said;
    }

    std::vector<Wire::VendorRead> vendorsOf(const Answer &answer)
    {
        const QJsonArray list =
            QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("data")).toArray();
        std::vector<Wire::VendorRead> vendors;
        vendors.reserve(static_cast<std::size_t>(list.size()));
        for (const auto &each : list) {
            if (auto vendor = Wire::vendorFrom(each.toObject()))
                vendors.push_back(std::move(*vendor));
        }
        return vendors;
    }

    QString vendorTable(const std::vector<Wire::VendorRead> &vendors)
    {
        QList<QStringList> rows { { QStringLiteral("ID"), QStringLiteral("NAME"), QStringLiteral("CATEGORY"),
            QStringLiteral("KIND") } };
        for (const Wire::VendorRead &each : vendors) {
            const Domain::VendorEntry &entry = each.entry;
            rows.append({ clean(entry.id), clean(entry.name), clean(entry.category),
                clean(entry.canBeAsked() ? entry.kind : QString(u"- " % entry.note)) });
        }
        return table(rows);
    }

    /// The best of those that fit by their name, for a person to choose from.
    QString candidates(const std::vector<Wire::VendorRead> &vendors)
    {
        QStringList names;
        for (const Wire::VendorRead &each : vendors) {
            if (names.size() < kMostCandidates)
                names.append(clean(each.entry.id));
        }
        return names.join(QStringLiteral(", "));
    }

    std::optional<Domain::VendorEntry> chosen(const std::vector<Wire::VendorRead> &vendors)
    {
        std::vector<Domain::VendorMatch> matches;
        matches.reserve(vendors.size());
        for (const Wire::VendorRead &each : vendors)
            matches.push_back({ &each.entry, each.fit });
        const Domain::VendorEntry *entry = Domain::unambiguous(matches);
        return entry ? std::optional(*entry) : std::nullopt;
    }

    void addOptions(QCommandLineParser &parser)
    {
        const auto valued = [](const char *name) {
            return QCommandLineOption(QString::fromLatin1(name), QString(), QStringLiteral("value"));
        };
        parser.addOptions({ valued("url"), valued("token"), valued("tier"), valued("category"),
            valued("component"), valued("depends-on"), QCommandLineOption(QStringLiteral("json")) });
    }

    QString tokenFrom(const QCommandLineParser &parser, const QHash<QString, QString> &environment)
    {
        if (parser.isSet(QStringLiteral("token")))
            return parser.value(QStringLiteral("token"));
        const QString own = environment.value(QStringLiteral("WATCHFLOOR_TOKEN"));
        return own.isEmpty() ? environment.value(QStringLiteral("ADMIN_API_TOKEN")) : own;
    }

    tl::expected<CatalogOrder, QString> withSearch(CatalogOrder order, const QStringList &words)
    {
        if (words.value(0) != u"search" || (words.size() < 2 && order.category.isEmpty()))
            return wrong(QStringLiteral("say what to look for: catalog search WORDS [--category C]"));
        order.names = { words.mid(1).join(u' ') };
        return order;
    }

    tl::expected<CatalogOrder, QString> withNames(CatalogOrder order, const QStringList &words)
    {
        order.what = CatalogOrder::What::Add;
        order.names = words;
        if (words.isEmpty() || words.size() > kMostNames)
            return wrong(QStringLiteral("say 1 to %1 vendors: add NAME… [--tier critical]").arg(kMostNames));
        if (words.size() > 1 && !order.components.isEmpty())
            return wrong(QStringLiteral("--component goes with one vendor: add each by itself"));
        return order;
    }
} // namespace

tl::expected<CatalogOrder, QString> parseCatalog(
    const QStringList &words, const QHash<QString, QString> &environment)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(QStringList { QStringLiteral("watchfloorctl") } + words))
        return wrong(parser.errorText());
    CatalogOrder order;
    order.url = QUrl(parser.isSet(QStringLiteral("url")) ? parser.value(QStringLiteral("url"))
                                                         : QStringLiteral("http://127.0.0.1:8000"),
        QUrl::StrictMode);
    if (!order.url.isValid() || order.url.host().isEmpty() || !order.url.scheme().startsWith(u"http"))
        return wrong(QStringLiteral("--url is not a web address (write http://HOST:PORT)"));
    order.token = Secret<QString>(tokenFrom(parser, environment));
    order.output = parser.isSet(QStringLiteral("json")) ? Output::Json : Output::Text;
    order.category = parser.value(QStringLiteral("category"));
    order.components = parser.values(QStringLiteral("component"));
    order.dependsOn = parser.values(QStringLiteral("depends-on"));
    if (parser.isSet(QStringLiteral("tier"))) {
        const auto tier = Domain::tierFromWord(parser.value(QStringLiteral("tier")).toLower());
        if (!tier)
            return wrong(QStringLiteral("--tier is '%1' (write critical, important or informational)")
                             .arg(clean(parser.value(QStringLiteral("tier")))));
        order.tier = *tier;
    }
    const QStringList given = parser.positionalArguments();
    return given.value(0) == u"add" ? withNames(std::move(order), given.mid(1))
                                    : withSearch(std::move(order), given.mid(1));
}

CatalogRun::CatalogRun(CatalogOrder order)
    : m_order(std::move(order))
{
}

void CatalogRun::start()
{
    if (m_order.what == CatalogOrder::What::Add)
        return next();
    QUrlQuery query { { QStringLiteral("q"), m_order.names.constFirst() },
        { QStringLiteral("limit"), QStringLiteral("50") } };
    if (!m_order.category.isEmpty())
        query.addQueryItem(QStringLiteral("category"), m_order.category);
    ask(QStringLiteral("/api/catalog"), query, [this](const Answer &answer) { showFound(answer); });
}

// --- asking ---

QNetworkRequest CatalogRun::request(const QString &path, const QUrlQuery &query) const
{
    QUrl url = m_order.url;
    url.setPath(path, QUrl::TolerantMode);
    url.setQuery(query);
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("watchfloorctl/" WF_VERSION));
    request.setTransferTimeout(kPatienceMs);
    if (!m_order.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_order.token.reveal().toUtf8());
    return request;
}

void CatalogRun::ask(const QString &path, const QUrlQuery &query, const Take &take)
{
    await(m_network.get(request(path, query)), take);
}

void CatalogRun::post(const QString &path, const QJsonObject &body, const Take &take)
{
    QNetworkRequest asked = request(path, {});
    asked.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    await(m_network.post(asked, QJsonDocument(body).toJson(QJsonDocument::Compact)), take);
}

/// A server that does not answer ends the run: nobody waits for it once a vendor.
void CatalogRun::await(QNetworkReply *reply, const Take &take)
{
    connect(reply, &QNetworkReply::finished, this, [this, reply, take] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status != 0)
            return take({ status, reply->read(kMostBody), {} });
        const QString server = m_order.url.toString(QUrl::RemoveUserInfo);
        Q_EMIT told(
            { QStringLiteral("watchfloorctl: no answer from %1: %2\n").arg(server, clean(reply->errorString())),
                Stream::Error });
        Q_EMIT finished(3);
    });
}

// --- searching ---

void CatalogRun::showFound(const Answer &answer)
{
    const bool good = answer.status == 200;
    const std::vector<Wire::VendorRead> vendors = vendorsOf(answer);
    if (!good)
        Q_EMIT told({ QStringLiteral("watchfloorctl: %1\n").arg(messageOf(answer)), Stream::Error });
    else if (m_order.output == Output::Json)
        Q_EMIT told({ QString::fromUtf8(answer.body) + u'\n' });
    else
        Q_EMIT told({ vendors.empty() ? QStringLiteral("nothing found\n") : vendorTable(vendors) });
    Q_EMIT finished(vendors.empty() ? 1 : 0);
}

// --- adding ---

void CatalogRun::next()
{
    if (m_order.names.isEmpty())
        return finished(m_refused == 0 ? 0 : 1);
    const QString name = m_order.names.takeFirst();
    ask(QStringLiteral("/api/catalog"), QUrlQuery { { QStringLiteral("q"), name } },
        [this, name](const Answer &answer) { choose(name, answer); });
}

void CatalogRun::choose(const QString &name, const Answer &answer)
{
    if (answer.status != 200)
        return refuse(name, messageOf(answer));
    const std::vector<Wire::VendorRead> vendors = vendorsOf(answer);
    const auto vendor = chosen(vendors);
    if (vendor)
        return addUnlessWatched(name, *vendor);
    refuse(name,
        vendors.empty()
            ? QStringLiteral("no such vendor in the catalogue (watchfloorctl detect URL finds out what its status "
                             "page is)")
            : QStringLiteral("which one? %1 (write the id)").arg(candidates(vendors)));
}

/// Asking the API to add twice would give the service a second monitor.
void CatalogRun::addUnlessWatched(const QString &name, const Domain::VendorEntry &vendor)
{
    if (!vendor.canBeAsked())
        return refuse(name,
            QStringLiteral("%1 cannot be watched by its status page: %2%3")
                .arg(clean(vendor.name), clean(vendor.note),
                    vendor.page.isEmpty() ? QString() : QString(u" (" % clean(vendor.page.toString()) % u')')));
    const QString path =
        QStringLiteral("/api/services/") + QString::fromLatin1(QUrl::toPercentEncoding(vendor.id));
    ask(path, {}, [this, name, vendor](const Answer &answer) {
        if (answer.status == 404)
            return add(name, vendor);
        if (answer.status != 200)
            return refuse(name, messageOf(answer));
        done(QStringLiteral("%1: is watched already").arg(clean(vendor.id)));
    });
}

void CatalogRun::add(const QString &name, const Domain::VendorEntry &vendor)
{
    Domain::VendorEntry wanted = vendor;
    if (!m_order.category.isEmpty())
        wanted.category = m_order.category;
    if (!m_order.components.isEmpty())
        wanted.components = m_order.components;
    post(QStringLiteral("/api/monitors"), Ports::definitionOf(wanted, m_order.tier, m_order.dependsOn),
        [this, name, wanted](const Answer &answer) {
            if (answer.status != 201)
                return refuse(name, messageOf(answer));
            done(QStringLiteral("%1: added, %2, %3")
                     .arg(clean(wanted.id), clean(wanted.kind), clean(wanted.url.toString())));
        });
}

void CatalogRun::refuse(const QString &name, const QString &why)
{
    ++m_refused;
    Q_EMIT told({ QStringLiteral("%1: %2\n").arg(clean(name), why), Stream::Error });
    next();
}

void CatalogRun::done(const QString &line)
{
    Q_EMIT told({ line + u'\n' });
    next();
}

int runCatalog(const QStringList &words, const QHash<QString, QString> &environment)
{
    const auto order = parseCatalog(words, environment);
    if (!order) {
        std::fputs(qUtf8Printable(u"watchfloorctl: " % order.error() % u'\n'), stderr);
        return 2;
    }
    CatalogRun run(*order);
    QObject::connect(&run, &CatalogRun::told, qApp, [](const Report &report) {
        std::fputs(report.text.toUtf8().constData(), report.stream == Stream::Output ? stdout : stderr);
    });
    QObject::connect(&run, &CatalogRun::finished, qApp, &QCoreApplication::exit);
    QMetaObject::invokeMethod(&run, &CatalogRun::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

QString catalogUsage()
{
    return QStringLiteral("  catalog search WORDS [--category C] [--json]\n"
                          "                           vendors that can be added by name\n"
                          "  add NAME… [--tier critical] [--category C] [--component SELECTOR]…\n"
                          "                           [--depends-on ID]…\n"
                          "                           watch vendors of the catalogue by their status pages\n");
}

} // namespace Wf::Ctl
