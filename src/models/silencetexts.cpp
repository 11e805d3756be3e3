// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/silencetexts.h"

#include "models/scheduletexts.h"
#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(SilenceTexts)
    };

    Scope serviceScope(const Ports::ServiceRow &row)
    {
        Scope scope { row.service.displayName, {} };
        scope.match.services = { row.id().value };
        return scope;
    }

    Scope categoryScope(const QString &id, const Domain::Catalogue *catalogue)
    {
        Scope scope { Texts::tr("all of %1").arg(catalogue ? catalogue->categoryLabel(id) : id), {} };
        scope.match.categories = { id };
        return scope;
    }

    Scope tagScope(const QString &tag)
    {
        Scope scope { Texts::tr("all that is tagged %1").arg(tag), {} };
        scope.match.tags = { tag };
        return scope;
    }

    std::vector<Scope> scopesAround(const Ports::Snapshot &snapshot, const Ports::ServiceRow &row)
    {
        std::vector<Scope> scopes { serviceScope(row) };
        if (!row.service.category.isEmpty())
            scopes.push_back(categoryScope(row.service.category, snapshot.catalogue.get()));
        for (const QString &tag : row.service.tags)
            scopes.push_back(tagScope(tag));
        return scopes;
    }

    QString listed(const QStringList &words)
    {
        return words.size() < 2
            ? words.join(QString())
            : Texts::tr("%1 and %2").arg(words.mid(0, words.size() - 1).join(u", "), words.back());
    }
} // namespace

std::vector<Scope> scopesOf(const Ports::Snapshot &snapshot, const std::optional<ServiceId> &service)
{
    if (const Ports::ServiceRow *row = service ? snapshot.find(*service) : nullptr)
        return scopesAround(snapshot, *row);
    std::vector<Scope> scopes;
    QStringList categories;
    QStringList tags;
    for (const Ports::ServiceRow &row : snapshot.services) {
        scopes.push_back(serviceScope(row));
        if (!row.service.category.isEmpty() && !categories.contains(row.service.category))
            categories.append(row.service.category);
        tags += row.service.tags;
    }
    std::ranges::stable_sort(
        scopes, [](const Scope &a, const Scope &b) { return a.text.compare(b.text, Qt::CaseInsensitive) < 0; });
    tags.removeDuplicates();
    tags.sort(Qt::CaseInsensitive);
    for (const QString &category : categories)
        scopes.push_back(categoryScope(category, snapshot.catalogue.get()));
    for (const QString &tag : tags)
        scopes.push_back(tagScope(tag));
    scopes.push_back({ Texts::tr("everything"), {} });
    return scopes;
}

QString matcherText(const Domain::AlertMatcher &match, const Domain::Catalogue *catalogue)
{
    QStringList services;
    for (const QString &id : match.services) {
        const Domain::Service *known = catalogue ? catalogue->find(ServiceId(id)) : nullptr;
        services << (known ? known->displayName : id);
    }
    QStringList categories;
    for (const QString &id : match.categories)
        categories << (catalogue ? catalogue->categoryLabel(id) : id);
    QStringList tiers;
    for (const Domain::Tier tier : match.tiers)
        tiers << label(tier).toLower();
    QStringList statuses;
    for (const Domain::Status status : match.statuses)
        statuses << label(status).toLower();
    QStringList parts;
    const auto add = [&parts](const QStringList &words, const QString &text) {
        if (!words.isEmpty())
            parts << text.arg(listed(words));
    };
    add(services, QStringLiteral("%1"));
    add(categories, Texts::tr("all of %1"));
    add(tiers, Texts::tr("%1 tier"));
    add(match.tags, Texts::tr("tagged %1"));
    add(match.kinds, Texts::tr("seen by %1"));
    add(statuses, Texts::tr("when %1"));
    if (match.during)
        parts << Texts::tr("at some times of the week");
    return parts.isEmpty() ? Texts::tr("everything") : parts.join(QStringLiteral(", "));
}

namespace {

    QString windowText(const Domain::Window &window, Instant now)
    {
        return window.from <= now
            ? Texts::tr("until %1, %2 left").arg(moment(window.until, now), span(window.until - now))
            : Texts::tr("%1 to %2").arg(moment(window.from, now), moment(window.until, window.from));
    }

    void activeFirst(std::vector<QuietLine> &lines)
    {
        std::ranges::stable_sort(
            lines, [](const QuietLine &a, const QuietLine &b) { return a.active > b.active; });
    }
} // namespace

std::vector<QuietLine> silenceLines(const Ports::Snapshot &snapshot, Instant now)
{
    std::vector<QuietLine> lines;
    for (const Domain::Silence &silence : snapshot.silences) {
        if (silence.endedAt || silence.until <= now)
            continue;
        lines.push_back({ silence.id, matcherText(silence.match, snapshot.catalogue.get()),
            windowText({ silence.from, silence.until }, now),
            Texts::tr("%1: %2").arg(silence.author, silence.reason.simplified()), silence.isActive(now) });
    }
    activeFirst(lines);
    return lines;
}

std::vector<QuietLine> planLines(const Ports::Snapshot &snapshot, Instant now)
{
    std::vector<QuietLine> lines;
    for (const Domain::MaintenancePlan &plan : snapshot.plans) {
        const std::optional<Domain::Window> window = Domain::windowOf(plan, now);
        if (!window || plan.endedAt)
            continue;
        QString when = windowText(*window, now);
        if (plan.schedule)
            when += QStringLiteral(" · ") + scheduleText(*plan.schedule);
        QString why = plan.title.simplified();
        if (!plan.author.isEmpty())
            why = Texts::tr("%1 (%2)").arg(why, plan.author);
        lines.push_back({ plan.origin == Domain::Origin::App ? plan.id : 0,
            matcherText(plan.match, snapshot.catalogue.get()), when, why, Domain::isActive(plan, now) });
    }
    activeFirst(lines);
    return lines;
}

} // namespace Wf::Models
