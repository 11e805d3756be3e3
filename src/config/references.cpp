// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/references.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    const QRegularExpression &reference()
    {
        static const QRegularExpression shape(QStringLiteral(R"(\$\{([A-Z_][A-Z0-9_]*)\})"));
        return shape;
    }

    const QRegularExpression &anythingInBraces()
    {
        static const QRegularExpression shape(QStringLiteral(R"(\$\{[^}]*\})"));
        return shape;
    }
} // namespace

bool hasReference(const QString &text)
{
    return reference().match(text).hasMatch();
}

bool isReference(const QString &text)
{
    const auto match = reference().match(text.trimmed());
    return match.hasMatch() && match.capturedLength() == text.trimmed().size();
}

QString hiddenSecret()
{
    return QStringLiteral("***");
}

bool References::isFillable(const YamlNode &node, const QString &what, const QString &text) const
{
    QString rest = text;
    rest.remove(reference());
    if (text == hiddenSecret() || text.contains(QLatin1String(":***@")))
        m_checker.fault(node, what + QStringLiteral(" was hidden here"),
            QStringLiteral("write the secret itself or ${NAME} of an environment variable"));
    else if (text.startsWith(QLatin1String("keychain:")) || rest.contains(QLatin1String("${keychain:")))
        m_checker.fault(node, what + QStringLiteral(" names the keychain, which this version does not read"),
            QStringLiteral("write ${NAME} of an environment variable"));
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
    const auto written = m_checker.text(node, what, longest);
    if (!written || !isFillable(node, what, *written))
        return std::nullopt;
    const bool encoded = filling == Filling::Encoded && !isReference(*written);
    QString filled;
    qsizetype from = 0;
    auto matches = reference().globalMatch(*written);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString value = m_environment.value(match.captured(1)).trimmed();
        if (value.isEmpty()) {
            m_checker.fault(node,
                QStringLiteral("%1: the environment variable %2 is not set").arg(what, match.captured(1)),
                QStringLiteral("set it, or write the value itself"));
            return std::nullopt;
        }
        filled += QStringView(*written).mid(from, match.capturedStart() - from);
        filled += encoded ? QString::fromLatin1(QUrl::toPercentEncoding(value)) : value;
        from = match.capturedEnd();
    }
    filled += QStringView(*written).mid(from);
    if (!hasControlCharacter(filled) && !filled.contains(QLatin1Char('\n')))
        return filled;
    m_checker.fault(
        node, what + QStringLiteral(" contains control characters"), QStringLiteral("write it on one line"));
    return std::nullopt;
}

QStringList References::valuesIn(const QString &text) const
{
    QStringList values;
    auto matches = reference().globalMatch(text);
    while (matches.hasNext())
        values.append(m_environment.value(matches.next().captured(1)).trimmed());
    values.removeAll(QString());
    return values;
}

} // namespace Wf::Config
