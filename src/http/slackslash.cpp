// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/slackslash.h"

#include <QJsonArray>

#include <algorithm>

namespace Wf::Http {

namespace {
    using Rows = std::vector<const Ports::ServiceRow *>;

    const QString kCommand = QStringLiteral("/itstatus");
    constexpr qsizetype kLongestQuery = 100;
    constexpr size_t kMostNamed = 10;

    struct Face {
        QString emoji;
        QString label;
    };

    Face face(const Ports::ServiceRow &row)
    {
        switch (row.display()) {
        case Domain::Display::Operational:
            return { QStringLiteral("✅"), QStringLiteral("Operational") };
        case Domain::Display::Maintenance:
            return { QStringLiteral("🔧"), QStringLiteral("Under Maintenance") };
        case Domain::Display::Degraded:
            return { QStringLiteral("🟡"), QStringLiteral("Degraded") };
        case Domain::Display::PartialOutage:
            return { QStringLiteral("🟠"), QStringLiteral("Partial Outage") };
        case Domain::Display::MajorOutage:
            return { QStringLiteral("🔴"), QStringLiteral("Major Outage") };
        case Domain::Display::Blind:
        case Domain::Display::Unknown:
            break;
        }
        return { QStringLiteral("⚫"), QStringLiteral("Unknown") };
    }

    QJsonObject markdown(const QString &text)
    {
        return { { QStringLiteral("type"), QStringLiteral("mrkdwn") }, { QStringLiteral("text"), text } };
    }

    QJsonObject section(const QString &text)
    {
        return { { QStringLiteral("type"), QStringLiteral("section") },
            { QStringLiteral("text"), markdown(text) } };
    }

    QJsonObject context(const QString &text)
    {
        return { { QStringLiteral("type"), QStringLiteral("context") },
            { QStringLiteral("elements"), QJsonArray { markdown(text) } } };
    }

    QJsonObject header(const QString &text)
    {
        constexpr qsizetype kLongestHeader = 150;
        return { { QStringLiteral("type"), QStringLiteral("header") },
            { QStringLiteral("text"),
                QJsonObject { { QStringLiteral("type"), QStringLiteral("plain_text") },
                    { QStringLiteral("text"), text.left(kLongestHeader) } } } };
    }

    QJsonObject ephemeral(const QString &text, const QJsonArray &blocks)
    {
        return { { QStringLiteral("response_type"), QStringLiteral("ephemeral") },
            { QStringLiteral("text"), text }, { QStringLiteral("blocks"), blocks } };
    }

    QJsonObject sentence(const QString &text)
    {
        return ephemeral(text, { section(text) });
    }

    Rows byName(const Ports::Snapshot &world)
    {
        Rows rows;
        rows.reserve(world.services.size());
        for (const Ports::ServiceRow &row : world.services)
            rows.push_back(&row);
        std::ranges::sort(rows, [](const auto *a, const auto *b) {
            const int order = a->service.displayName.compare(b->service.displayName, Qt::CaseInsensitive);
            return order ? order < 0 : a->id() < b->id();
        });
        return rows;
    }

    QString names(const Rows &rows)
    {
        QStringList list;
        for (size_t i = 0; i < std::min(rows.size(), kMostNamed); ++i)
            list.append(slackText(rows[i]->service.displayName));
        const QString more =
            rows.size() > kMostNamed ? QStringLiteral(" and %1 more").arg(rows.size() - kMostNamed) : QString();
        return list.join(QStringLiteral(", ")) + more;
    }

    QJsonObject usage(const Ports::Snapshot &world)
    {
        const Rows rows = byName(world);
        QStringList ids;
        for (size_t i = 0; i < std::min(rows.size(), kMostNamed); ++i)
            ids.append(QStringLiteral("`%1`").arg(slackText(rows[i]->id().value)));
        const QString known =
            ids.isEmpty() ? QString() : QStringLiteral(" Services: %1.").arg(ids.join(QStringLiteral(", ")));
        return sentence(QStringLiteral("Usage: `%1 <service>` says how a service is, `%1` alone how all are.")
                            .arg(kCommand)
                            .replace(QStringLiteral("<service>"), QStringLiteral("&lt;service&gt;"))
            + known);
    }

    QString lineOf(const Ports::ServiceRow &row)
    {
        const Face shown = face(row);
        QString line =
            QStringLiteral("%1 *%2*: %3").arg(shown.emoji, slackText(row.service.displayName), shown.label);
        if (!row.state.detail.isEmpty())
            line += QStringLiteral(" – ") + slackText(row.state.detail.left(kLongestQuery));
        if (row.incident && row.incident->acknowledged)
            line += QStringLiteral(" (acknowledged by %1)").arg(slackText(row.incident->acknowledged->by));
        return line;
    }

    QJsonObject summary(const Ports::Snapshot &world)
    {
        QJsonArray blocks { section(slackText(world.summaryText)) };
        const auto problems = world.problems();
        QStringList lines;
        for (size_t i = 0; i < std::min(problems.size(), kMostNamed); ++i)
            lines.append(lineOf(*problems[i]));
        if (problems.size() > kMostNamed)
            lines.append(QStringLiteral("… and %1 more").arg(problems.size() - kMostNamed));
        if (!lines.isEmpty())
            blocks.append(section(lines.join(u'\n')));
        return ephemeral(slackText(world.summaryText), blocks);
    }

