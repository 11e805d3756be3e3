// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/jsonpath.h"
#include "domain/verdict.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kLongestFound = 200;

    QString cutText(const QString &text)
    {
        const QString line = text.simplified();
        return line.size() <= kLongestFound ? line : QString(line.left(kLongestFound) % u'…');
    }

    enum class Match { Yes, No, Unreadable, TooMuchWork };

    Match matchOf(const QString &pattern, const QString &text)
    {
        // A pattern that tries for ever would hold up every other check.
        const QRegularExpression compiled(QStringLiteral("(*LIMIT_MATCH=1000000)") + pattern);
        if (!compiled.isValid())
            return Match::Unreadable;
        const auto match = compiled.match(text);
        return match.hasMatch() ? Match::Yes : match.isValid() ? Match::No : Match::TooMuchWork;
    }

    QString troubleWith(Match match)
    {
        return match == Match::Unreadable ? QStringLiteral("not compared: the pattern cannot be read")
                                          : QStringLiteral("not compared: the pattern takes too many steps");
    }

    bool ordered(Comparison comparison, double left, double right)
    {
        switch (comparison) {
        case Comparison::Less:
            return left < right;
        case Comparison::LessOrEqual:
            return left <= right;
        case Comparison::Greater:
            return left > right;
        default:
            return left >= right;
        }
    }

    enum class ValueType { Text, Number };

    bool equal(const QString &text, ValueType type, const QString &wanted)
    {
        bool number = false;
        const double right = wanted.toDouble(&number);
        return type == ValueType::Number && number ? text.toDouble() == right : text == wanted;
    }

    bool holds(const Expectation &expectation, const QString &text, ValueType type)
    {
        bool left = false;
        bool right = false;
        switch (expectation.comparison) {
        case Comparison::Equal:
            return equal(text, type, expectation.value);
        case Comparison::NotEqual:
            return !equal(text, type, expectation.value);
        case Comparison::Matches:
            return matchOf(expectation.value, text) == Match::Yes;
        default:
            break;
        }
        const double found = text.toDouble(&left);
        const double wanted = expectation.value.toDouble(&right);
        return left && right && ordered(expectation.comparison, found, wanted);
    }

    QString cutNote(const HttpAnswer &answer)
    {
        return answer.bodyCut
            ? QStringLiteral(" in the first %1 bytes; the rest was not read (raise the body limit)")
                  .arg(answer.body.size())
            : QString();
    }

    QString quoted(const QString &text)
    {
        return u'"' % cutText(text) % u'"';
    }

    AssertionOutcome judgeContains(const QString &wanted, const HttpAnswer &answer)
    {
        const bool held = answer.body.contains(wanted.toUtf8());
        return { u"body containing " % quoted(wanted),
            held ? QString(u"body containing " % quoted(wanted))
                 : QString(u"body without " % quoted(wanted) % cutNote(answer)),
            held };
    }

    AssertionOutcome judgeNotContains(const QString &unwanted, const HttpAnswer &answer)
    {
        const bool there = answer.body.contains(unwanted.toUtf8());
        return { u"body without " % quoted(unwanted),
            there ? QString(u"body containing " % quoted(unwanted))
                  : QString(u"body without " % quoted(unwanted) % cutNote(answer)),
            !there && !answer.bodyCut };
    }

    QString bodyText(const HttpAnswer &answer)
    {
        for (const auto &[name, value] : answer.headers) {
            if (name.toLower() == "content-type" && value.toLower().contains("iso-8859-1"))
                return QString::fromLatin1(answer.body);
        }
        return QString::fromUtf8(answer.body);
    }

    AssertionOutcome judgeMatches(const QString &pattern, const QString &body, const HttpAnswer &answer)
    {
        const Match match = matchOf(pattern, body);
        const QString matching = u"body matching " % quoted(pattern);
        if (match == Match::Yes)
            return { matching, matching, true };
        if (match == Match::No)
            return { matching, u"body not matching " % quoted(pattern) % cutNote(answer), false };
        return { matching, u"body " % troubleWith(match), false };
    }

    QString typeless(const QJsonValue &value)
    {
        return cutText(jsonText(value));
    }

    AssertionOutcome judgeValues(const NamedExpectation &wanted, const JsonMatches &matches)
    {
        const QString label = wanted.name % u' ';
        const QString expected = label % expectationText(wanted.expectation);
        if (!matches.complete)
            return { expected, label % u"finds too many values to compare", false };
        if (matches.values.empty())
            return { expected, label % u"missing", false };
        for (const QJsonValue &value : matches.values) {
            const auto type = value.isDouble() ? ValueType::Number : ValueType::Text;
            if (!holds(wanted.expectation, jsonText(value), type))
                return { expected, label % typeless(value), false };
        }
        const QString found = matches.values.size() == 1 ? typeless(matches.values.front())
                                                         : QStringLiteral("%1 values").arg(matches.values.size());
        return { expected, label % found, true };
    }

    void judgeJson(const HttpSpec &spec, const HttpAnswer &answer, std::vector<AssertionOutcome> &outcomes)
    {
        if (spec.json.empty())
            return;
        QJsonParseError error;
        const auto document = QJsonDocument::fromJson(answer.body, &error);
        // A bare text or number is no document for Qt: it is read as the one element of a list.
        const auto single = document.isNull() ? QJsonDocument::fromJson('[' + answer.body + ']') : QJsonDocument();
        const bool readable = !document.isNull() || single.array().size() == 1;
        const QJsonValue root = document.isObject() ? QJsonValue(document.object())
            : document.isArray()                    ? QJsonValue(document.array())
                                                    : single.array().at(0);
        for (const NamedExpectation &wanted : spec.json) {
            const QString expected = wanted.name % u' ' % expectationText(wanted.expectation);
            const auto path = JsonPath::parse(wanted.name);
            if (!path)
                outcomes.push_back({ expected, path.error().detail, false });
            else if (!readable)
                outcomes.push_back({ expected,
                    (answer.bodyCut
                            ? QStringLiteral("body longer than %1 bytes, so that its JSON was not read to the end "
                                             "(raise the body limit)")
                                  .arg(answer.body.size())
                            : QStringLiteral("body that is no JSON (%1 at byte %2)")
                                  .arg(error.errorString())
                                  .arg(error.offset)),
                    false });
            else
                outcomes.push_back(judgeValues(wanted, path->evaluate(root)));
        }
    }

    AssertionOutcome judgeHeader(const NamedExpectation &wanted, const HttpAnswer &answer)
    {
        const QString label = u"header " % wanted.name % u' ';
        const QString expected = label % expectationText(wanted.expectation);
        QStringList values;
        for (const auto &[name, value] : answer.headers) {
            if (QString::fromLatin1(name).compare(wanted.name, Qt::CaseInsensitive) == 0)
                values.append(QString::fromUtf8(value));
        }
        if (values.isEmpty())
            return { expected, label % u"missing", false };
        const QString found = values.join(QStringLiteral(", "));
        bool number = false;
        found.toDouble(&number);
        return { expected, label % cutText(found),
            holds(wanted.expectation, found, number ? ValueType::Number : ValueType::Text) };
    }
} // namespace

std::vector<AssertionOutcome> judgeHttp(const HttpSpec &spec, const HttpAnswer &answer)
{
    std::vector<AssertionOutcome> outcomes;
    outcomes.push_back({ u"status " % statusRangesText(spec.statuses), u"status " % QString::number(answer.status),
        std::ranges::any_of(
            spec.statuses, [&](const StatusRange &range) { return range.contains(answer.status); }) });
    for (const QString &wanted : spec.bodyContains)
        outcomes.push_back(judgeContains(wanted, answer));
    for (const QString &unwanted : spec.bodyNotContains)
        outcomes.push_back(judgeNotContains(unwanted, answer));
    const QString body = spec.bodyMatches.isEmpty() ? QString() : bodyText(answer);
    for (const QString &pattern : spec.bodyMatches)
        outcomes.push_back(judgeMatches(pattern, body, answer));
    judgeJson(spec, answer, outcomes);
    for (const NamedExpectation &wanted : spec.header)
        outcomes.push_back(judgeHeader(wanted, answer));
    return outcomes;
}

} // namespace Wf::Domain
