// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/credentialsreader.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestSecret = 4096;
    constexpr qsizetype kLongestName = 500;

    /// A directory's id or one of its domains.
    bool isTenant(const QString &text)
    {
        static const QRegularExpression shape(QStringLiteral(R"(\A[A-Za-z0-9][A-Za-z0-9.-]{0,252}\z)"));
        return shape.match(text).hasMatch();
    }

    class CredentialsReader {
    public:
        CredentialsReader(const Place &place, const Reading &reading)
            : m_place(place)
            , m_reading(reading)
        {
        }

        [[nodiscard]] Shared<Domain::ClientCredentials> read() const
        {
            static const QStringList keys { QStringLiteral("tenant"), QStringLiteral("token_url"),
                QStringLiteral("client_id"), QStringLiteral("client_secret"), QStringLiteral("scope") };
            if (!m_reading.checker.checkMap(m_place.map(), m_place.what(), keys))
                return {};
            Domain::ClientCredentials read;
            read.tokenUrl = tokenUrl();
            read.clientId = text(u"client_id", kLongestName);
            read.clientSecret = Secret<QString>(text(u"client_secret", kLongestSecret));
            if (m_place.find(u"scope"))
                read.scope = text(u"scope", kLongestName);
            else if (m_place.find(u"tenant"))
                read.scope = QStringLiteral("https://graph.microsoft.com/.default");
            const bool whole = read.tokenUrl.isValid() && !read.clientId.isEmpty() && !read.clientSecret.isEmpty();
            return whole ? Shared(read) : Shared<Domain::ClientCredentials>();
        }

    private:
        [[nodiscard]] QString text(QStringView key, qsizetype longest) const
        {
            const YamlNode *node = m_place.find(key);
            if (node)
                return m_reading.references.fill(*node, m_place.about(key), longest).value_or(QString());
            m_reading.checker.missing(m_place.map(), key.toString(),
                QStringLiteral("%1 has no %2").arg(m_place.what(), key), QStringLiteral("write '%1: …'").arg(key));
            return {};
        }

        [[nodiscard]] QUrl tokenUrl() const
        {
            const YamlNode *url = m_place.find(u"token_url");
            const YamlNode *tenant = m_place.find(u"tenant");
            if (static_cast<bool>(url) == static_cast<bool>(tenant)) {
                m_reading.checker.missing(m_place.map(), QStringLiteral("tenant"),
                    m_place.what()
                        + (url ? QStringLiteral(" has tenant and token_url")
                               : QStringLiteral(" says nowhere where its token comes from")),
                    QStringLiteral("write 'tenant: …' for Microsoft, or 'token_url: https://…'"));
                return {};
            }
            if (url)
                return m_reading.checker.url(*url, m_place.about(u"token_url")).value_or(QUrl());
            const QString name = text(u"tenant", kLongestName).trimmed();
            if (!name.isEmpty() && !isTenant(name))
                m_reading.checker.fault(*tenant, m_place.about(u"tenant") + QStringLiteral(" is no tenant"),
                    QStringLiteral("write its id or its domain, such as contoso.onmicrosoft.com"));
            return isTenant(name)
                ? QUrl(QStringLiteral("https://login.microsoftonline.com/%1/oauth2/v2.0/token").arg(name))
                : QUrl();
        }

        const Place &m_place;
        const Reading &m_reading;
    };
} // namespace

QStringList publicCredentialKeys()
{
    return { QStringLiteral("tenant"), QStringLiteral("token_url"), QStringLiteral("client_id"),
        QStringLiteral("scope") };
}

bool takesCredentials(const QString &kind)
{
    return kind == QLatin1String("microsoft365") || kind == QLatin1String("json");
}

Shared<Domain::ClientCredentials> readCredentials(const Place &monitor, const Reading &reading)
{
    const YamlNode *node = monitor.find(u"auth");
    if (!node)
        return {};
    const Place auth(*node, monitor.about(u"auth"));
    const QString key = QStringLiteral("client_credentials");
    if (!reading.checker.checkMap(*node, auth.what(), { key }))
        return {};
    const YamlNode *credentials = auth.find(key);
    if (credentials)
        return CredentialsReader(Place(*credentials, auth.about(key)), reading).read();
    reading.checker.fault(*node, auth.what() + QStringLiteral(" is empty"),
        QStringLiteral("write {client_credentials: {tenant: …, client_id: …, client_secret: …}}"));
    return {};
}

QUrl graphHealthUrl()
{
    return QUrl(QStringLiteral(
        "https://graph.microsoft.com/v1.0/admin/serviceAnnouncement/healthOverviews?$expand=issues"));
}

} // namespace Wf::Config
