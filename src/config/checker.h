// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/yamlnode.h"
#include "core/time.h"

#include <QUrl>

#include <functional>
#include <optional>

namespace Wf::Config {

/// Turns the nodes of one file into checked values. What is not fit becomes a fault with its place and comes back
/// as nothing, so that reading goes on and all faults are told at once. `what` names the value in the sentence.
class Checker {
public:
    Checker(QString file, Faults &faults)
        : m_file(std::move(file))
        , m_faults(faults)
    {
    }

    void fault(const YamlNode &node, const QString &message, const QString &hint);
    void fault(int line, int column, const QString &message, const QString &hint);
    /// A key that has to stand in this map does not.
    void missing(const YamlNode &map, const QString &key, const QString &message, const QString &hint);
    [[nodiscard]] const QString &file() const { return m_file; }
    /// "FILE:LINE:COLUMN: text": a warning about this value.
    [[nodiscard]] QString at(const YamlNode &node, const QString &text) const;

    /// False (and a fault) when it is no map. Keys that are not known are faults with the nearest known one.
    bool checkMap(const YamlNode &node, const QString &what, const QStringList &knownKeys);
    bool isMap(const YamlNode &node, const QString &what);
    bool isList(const YamlNode &node, const QString &what, std::size_t most);

    /// One line without control characters, trimmed, not empty.
    [[nodiscard]] std::optional<QString> text(const YamlNode &node, const QString &what, qsizetype longest = 200);
    [[nodiscard]] std::optional<QString> identifier(const YamlNode &node, const QString &what);
    [[nodiscard]] std::optional<int> integer(const YamlNode &node, const QString &what, int low, int high);
    [[nodiscard]] std::optional<double> number(const YamlNode &node, const QString &what, double low, double high);
    [[nodiscard]] std::optional<Millis> duration(
        const YamlNode &node, const QString &what, Millis low, Millis high);
    /// http or https with a host and without a password.
    [[nodiscard]] std::optional<QUrl> url(const YamlNode &node, const QString &what);
    [[nodiscard]] QStringList texts(
        const YamlNode &node, const QString &what, std::size_t most, qsizetype longest);

    /// The same, where one text may stand without being a list.
    [[nodiscard]] QStringList oneOrMore(
        const YamlNode &node, const QString &what, std::size_t most, qsizetype longest);
    /// As it was written, with its line ends and spaces; not empty.
    [[nodiscard]] std::optional<QString> block(const YamlNode &node, const QString &what, qsizetype longest);
    /// true or false, yes or no, on or off.
    [[nodiscard]] std::optional<bool> flag(const YamlNode &node, const QString &what);
    /// "65536", "64KiB", "1MiB", "1MB"
    [[nodiscard]] std::optional<qint64> bytes(const YamlNode &node, const QString &what, qint64 low, qint64 high);

    /// One of a set of words, in any case.
    template <class T>
    [[nodiscard]] std::optional<T> word(const YamlNode &node, const QString &what,
        const std::function<std::optional<T>(QStringView)> &parse, const QStringList &words)
    {
        const QString written = node.text.trimmed().toLower();
        if (const auto value = node.kind == YamlNode::Kind::Scalar ? parse(written) : std::nullopt)
            return value;
        fault(node, QStringLiteral("%1 is '%2'").arg(what, quoted(node.text)), wordHint(written, words));
        return std::nullopt;
    }

private:
    std::optional<QString> scalar(const YamlNode &node, const QString &what);

    QString m_file;
    Faults &m_faults;
};

/// [a-z0-9][a-z0-9._-]{0,127}
[[nodiscard]] bool isIdentifier(const QString &text);
[[nodiscard]] bool hasControlCharacter(const QString &text);
/// "1500ms", "90s": the shortest way to write a duration.
[[nodiscard]] QString durationText(Millis duration);

} // namespace Wf::Config
