// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/checker.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestUrl = 2000;

    bool isZero(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(^0+\s*(ms|s|m|h|d)?$)"));
        return shape.match(text).hasMatch();
    }

    struct Unit {
        QLatin1String name;
        qint64 bytes;
    };

    std::optional<qint64> parseBytes(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(\A(\d{1,12})\s*([a-z]{0,3})\z)"));
        static constexpr Unit units[] { { QLatin1String(""), 1 }, { QLatin1String("b"), 1 },
            { QLatin1String("kb"), 1000 }, { QLatin1String("mb"), 1'000'000 }, { QLatin1String("k"), 1024 },
            { QLatin1String("kib"), 1024 }, { QLatin1String("m"), 1024 * 1024 },
            { QLatin1String("mib"), 1024 * 1024 } };
        const auto match = shape.match(text.toLower());
        for (const Unit &unit : units) {
            if (match.hasMatch() && match.capturedView(2) == unit.name)
                return match.capturedView(1).toLongLong() * unit.bytes;
        }
        return std::nullopt;
    }

    QString bytesText(qint64 count)
    {
        if (count >= 1024 * 1024 && count % (1024 * 1024) == 0)
            return QString::number(count / (1024 * 1024)) + QStringLiteral("MiB");
        return QString::number(count);
    }
} // namespace

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(),
        [](QChar c) { return c.category() == QChar::Other_Control && c != QLatin1Char('\n'); });
}

bool isIdentifier(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral(R"(\A[a-z0-9][a-z0-9._-]{0,127}\z)"));
    return shape.match(text).hasMatch();
}

QString durationText(Millis duration)
{
    struct Unit {
        qint64 millis;
        const char *name;
    };
    static constexpr Unit units[] { { 86'400'000, "d" }, { 3'600'000, "h" }, { 60'000, "m" }, { 1000, "s" } };
    for (const Unit &unit : units) {
        if (duration.count() % unit.millis == 0 && duration.count() > 0)
            return QString::number(duration.count() / unit.millis) + QLatin1String(unit.name);
    }
    return duration.count() == 0 ? QStringLiteral("0s") : QString::number(duration.count()) + QStringLiteral("ms");
}

void Checker::fault(const YamlNode &node, const QString &message, const QString &hint)
{
    fault(node.line, node.column, message, hint);
}

void Checker::fault(int line, int column, const QString &message, const QString &hint)
{
    m_faults.add({ m_file, line, column, message, hint });
}

void Checker::missing(const YamlNode &map, const QString &key, const QString &message, const QString &hint)
{
    m_faults.add({ m_file, map.line, map.column, message, hint, key });
}

QString Checker::at(const YamlNode &node, const QString &text) const
{
    return QStringLiteral("%1:%2:%3: %4").arg(m_file).arg(node.line).arg(node.column).arg(text);
}

bool Checker::isMap(const YamlNode &node, const QString &what)
{
    if (node.kind != YamlNode::Kind::Map)
        fault(node, what + QStringLiteral(" is not a map"), QStringLiteral("write 'key: value' lines"));
    return node.kind == YamlNode::Kind::Map;
}

bool Checker::checkMap(const YamlNode &node, const QString &what, const QStringList &knownKeys)
{
    if (!isMap(node, what))
        return false;
    for (const YamlNode::Entry &entry : node.entries) {
        if (!knownKeys.contains(entry.key))
            fault(entry.line, entry.column, QStringLiteral("%1: unknown key '%2'").arg(what, quoted(entry.key)),
                wordHint(entry.key, knownKeys));
    }
    return true;
}

bool Checker::isList(const YamlNode &node, const QString &what, std::size_t most)
{
    if (node.kind != YamlNode::Kind::Sequence) {
        fault(node, what + QStringLiteral(" is not a list"),
            QStringLiteral("write [a, b] or lines that begin with '-'"));
        return false;
    }
    if (node.items.size() > most) {
        fault(node, QStringLiteral("%1 has %2 entries").arg(what).arg(node.items.size()),
            QStringLiteral("at most %1").arg(most));
        return false;
    }
    return true;
}

std::optional<QString> Checker::scalar(const YamlNode &node, const QString &what)
{
    if (node.kind == YamlNode::Kind::Scalar)
        return node.text.trimmed();
    fault(node, what + QStringLiteral(" is not a single value"), QStringLiteral("write it on one line"));
    return std::nullopt;
}

std::optional<QString> Checker::text(const YamlNode &node, const QString &what, qsizetype longest)
{
    const auto value = scalar(node, what);
    if (!value)
        return std::nullopt;
    if (value->isEmpty())
        fault(node, what + QStringLiteral(" is empty"), QStringLiteral("write some text"));
    else if (value->size() > longest)
        fault(node, what + QStringLiteral(" is too long"), QStringLiteral("at most %1 characters").arg(longest));
    else if (hasControlCharacter(*value))
        fault(node, what + QStringLiteral(" contains control characters"), QStringLiteral("remove them"));
    else
        return value;
    return std::nullopt;
}

std::optional<QString> Checker::identifier(const YamlNode &node, const QString &what)
{
    const auto value = scalar(node, what);
    if (!value || isIdentifier(*value))
        return value;
    fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(*value)),
        QStringLiteral("write 1 to 128 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit"));
    return std::nullopt;
}

