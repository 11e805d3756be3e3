// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/expectreader.h"

#include "domain/jsonpath.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr Millis kLongestLatency = std::chrono::seconds { 60 };
    constexpr int kMostCertDays = 3650;
    constexpr std::size_t kMostAssertions = 50;
    constexpr qsizetype kLongestAssertion = 2000;
    constexpr qsizetype kLongestStatuses = 500;

    std::optional<Millis> readLatency(const Place &expect, QStringView key, Checker &checker)
    {
        const YamlNode *node = expect.find(key);
        return node ? checker.duration(*node, expect.about(key), Millis { 1 }, kLongestLatency) : std::nullopt;
    }

    void readStatuses(const YamlNode &node, const QString &what, Domain::HttpSpec &spec, Checker &checker)
    {
        const QStringList written = checker.oneOrMore(node, what, kMostAssertions, kLongestStatuses);
        if (written.isEmpty() && node.kind == YamlNode::Kind::Sequence && node.items.empty())
            checker.fault(node, what + QStringLiteral(" is empty"), QStringLiteral("write 200-299 or [200, 301]"));
        if (written.isEmpty())
            return;
        const QString joined = written.join(QLatin1Char(','));
        if (auto ranges = Domain::parseStatusRanges(joined))
            spec.statuses = std::move(*ranges);
        else
            checker.fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(joined)),
                QStringLiteral("write codes from 100 to 599 such as 200, 200-299 or [200, 301]"));
    }

    QStringList readTexts(const Place &expect, QStringView key, Checker &checker)
    {
        const YamlNode *node = expect.find(key);
        return node ? checker.oneOrMore(*node, expect.about(key), kMostAssertions, kLongestAssertion)
                    : QStringList {};
    }

    void readPatterns(const Place &expect, Domain::HttpSpec &spec, Checker &checker)
    {
        for (const QString &pattern : readTexts(expect, u"body_matches", checker)) {
            const YamlNode &node = *expect.find(u"body_matches");
            if (checkPattern(node, expect.about(u"body_matches"), pattern, checker))
                spec.bodyMatches.append(pattern);
        }
    }

    /// "up", 5, true, "!= x", "< 5", "~ re"; null means null.
    std::optional<Domain::Expectation> readExpectation(const YamlNode &node, const QString &what, Checker &checker)
    {
        if (node.kind == YamlNode::Kind::Null)
            return Domain::Expectation { Domain::Comparison::Equal, QStringLiteral("null") };
        if (node.kind != YamlNode::Kind::Scalar || node.text.size() > kLongestAssertion) {
            checker.fault(node, what + QStringLiteral(" is not a single value"),
                QStringLiteral("write a value or a comparison, such as up, 5, '!= down', '< 5' or '~ regex'"));
            return std::nullopt;
        }
        const Domain::Expectation expectation = Domain::parseExpectation(node.text);
        QString clause = Domain::expectationFault(expectation);
        if (expectation.comparison == Domain::Comparison::Matches && expectation.value.isEmpty())
            clause = QStringLiteral("the pattern after '~' is missing (write a regular expression)");
        if (clause.isEmpty())
            return expectation;
        clause.replace(expectation.value, quoted(expectation.value));
        faultFrom(node, what, clause, checker);
        return std::nullopt;
    }

    /// The entries of `json:` and `header:`; `refusal` says why a name cannot be used, empty when it can.
    template <class Refusal>
    std::vector<Domain::NamedExpectation> readNamed(
        const Place &expect, QStringView key, Checker &checker, const Refusal &refusal)
    {
        std::vector<Domain::NamedExpectation> all;
        const YamlNode *node = expect.find(key);
        const QString what = expect.about(key);
        if (!node || !checker.isMap(*node, what))
            return all;
        if (node->entries.size() > kMostAssertions)
            checker.fault(*node, QStringLiteral("%1 has %2 entries").arg(what).arg(node->entries.size()),
                QStringLiteral("at most %1").arg(kMostAssertions));
        for (const YamlNode::Entry &entry : node->entries) {
            YamlNode place;
            place.line = entry.line;
            place.column = entry.column;
            const QString clause = refusal(entry.key);
            if (!clause.isEmpty())
                faultFrom(place, what, clause, checker);
            const QString here = QStringLiteral("%1 '%2'").arg(what, quoted(entry.key));
            if (auto expectation = readExpectation(*entry.value, here, checker))
                all.push_back({ entry.key.trimmed(), std::move(*expectation) });
        }
        return all;
    }

    QString pathRefusal(const QString &path)
    {
        const auto parsed = Domain::JsonPath::parse(path);
        return parsed ? QString() : QString(parsed.error().detail).replace(path.trimmed(), quoted(path));
    }

    QString headerRefusal(const QString &name)
    {
        return isToken(name.trimmed())
            ? QString()
            : QStringLiteral("'%1' is no name of a header (write one such as Content-Type)").arg(quoted(name));
    }
} // namespace

bool isToken(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral(R"(\A[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\z)"));
    return shape.match(text).hasMatch();
}

void faultFrom(const YamlNode &node, const QString &what, const QString &clause, Checker &checker)
{
    const qsizetype hint = clause.lastIndexOf(QLatin1String(" (write "));
    if (hint < 0 || !clause.endsWith(QLatin1Char(')')))
        return checker.fault(node, part(what, clause), QString());
    checker.fault(node, part(what, clause.left(hint)), clause.mid(hint + 2, clause.size() - hint - 3));
}

bool checkPattern(const YamlNode &node, const QString &what, const QString &pattern, Checker &checker)
{
    QString clause = Domain::patternFault(pattern);
    if (clause.isEmpty())
        return true;
    clause.replace(pattern, quoted(pattern));
    checker.fault(node, part(what, clause), QStringLiteral("write a regular expression"));
    return false;
}

void readLimits(const Place &expect, Domain::CheckSpec &spec, Checker &checker)
{
    spec.latency = readLatency(expect, u"latency", checker);
    spec.degradedLatency = readLatency(expect, u"degraded_latency", checker);
    if (spec.latency && spec.degradedLatency && *spec.degradedLatency >= *spec.latency)
        checker.fault(*expect.find(u"degraded_latency"),
            expect.about(u"degraded_latency") + QStringLiteral(" is not shorter than latency"),
            QStringLiteral("write less than %1").arg(durationText(*spec.latency)));
    if (const YamlNode *days = expect.find(u"cert_days"))
        spec.certDays = checker.integer(*days, expect.about(u"cert_days"), 0, kMostCertDays);
}

void readHttpExpectations(const Place &expect, Domain::HttpSpec &spec, Checker &checker)
{
    if (const YamlNode *status = expect.find(u"status"))
        readStatuses(*status, expect.about(u"status"), spec, checker);
    spec.bodyContains = readTexts(expect, u"body_contains", checker);
    spec.bodyNotContains = readTexts(expect, u"body_not_contains", checker);
    readPatterns(expect, spec, checker);
    spec.json = readNamed(expect, u"json", checker, pathRefusal);
    spec.header = readNamed(expect, u"header", checker, headerRefusal);
}

QString readContains(const Place &expect, Checker &checker)
{
    const YamlNode *node = expect.find(u"contains");
    return node ? checker.block(*node, expect.about(u"contains"), kLongestAssertion).value_or(QString())
                : QString();
}

} // namespace Wf::Config