    bool same(const QString &a, const QString &b)
    {
        return a.compare(b, Qt::CaseInsensitive) == 0;
    }

    /// By id, else by name, else by a part of the name: the first way that finds any.
    Rows find(const Ports::Snapshot &world, const QString &query)
    {
        const Rows all = byName(world);
        const auto those = [&](auto matches) {
            Rows found;
            std::ranges::copy_if(all, std::back_inserter(found), matches);
            return found;
        };
        if (Rows found = those([&](const auto *row) { return same(row->id().value, query); }); !found.empty())
            return found;
        if (Rows found = those([&](const auto *row) { return same(row->service.displayName, query); });
            !found.empty())
            return found;
        return those(
            [&](const auto *row) { return row->service.displayName.contains(query, Qt::CaseInsensitive); });
    }

    QString category(const Ports::Snapshot &world, const Ports::ServiceRow &row)
    {
        const QString label =
            world.catalogue ? world.catalogue->categoryLabel(row.service.category) : row.service.category;
        return label.isEmpty() ? QStringLiteral("—") : slackText(label);
    }

    QString tierLabel(Domain::Tier tier)
    {
        QString label = Domain::word(tier);
        label[0] = label[0].toUpper();
        return label;
    }

    /// A link that cannot end early.
    QString link(const QUrl &url)
    {
        return QStringLiteral("<%1|Status page>")
            .arg(slackText(url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded)).replace(u'|', u"%7C"_qs));
    }

    QString remarks(const Ports::ServiceRow &row)
    {
        QStringList parts;
        if (row.service.statusPageUrl.isValid() && !row.service.statusPageUrl.isEmpty())
            parts.append(link(row.service.statusPageUrl));
        if (row.incident && row.incident->acknowledged)
            parts.append(QStringLiteral("Acknowledged by %1").arg(slackText(row.incident->acknowledged->by)));
        if (!row.explainedBy.isEmpty())
            parts.append(QStringLiteral("Explained by %1").arg(slackText(row.explainedBy)));
        return parts.join(QStringLiteral(" • "));
    }

    QJsonObject serviceAnswer(const Ports::Snapshot &world, const Ports::ServiceRow &row, Instant now)
    {
        const Face shown = face(row);
        const auto field = [](const char *name, const QString &value) {
            return markdown(QStringLiteral("*%1:*\n%2").arg(QLatin1String(name), value));
        };
        const QJsonArray fields { field("Status", shown.emoji + u' ' + shown.label),
            field("Category", category(world, row)), field("Last change", agoText(row.state.changedAt, now)),
            field("Tier", tierLabel(row.service.tier)) };
        QJsonArray blocks { header(shown.emoji + u' ' + row.service.displayName),
            QJsonObject {
                { QStringLiteral("type"), QStringLiteral("section") }, { QStringLiteral("fields"), fields } } };
        if (const QString text = remarks(row); !text.isEmpty())
            blocks.append(context(text));
        return ephemeral(QStringLiteral("%1: %2").arg(slackText(row.service.displayName), shown.label), blocks);
    }
} // namespace

QString slackText(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'&', QStringLiteral("&amp;"));
    escaped.replace(u'<', QStringLiteral("&lt;"));
    escaped.replace(u'>', QStringLiteral("&gt;"));
    return escaped;
}

QString agoText(const std::optional<Instant> &at, Instant now)
{
    if (!at)
        return QStringLiteral("—");
    const qint64 minutes = std::chrono::floor<std::chrono::minutes>(now - *at).count();
    if (minutes < 1)
        return QStringLiteral("just now");
    const auto ago = [](qint64 count, const char *unit) {
        return QStringLiteral("%1 %2%3 ago")
            .arg(QString::number(count), QLatin1String(unit), count == 1 ? QString() : QStringLiteral("s"));
    };
    if (minutes < 60)
        return ago(minutes, "minute");
    return minutes < 24 * 60 ? ago(minutes / 60, "hour") : ago(minutes / (24 * 60), "day");
}

QJsonObject slashAnswer(const Ports::Snapshot &world, const SlashCommand &command, Instant now)
{
    if (command.command != kCommand) {
        return sentence(
            QStringLiteral("Unknown slash command: `%1`").arg(slackText(command.command.left(kLongestQuery))));
    }
    const QString query = command.text.trimmed().left(kLongestQuery);
    if (query.isEmpty())
        return summary(world);
    const Rows found = find(world, query);
    if (found.size() == 1)
        return serviceAnswer(world, *found.front(), now);
    if (found.size() > 1) {
        return sentence(QStringLiteral("Multiple services match `%1`: %2. Please be more specific.")
                            .arg(slackText(query), names(found)));
    }
    if (same(query, QStringLiteral("help")))
        return usage(world);
    return sentence(QStringLiteral("No service matches `%1`. `%2 help` lists some that there are.")
                        .arg(slackText(query), kCommand));
}

} // namespace Wf::Http