std::optional<int> Checker::integer(const YamlNode &node, const QString &what, int low, int high)
{
    bool readable = false;
    const int value = node.text.trimmed().toInt(&readable);
    if (node.kind == YamlNode::Kind::Scalar && readable && value >= low && value <= high)
        return value;
    fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
        QStringLiteral("write a whole number from %1 to %2").arg(low).arg(high));
    return std::nullopt;
}

std::optional<double> Checker::number(const YamlNode &node, const QString &what, double low, double high)
{
    bool readable = false;
    const double value = node.text.trimmed().toDouble(&readable);
    if (node.kind == YamlNode::Kind::Scalar && readable && std::isfinite(value) && value >= low && value <= high)
        return value;
    fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
        QStringLiteral("write a number from %1 to %2").arg(QString::number(low), QString::number(high, 'g', 8)));
    return std::nullopt;
}

std::optional<Millis> Checker::duration(const YamlNode &node, const QString &what, Millis low, Millis high)
{
    const QString written = node.kind == YamlNode::Kind::Scalar ? node.text.trimmed().left(40) : QString();
    const auto value = isZero(written) ? std::optional(Millis { 0 }) : parseDuration(written);
    if (value && *value >= low && *value <= high)
        return value;
    fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
        QStringLiteral("write a duration from %1 to %2, such as 500ms, 30s, 5m, 1h or 2d")
            .arg(durationText(low), durationText(high)));
    return std::nullopt;
}

std::optional<QUrl> Checker::url(const YamlNode &node, const QString &what)
{
    const auto written = text(node, what, kLongestUrl);
    if (!written)
        return std::nullopt;
    const QUrl url(*written, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !web || url.host().isEmpty())
        fault(node, what + QStringLiteral(" is not a web address"),
            QStringLiteral("write http:// or https://, a host and a path"));
    else if (!url.userInfo().isEmpty())
        fault(node, what + QStringLiteral(" carries a user name or password"), QStringLiteral("leave them out"));
    else
        return url;
    return std::nullopt;
}

QStringList Checker::texts(const YamlNode &node, const QString &what, std::size_t most, qsizetype longest)
{
    QStringList values;
    if (!isList(node, what, most))
        return values;
    for (const YamlPtr &item : node.items) {
        if (const auto value = text(*item, what + QStringLiteral(" entry"), longest))
            values.append(*value);
    }
    return values;
}

QStringList Checker::oneOrMore(const YamlNode &node, const QString &what, std::size_t most, qsizetype longest)
{
    if (node.kind == YamlNode::Kind::Sequence)
        return texts(node, what, most, longest);
    const auto single = text(node, what, longest);
    return single ? QStringList { *single } : QStringList {};
}

std::optional<QString> Checker::block(const YamlNode &node, const QString &what, qsizetype longest)
{
    if (node.kind != YamlNode::Kind::Scalar)
        fault(node, what + QStringLiteral(" is not a text"),
            QStringLiteral("write it in quotes, or after '|' on lines of its own"));
    else if (node.text.isEmpty())
        fault(node, what + QStringLiteral(" is empty"), QStringLiteral("write some text or leave it out"));
    else if (node.text.size() > longest)
        fault(node, what + QStringLiteral(" is too long"), QStringLiteral("at most %1 characters").arg(longest));
    else
        return node.text;
    return std::nullopt;
}

std::optional<bool> Checker::flag(const YamlNode &node, const QString &what)
{
    static const QStringList yes { QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("on") };
    static const QStringList no { QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("off") };
    const QString written = node.kind == YamlNode::Kind::Scalar ? node.text.trimmed().toLower() : QString();
    if (yes.contains(written))
        return true;
    if (no.contains(written))
        return false;
    fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)), QStringLiteral("write true or false"));
    return std::nullopt;
}

std::optional<qint64> Checker::bytes(const YamlNode &node, const QString &what, qint64 low, qint64 high)
{
    const auto value = node.kind == YamlNode::Kind::Scalar ? parseBytes(node.text.trimmed()) : std::nullopt;
    if (value && *value >= low && *value <= high)
        return value;
    fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)),
        QStringLiteral("write a number of bytes from %1 to %2, such as 4096, 64KiB or 1MiB")
            .arg(bytesText(low), bytesText(high)));
    return std::nullopt;
}

} // namespace Wf::Config
