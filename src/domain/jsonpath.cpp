// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/jsonpath.h"

#include "domain/jsonwalk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kLongestPath = 1000;
    constexpr size_t kMostSteps = 50;
    constexpr size_t kMostSelectors = 50;

    using Step = JsonPath::Step;
    using Selector = JsonPath::Selector;

    bool isNameStart(QChar c)
    {
        return c.isLetter() || c == u'_' || c.isSurrogate() || c.unicode() > 0x7f;
    }

    /// Reads the written form, one character after the other.
    class PathReader {
    public:
        explicit PathReader(QStringView text)
            : m_text(text)
        {
        }

        Result<std::vector<Step>> read()
        {
            if (m_text.size() > kLongestPath)
                return failure(ErrorCode::Invalid, QStringLiteral("the path is longer than 1000 characters"));
            std::vector<Step> steps;
            if (!take(u'$'))
                fault(QStringLiteral("a path begins with $ (write $.name)"));
            while (m_fault.isEmpty() && !atEnd() && steps.size() < kMostSteps)
                steps.push_back(step());
            if (m_fault.isEmpty() && !atEnd())
                fault(QStringLiteral("the path has more than 50 steps"));
            if (!m_fault.isEmpty())
                return failure(ErrorCode::Invalid, m_fault);
            return steps;
        }

    private:
        [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
        [[nodiscard]] QChar peek(qsizetype ahead = 0) const
        {
            return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
        }
        bool take(QChar wanted)
        {
            if (atEnd() || peek() != wanted)
                return false;
            ++m_at;
            return true;
        }
        void skipBlanks()
        {
            while (peek() == u' ' || peek() == u'\t')
                ++m_at;
        }
        void fault(const QString &what)
        {
            if (m_fault.isEmpty())
                m_fault =
                    QStringLiteral("character %1 of the path %2: %3").arg(m_at + 1).arg(m_text.toString(), what);
            m_at = m_text.size();
        }

        Step step()
        {
            Step step;
            if (peek() == u'.' && peek(1) == u'.') {
                m_at += 2;
                step.descend = true;
            } else if (take(u'.')) {
                step.selectors.push_back(dotted());
                return step;
            } else if (peek() != u'[') {
                fault(QStringLiteral("here a step begins with . or [ (write .name or ['name'])"));
                return step;
            }
            if (take(u'['))
                step.selectors = bracketed();
            else
                step.selectors.push_back(dotted());
            return step;
        }

        Selector dotted()
        {
            if (take(u'*'))
                return JsonPath::Wildcard {};
            if (!isNameStart(peek()))
                fault(QStringLiteral("here a name is expected (write ['%1'] for a name with other characters than "
                                     "letters, digits and _)")
                          .arg(atEnd() ? QStringLiteral("name") : m_text.mid(m_at).left(20).toString()));
            const qsizetype from = m_at;
            while (!atEnd() && (isNameStart(peek()) || peek().isDigit()))
                ++m_at;
            if (peek() == u'(')
                fault(QStringLiteral("functions are not known here (name the value itself)"));
            if (peek() == u'-')
                fault(QStringLiteral("a name with - is written in brackets: ['some-name']"));
            return JsonPath::Name { m_text.mid(from, m_at - from).toString() };
        }

        std::vector<Selector> bracketed()
        {
            std::vector<Selector> selectors;
            do {
                skipBlanks();
                selectors.push_back(selector());
                skipBlanks();
            } while (m_fault.isEmpty() && selectors.size() < kMostSelectors && take(u','));
            if (m_fault.isEmpty() && !take(u']'))
                fault(QStringLiteral("here a closing ] is expected"));
            return selectors;
        }

        Selector selector()
        {
            if (take(u'*'))
                return JsonPath::Wildcard {};
            if (peek() == u'\'' || peek() == u'"')
                return JsonPath::Name { quoted() };
            if (peek() == u'?')
                fault(QStringLiteral("filters (?) are not known here (write [*] and compare the values)"));
            else if (peek() != u':' && peek() != u'-' && !peek().isDigit())
                fault(QStringLiteral("in brackets stands 'name', a number, a slice such as 0:3, or *"));
            return indexOrSlice();
        }

        QString quoted()
        {
            const QChar quote = m_text[m_at++];
            QString name;
            while (!atEnd() && peek() != quote) {
                if (take(u'\\') && atEnd())
                    break;
                name += m_text[m_at++];
            }
            if (!take(quote))
                fault(QStringLiteral("the name is not closed with %1").arg(quote));
            return name;
        }

        std::optional<qsizetype> number()
        {
            const qsizetype from = m_at;
            take(u'-');
            while (peek() >= u'0' && peek() <= u'9')
                ++m_at;
            if (m_at == from)
                return std::nullopt;
            bool fits = false;
            const qlonglong value = m_text.mid(from, m_at - from).toLongLong(&fits);
            if (!fits || value > 1'000'000'000 || value < -1'000'000'000) {
                m_at = from;
                fault(QStringLiteral("this is no number that can be counted with"));
            }
            return value;
        }

        Selector indexOrSlice()
        {
            const auto first = number();
            skipBlanks();
            if (peek() != u':')
                return JsonPath::Index { first.value_or(0) };
            JsonPath::Slice slice { first, {}, 1 };
            ++m_at;
            skipBlanks();
            slice.to = number();
            skipBlanks();
            if (take(u':')) {
                skipBlanks();
                slice.step = number().value_or(1);
            }
            return slice;
        }

        QStringView m_text;
        qsizetype m_at = 0;
        QString m_fault;
    };

} // namespace

Result<JsonPath> JsonPath::parse(QStringView text)
{
    auto steps = PathReader(text.trimmed()).read();
    if (!steps)
        return tl::unexpected(steps.error());
    JsonPath path;
    path.m_steps = std::move(*steps);
    return path;
}

JsonMatches JsonPath::evaluate(const QJsonValue &root) const
{
    return walk(*this, root);
}

QString numberText(double number)
{
    constexpr double kExact = 9007199254740992.0; // 2^53: whole numbers up to here are exact
    if (std::nearbyint(number) == number && std::abs(number) <= kExact)
        return QString::number(static_cast<qint64>(number));
    return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

QString jsonText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Double:
        return numberText(value.toDouble());
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return QStringLiteral("null");
}

} // namespace Wf::Domain
