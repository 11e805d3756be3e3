// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/endpoint.h"
#include "config/hostreader.h"

#include <QProcess>
#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr std::size_t kMostArguments = 100;
    constexpr qsizetype kLongestArgument = 4096;
    constexpr qint64 kLargestOutput = 1024 * 1024;
    constexpr int kMostDomainDays = 3650;

    /// One word of a flow list, in quotes where YAML would read it as something else.
    QString listItem(const QString &word)
    {
        static const QRegularExpression plain(QStringLiteral(R"(\A[A-Za-z_./][A-Za-z0-9_./=+-]*\z)"));
        if (plain.match(word).hasMatch())
            return word;
        return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("''"))
            + QLatin1Char('\'');
    }

    /// What to write instead of a shell line.
    QString listHint(const QString &line)
    {
        static const QRegularExpression shell(QStringLiteral(R"([|&;<>`$*?])"));
        if (shell.match(line).hasMatch())
            return QStringLiteral("no shell reads it: put the line into a script and write [/path/of/script]");
        QStringList items;
        for (const QString &word : QProcess::splitCommand(line))
            items.append(listItem(quoted(word)));
        return QStringLiteral("write [%1]").arg(items.mid(0, 20).join(QStringLiteral(", ")));
    }

    void readArguments(const YamlNode &node, const QString &what, Checker &checker, Domain::CommandSpec &spec)
    {
        if (node.kind == YamlNode::Kind::Scalar)
            return checker.fault(node, what + QStringLiteral(" is one text and not a list"),
                listHint(node.text.trimmed().left(500)));
        if (!checker.isList(node, what, kMostArguments))
            return;
        if (node.items.empty())
            checker.fault(
                node, what + QStringLiteral(" is empty"), QStringLiteral("write [program, argument, …]"));
        for (const YamlPtr &item : node.items) {
            const QString here = what + QStringLiteral(" entry");
            if (item->kind != YamlNode::Kind::Scalar || item->text.size() > kLongestArgument)
                checker.fault(*item, here + QStringLiteral(" is not a single value"),
                    QStringLiteral("write at most %1 characters").arg(kLongestArgument));
            else if (hasReference(item->text))
                checker.fault(*item, here + QStringLiteral(" has a ${NAME}, which everybody could see running"),
                    QStringLiteral("let the program read its environment"));
            else
                spec.argv.append(item->text);
        }
        if (!node.items.empty() && !spec.argv.isEmpty() && spec.argv.first().trimmed().isEmpty())
            checker.fault(
                *node.items.front(), what + QStringLiteral(" names no program"), QStringLiteral("write its path"));
    }
} // namespace

Domain::CommandSpec readCommand(const Place &monitor, const Reading &reading)
{
    Domain::CommandSpec spec;
    if (reading.commands == CommandChecks::Refused)
        reading.checker.fault(monitor.find(u"kind") ? *monitor.find(u"kind") : monitor.map(),
            monitor.what() + QStringLiteral(": kind 'command' runs programs and is switched off"),
            QStringLiteral("set ALLOW_COMMAND_CHECKS=true to allow it"));
    if (const YamlNode *argv = monitor.find(u"argv"))
        readArguments(*argv, monitor.about(u"argv"), reading.checker, spec);
    else
        reading.checker.missing(monitor.map(), QStringLiteral("argv"),
            monitor.what() + QStringLiteral(" has no argv"),
            QStringLiteral("write 'argv: [program, argument, …]'"));
    if (const YamlNode *limit = monitor.find(u"output_limit"))
        spec.outputLimit = reading.checker.bytes(*limit, monitor.about(u"output_limit"), 1, kLargestOutput)
                               .value_or(spec.outputLimit);
    return spec;
}

Domain::DomainSpec readDomain(const Place &monitor, const Place &expect, const Reading &reading)
{
    Domain::DomainSpec spec;
    Checker &checker = reading.checker;
    const QString key = monitor.find(u"domain") ? QStringLiteral("domain") : QStringLiteral("name");
    const YamlNode *node = monitor.find(key);
    const auto name = node ? checker.text(*node, monitor.about(key), 300) : std::nullopt;
    const bool registered = name && isHost(*name) && addressKind(*name) == AddressKind::None
        && name->contains(QLatin1Char('.')) && !name->contains(QLatin1Char('_'));
    if (registered)
        spec.name = name->toLower();
    else if (name)
        checker.fault(*node, QStringLiteral("%1 is '%2'").arg(monitor.about(key), quoted(*name)),
            QStringLiteral("write the registered domain such as example.com"));
    else if (!node)
        checker.missing(monitor.map(), QStringLiteral("name"), monitor.what() + QStringLiteral(" has no name"),
            QStringLiteral("write 'name: example.com'"));
    if (const YamlNode *days = expect.find(u"domain_days"))
        spec.days = checker.integer(*days, expect.about(u"domain_days"), 1, kMostDomainDays).value_or(spec.days);
    return spec;
}

} // namespace Wf::Config
