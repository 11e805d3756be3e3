// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/references.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    const QString kKeychain = QStringLiteral("keychain:");

    const QRegularExpression &reference()
    {
        static const QRegularExpression shape(
            QStringLiteral(R"(\$\{([A-Z_][A-Z0-9_]*|keychain:[A-Za-z0-9_.-]{1,100})\})"));
        return shape;
    }

    const QRegularExpression &anythingInBraces()
    {
        static const QRegularExpression shape(QStringLiteral(R"(\$\{[^}]*\})"));
        return shape;
    }

    /// keychain:NAME as ${keychain:NAME}
    QString inBraces(const QString &text)
    {
        const QString name = text.trimmed();
        return name.startsWith(kKeychain) ? QStringLiteral("${%1}").arg(name) : text;
    }

    QString remedy(const QString &name)
    {
        return name.startsWith(kKeychain)
            ? QStringLiteral("store it with: watchfloorctl secret set %1").arg(name.mid(kKeychain.size()))
            : QStringLiteral("set it, or write the value itself");
    }
} // namespace

QString noValueText(const QString &name)
{
    return name.startsWith(kKeychain)
        ? QStringLiteral("the keychain has no secret '%1'").arg(name.mid(kKeychain.size()))
        : QStringLiteral("the environment variable %1 is not set").arg(name);
}

bool hasReference(const QString &text)
{
    return reference().match(inBraces(text)).hasMatch();
}

bool isReference(const QString &text)
{
    const QString whole = inBraces(text).trimmed();
    const auto match = reference().match(whole);
    return match.hasMatch() && match.capturedLength() == whole.size();
}

QString hiddenSecret()
{
    return QStringLiteral("***");
}

QStringList keychainNamesIn(const QString &text)
{
    QStringList names;
    auto matches = reference().globalMatch(inBraces(text));
    while (matches.hasNext()) {
        const QString name = matches.next().captured(1);
        if (name.startsWith(kKeychain))
            names.append(name.mid(kKeychain.size()));
    }
    return names;
}

bool isKeychainName(const QString &name)
{
    return isReference(kKeychain + name);
}

Reference expandReference(const QString &value, const QHash<QString, QString> &values)
{
    if (!isReference(value))
        return { value, {} };
    const QString name = reference().match(inBraces(value)).captured(1);
    const QString found = values.value(name).trimmed();
    return found.isEmpty() ? Reference { std::nullopt, name } : Reference { found, {} };
}

bool References::isFillable(const YamlNode &node, const QString &what, const QString &text) const
{
    QString rest = inBraces(text);
    rest.remove(reference());
    if (text == hiddenSecret() || text.contains(QLatin1String(":***@")))
        m_checker.fault(node, what + QStringLiteral(" was hidden here"),
            QStringLiteral("write the secret itself, ${NAME} of an environment variable, or keychain:NAME"));
    else if (rest.contains(QLatin1String("${keychain:")))
        m_checker.fault(node, what + QStringLiteral(" names an entry of the keychain that cannot be"),
            QStringLiteral("write keychain:NAME with letters, digits, '_', '.' and '-'"));
    else if (anythingInBraces().match(rest).hasMatch())
        m_checker.fault(node, what + QStringLiteral(" has ${…} with a name that cannot be read"),
            QStringLiteral("write ${NAME} with A-Z, 0-9 and '_'"));
    else
        return true;
    return false;
}

std::optional<QString> References::fill(
    const YamlNode &node, const QString &what, qsizetype longest, Filling filling) const
{
    const auto text = m_checker.text(node, what, longest);
    if (!text || !isFillable(node, what, *text))
        return std::nullopt;
    const QString written = inBraces(*text);
    const bool encoded = filling == Filling::Encoded && !isReference(written);
    QString filled;
    qsizetype from = 0;
    auto matches = reference().globalMatch(written);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString name = match.captured(1);
        const QString value = m_values.value(name).trimmed();
        if (value.isEmpty()) {
            m_checker.fault(node, QStringLiteral("%1: %2").arg(what, noValueText(name)), remedy(name));
            return std::nullopt;
        }
        filled += QStringView(written).mid(from, match.capturedStart() - from);
        filled += encoded ? QString::fromLatin1(QUrl::toPercentEncoding(value)) : value;
        from = match.capturedEnd();
    }
    filled += QStringView(written).mid(from);
    if (!hasControlCharacter(filled) && !filled.contains(QLatin1Char('\n')))
        return filled;
    m_checker.fault(
        node, what + QStringLiteral(" contains control characters"), QStringLiteral("write it on one line"));
    return std::nullopt;
}

QStringList References::valuesIn(const QString &text) const
{
    QStringList values;
    auto matches = reference().globalMatch(inBraces(text));
    while (matches.hasNext())
        values.append(m_values.value(matches.next().captured(1)).trimmed());
    values.removeAll(QString());
    return values;
}

} // namespace Wf::Config
