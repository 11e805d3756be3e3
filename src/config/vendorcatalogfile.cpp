// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/vendorcatalogfile.h"

#include "config/checker.h"
#include "config/kinds.h"
#include "config/reading.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QSet>

namespace Wf::Config {

using Domain::VendorEntry;

namespace {
    constexpr std::size_t kMostVendors = 20'000;
    constexpr std::size_t kMostComponents = 50;
    constexpr qsizetype kLongestName = 100;

    QStringList keys()
    {
        return { QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("category"), QStringLiteral("kind"),
            QStringLiteral("url"), QStringLiteral("page"), QStringLiteral("components"),
            QStringLiteral("verified"), QStringLiteral("note") };
    }

    class CatalogueReader {
    public:
        explicit CatalogueReader(Checker &checker)
            : m_checker(checker)
        {
        }

        std::vector<VendorEntry> read(const YamlNode &root)
        {
            const QString what = QStringLiteral("vendors");
            if (!m_checker.checkMap(root, QStringLiteral("the catalogue"), { what }))
                return {};
            const YamlNode *list = root.find(what);
            if (!list) {
                m_checker.missing(root, what, QStringLiteral("the catalogue has no vendors"),
                    QStringLiteral("write 'vendors:' and at least one entry with id, name and category"));
                return {};
            }
            std::vector<VendorEntry> entries;
            if (!m_checker.isList(*list, what, kMostVendors))
                return entries;
            entries.reserve(list->items.size());
            for (const YamlPtr &item : list->items)
                entries.push_back(entry(*item));
            return entries;
        }

    private:
        VendorEntry entry(const YamlNode &node)
        {
            VendorEntry entry;
            const YamlNode *name = node.find(u"name");
            const QString called = name && name->kind == YamlNode::Kind::Scalar
                ? QStringLiteral("vendor '%1'").arg(quoted(name->text))
                : QStringLiteral("a vendor");
            if (!m_checker.checkMap(node, called, keys()))
                return entry;
            const Place place(node, called);
            entry.id = identifier(place, u"id");
            entry.category = identifier(place, u"category");
            if (const YamlNode *named = required(place, u"name"))
                entry.name = m_checker.text(*named, place.about(u"name"), kLongestName).value_or(QString());
            readAsking(place, entry);
            entry.page = address(place, u"page");
            entry.verified = day(place);
            if (const YamlNode *note = place.find(u"note"))
                entry.note = m_checker.text(*note, place.about(u"note")).value_or(QString());
            checkUnique(place, entry.id);
            return entry;
        }

        void readAsking(const Place &place, VendorEntry &entry)
        {
            const YamlNode *kind = place.find(u"kind");
            const YamlNode *url = place.find(u"url");
            if (kind)
                entry.kind = dialect(*kind, place.about(u"kind"));
            entry.url = address(place, u"url");
            if (const YamlNode *components = place.find(u"components"))
                entry.components =
                    m_checker.oneOrMore(*components, place.about(u"components"), kMostComponents, kLongestName);
            if (kind && !url)
                missing(place, u"url", QStringLiteral("write the address that is asked"));
            else if (url && !kind)
                missing(place, u"kind", QStringLiteral("write the dialect of the page, such as statuspage"));
            else if (!kind && !place.find(u"note"))
                missing(place, u"note", QStringLiteral("say why there is no kind that it could be asked by"));
        }

        QString dialect(const YamlNode &node, const QString &what)
        {
            const auto kind = findKind(node.text);
            if (kind && kind->family == KindFamily::Page && kind->state == KindState::Asked && !kind->needsEntry())
                return kind->word;
            m_checker.fault(node,
                QStringLiteral("%1 is '%2', which reads no status page").arg(what, quoted(node.text)),
                kind ? QStringLiteral("write a dialect such as statuspage") : kindHint(node.text));
            return {};
        }

        QUrl address(const Place &place, QStringView key)
        {
            const YamlNode *node = place.find(key);
            const auto url = node ? m_checker.url(*node, place.about(key)) : std::nullopt;
            if (!url)
                return {};
            if (url->scheme() == QLatin1String("https"))
                return *url;
            m_checker.fault(*node, place.about(key) + QStringLiteral(" is not encrypted"),
                QStringLiteral("write https://, or leave the vendor out"));
            return {};
        }

        QString day(const Place &place)
        {
            const YamlNode *node = place.find(u"verified");
            if (!node)
                return {};
            const QString written = node->text.trimmed();
            const QString whole = written.size() == 7 ? QString(written % u"-01") : written;
            if (node->kind == YamlNode::Kind::Scalar && whole.size() == 10
                && QDate::fromString(whole, Qt::ISODate).isValid())
                return written;
            m_checker.fault(*node, QStringLiteral("%1 is '%2'").arg(place.about(u"verified"), quoted(written)),
                QStringLiteral("write a day like 2026-09-07 or a month like 2026-07"));
            return {};
        }

        QString identifier(const Place &place, QStringView key)
        {
            const YamlNode *node = required(place, key);
            return node ? m_checker.identifier(*node, place.about(key)).value_or(QString()) : QString();
        }

        const YamlNode *required(const Place &place, QStringView key)
        {
            const YamlNode *node = place.find(key);
            if (!node)
                missing(place, key, QStringLiteral("write '%1: …'").arg(key));
            return node;
        }

        void missing(const Place &place, QStringView key, const QString &hint)
        {
            m_checker.missing(place.map(), key.toString(), place.about(key) + QStringLiteral(" is missing"), hint);
        }

        void checkUnique(const Place &place, const QString &id)
        {
            if (!id.isEmpty() && m_ids.contains(id))
                m_checker.fault(*place.find(u"id"),
                    QStringLiteral("%1 '%2' stands twice").arg(place.about(u"id"), id),
                    QStringLiteral("give every vendor its own"));
            m_ids.insert(id);
        }

        Checker &m_checker;
        QSet<QString> m_ids;
    };
} // namespace

VendorsOrFaults readVendorCatalogue(const QByteArray &yaml, const QString &path)
{
    Faults faults;
    Checker checker(path, faults);
    std::vector<VendorEntry> entries;
    if (const YamlPtr root = parseYaml(yaml, path, faults))
        entries = CatalogueReader(checker).read(*root);
    if (!faults.isEmpty())
        return tl::unexpected(faults.sorted());
    return entries;
}

VendorsOrFaults readVendorCatalogue(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        return readVendorCatalogue(file.read(kLargestYaml + 1), path);
    return tl::unexpected(
        std::vector<Fault> { { path, 0, 0, QStringLiteral("the file cannot be read: ") + file.errorString(),
            QStringLiteral("check its permissions") } });
}

QString fetchedVendorCatalogue(const QString &dataFolder)
{
    return QDir(dataFolder).filePath(QStringLiteral("catalog/vendors.yaml"));
}

QString vendorCatalogueFile(const QString &folder, const QString &dataFolder, const QString &shippedFolder)
{
    for (const QString &each : { folder, dataFolder, shippedFolder }) {
        const QString path = QDir(each).filePath(QStringLiteral("catalog/vendors.yaml"));
        if (!each.isEmpty() && QFile::exists(path))
            return path;
    }
    return {};
}

} // namespace Wf::Config
