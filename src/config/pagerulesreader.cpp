// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/pagerulesreader.h"

#include "config/expectreader.h"
#include "domain/jsonpath.h"

namespace Wf::Config {

using Domain::PageRules;

namespace {
    constexpr qsizetype kLongestPath = 500;
    constexpr qsizetype kLongestWord = 60;
    constexpr std::size_t kMostWords = 100;

    QStringList words(const char *text)
    {
        return QString::fromLatin1(text).split(QLatin1Char(' '));
    }

    QStringList meanings()
    {
        return words("operational degraded partial_outage major_outage maintenance");
    }

    /// A place in the whole document, or in one element of a list, which may also be the name it stands under.
    enum class Inside : quint8 { Document, Element };

    /// Reads one part of the rules after the other; every fault goes to the checker.
    class RulesReader {
    public:
        explicit RulesReader(Checker &checker)
            : m_checker(checker)
        {
        }

        PageRules read(const Place &rules)
        {
            PageRules read;
            if (!m_checker.checkMap(
                    rules.map(), rules.what(), words("name title status map incidents maintenances components")))
                return read;
            read.name = path(rules, u"name", Inside::Document);
            read.title = path(rules, u"title", Inside::Document);
            read.status = path(rules, u"status", Inside::Document);
            read.map = map(rules);
            if (const YamlNode *node = rules.find(u"incidents"))
                read.incidents = incidents({ *node, rules.about(u"incidents") });
            if (const YamlNode *node = rules.find(u"maintenances"))
                read.maintenances = maintenances({ *node, rules.about(u"maintenances") });
            if (const YamlNode *node = rules.find(u"components"))
                read.components = components({ *node, rules.about(u"components") });
            checkWhole(rules, read);
            return read;
        }

    private:
        QString path(const Place &place, QStringView key, Inside inside)
        {
            const YamlNode *node = place.find(key);
            const auto written =
                node ? m_checker.text(*node, place.about(key), kLongestPath) : std::optional<QString>();
            if (!written || (inside == Inside::Element && *written == QLatin1String("@key")))
                return written.value_or(QString());
            if (const auto parsed = Domain::JsonPath::parse(*written); !parsed) {
                faultFrom(*node, place.about(key), parsed.error().detail, m_checker);
                return {};
            }
            return *written;
        }

        /// Lower case, each once over all meanings: `seen` holds those of the map.
        QStringList wordsOf(const Place &place, QStringView key, QStringList &seen)
        {
            const YamlNode *node = place.find(key);
            QStringList list;
            if (!node)
                return list;
            for (const QString &written : m_checker.oneOrMore(*node, place.about(key), kMostWords, kLongestWord)) {
                const QString word = written.trimmed().toLower();
                if (seen.contains(word))
                    m_checker.fault(*node,
                        QStringLiteral("%1: '%2' has a meaning already").arg(place.about(key), quoted(word)),
                        QStringLiteral("write every word once"));
                seen.append(word);
                list.append(word);
            }
            return list;
        }

        PageRules::Meanings map(const Place &place)
        {
            PageRules::Meanings map;
            const YamlNode *node = place.find(u"map");
            const Place here(node ? *node : place.map(), place.about(u"map"));
            if (!node || !m_checker.checkMap(*node, here.what(), meanings()))
                return map;
            QStringList seen;
            for (const QString &meaning : meanings()) {
                for (const QString &word : wordsOf(here, meaning, seen))
                    map.emplace(word, *Domain::pageWordFromWord(meaning));
            }
            if (node->entries.empty())
                m_checker.fault(*node, here.what() + QStringLiteral(" maps no word"),
                    QStringLiteral("write such as operational: [ok, up]"));
            return map;
        }

        PageRules::List list(const Place &place)
        {
            PageRules::List list;
            list.path = path(place, u"list", Inside::Document);
            if (!place.find(u"list"))
                m_checker.missing(place.map(), QStringLiteral("list"),
                    place.what() + QStringLiteral(" has no list"), QStringLiteral("write 'list: $.incidents'"));
            if (const YamlNode *node = place.find(u"optional"))
                list.optional = m_checker.flag(*node, place.about(u"optional")).value_or(false);
            return list;
        }

        PageRules::Item item(const Place &place)
        {
            const auto at = [&](QStringView key) { return path(place, key, Inside::Element); };
            return { at(u"id"), at(u"title"), at(u"status"), at(u"text"), at(u"url"), at(u"components") };
        }

        std::optional<PageRules::Incidents> incidents(const Place &place)
        {
            if (!m_checker.checkMap(place.map(), place.what(),
                    words(
                        "list optional id title status text url components impact started_at updated_at ended_at "
                        "open resolved map")))
                return std::nullopt;
            PageRules::Incidents read { list(place), item(place), path(place, u"impact", Inside::Element),
                path(place, u"started_at", Inside::Element), path(place, u"updated_at", Inside::Element),
                path(place, u"ended_at", Inside::Element), {}, {}, map(place) };
            QStringList seen;
            read.open = wordsOf(place, u"open", seen);
            read.resolved = wordsOf(place, u"resolved", seen);
            if (!seen.isEmpty() && read.item.status.isEmpty())
                m_checker.missing(place.map(), QStringLiteral("status"),
                    place.what()
                        + QStringLiteral(
                            " says which states are open or resolved, but not where the state stands"),
                    QStringLiteral("write 'status: $.status'"));
            return read;
        }

        std::optional<PageRules::Maintenances> maintenances(const Place &place)
        {
            const QStringList states = words("scheduled in_progress verifying completed");
            if (!m_checker.checkMap(place.map(), place.what(),
                    words("list optional id title status text url components starts_at ends_at") + states))
                return std::nullopt;
            PageRules::Maintenances read { list(place), item(place), path(place, u"starts_at", Inside::Element),
                path(place, u"ends_at", Inside::Element), {} };
            QStringList seen;
            for (const QString &state : states) {
                for (const QString &word : wordsOf(place, state, seen))
                    read.states.emplace(word, *Domain::maintenanceStateFromWord(state));
            }
            if (!place.find(u"starts_at"))
                m_checker.missing(place.map(), QStringLiteral("starts_at"),
                    place.what() + QStringLiteral(" does not say where the start stands"),
                    QStringLiteral("write 'starts_at: $.start'"));
            return read;
        }

        std::optional<PageRules::Components> components(const Place &place)
        {
            if (!m_checker.checkMap(place.map(), place.what(), words("list optional id name group status map")))
                return std::nullopt;
            const auto at = [&](QStringView key) { return path(place, key, Inside::Element); };
            PageRules::Components read { list(place), at(u"id"), at(u"name"), at(u"group"), at(u"status"),
                map(place) };
            for (const char *key : { "name", "status" }) {
                const QString name = QString::fromLatin1(key);
                if (!place.find(name))
                    m_checker.missing(place.map(), name,
                        QStringLiteral("%1 does not say where the %2 stands").arg(place.what(), name),
                        QStringLiteral("write '%1: $.%1'").arg(name));
            }
            return read;
        }

        /// What decides the page must be there, and the words that it is said in. Looks at what is written, not at
        /// what could be read of it: one fault is told once.
        void checkWhole(const Place &rules, const PageRules &read)
        {
            const bool status = rules.find(u"status") != nullptr;
            const bool components = rules.find(u"components") != nullptr;
            const bool incidents = rules.find(u"incidents") != nullptr;
            if (!status && !components && !incidents)
                return m_checker.missing(rules.map(), QStringLiteral("status"),
                    rules.what() + QStringLiteral(" reads nothing that says how the vendor is"),
                    QStringLiteral("write 'status: $.state', components or incidents"));
            if (!status && !components && read.incidents && read.incidents->list.optional)
                m_checker.fault(rules.map(),
                    rules.what()
                        + QStringLiteral(": the list of incidents decides, so that it cannot be optional"),
                    QStringLiteral("remove 'optional', or write 'status: …'"));
            const bool ownWords = components && Place(*rules.find(u"components"), {}).find(u"map");
            if (!rules.find(u"map") && (status || (components && !ownWords)))
                m_checker.missing(rules.map(), QStringLiteral("map"),
                    rules.what() + QStringLiteral(" does not say what the vendor's words mean"),
                    QStringLiteral("write 'map: {operational: [ok], major_outage: [down]}'"));
        }

        Checker &m_checker;
    };

    const YamlNode *ownRules(const YamlNode &root)
    {
        const YamlNode *inner = root.entries.size() == 1 ? root.find(u"json") : nullptr;
        return inner ? inner : &root;
    }
} // namespace

PageRules readPageRules(const Place &place, Checker &checker)
{
    return RulesReader(checker).read(place);
}

tl::expected<PageRules, std::vector<Fault>> parsePageRules(const QByteArray &yaml, const QString &file)
{
    Faults faults;
    PageRules rules;
    if (const YamlPtr root = parseYaml(yaml, file, faults)) {
        Checker checker(file, faults);
        rules = readPageRules({ *ownRules(*root), QStringLiteral("json") }, checker);
    }
    if (!faults.isEmpty())
        return tl::unexpected(faults.sorted());
    return rules;
}

} // namespace Wf::Config
