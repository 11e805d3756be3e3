// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/detect.h"

#include "vendors/registry.h"
#include "vendors/textdecoding.h"
#include "vendors/wellknown.h"

#include <algorithm>

namespace Wf::Vendors {

using Domain::Detection;

namespace {

    constexpr qsizetype kUlidLength = 26;
    constexpr QLatin1String kStatuspage("statuspage");
    constexpr QLatin1String kIncidentIo("incidentio");

    struct Recognised {
        const Visit *visit = nullptr;
        const Dialect *dialect = nullptr;
    };

    bool isUlid(const QString &id)
    {
        return id.size() == kUlidLength && std::ranges::all_of(id, [](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z');
        });
    }

    /// incident.io answers at Statuspage's addresses in Statuspage's shape; only the page's id tells.
    bool isIncidentIo(const QByteArray &body)
    {
        const auto root = readObject(body);
        return root
            && isUlid(
                root->object().value(QLatin1String("page")).toObject().value(QLatin1String("id")).toString());
    }

    /// All that may be tried; the platforms with the most particular shape and the most pages first. Rules are a
    /// person's, so that nothing is recognised by them.
    QStringList kindsToTry()
    {
        QStringList kinds { kStatuspage, kIncidentIo, QStringLiteral("instatus"), QStringLiteral("betterstack"),
            QStringLiteral("statusio"), QStringLiteral("cstate") };
        for (const QString &kind : dialectKinds()) {
            if (!kinds.contains(kind) && kind != QLatin1String("json") && kind != QLatin1String("rss"))
                kinds.append(kind);
        }
        return kinds << QStringLiteral("rss");
    }

    const Dialect *dialectOf(const QByteArray &body, Instant now)
    {
        const auto reads = [&](const Dialect *dialect) { return dialect && dialect->read({ body, {}, now }); };
        if (isIncidentIo(body)) {
            if (const Dialect *native = findDialect(QString(kIncidentIo)); reads(native))
                return native;
        }
        for (const QString &kind : kindsToTry()) {
            if (const Dialect *dialect = findDialect(kind); reads(dialect))
                return dialect;
        }
        return nullptr;
    }

    Recognised recognise(std::span<const Visit> visits, Instant now)
    {
        for (const Visit &visit : visits) {
            const auto *dialect = visit.body.isEmpty() ? nullptr : dialectOf(visit.body, now);
            if (dialect)
                return { &visit, dialect };
        }
        return {};
    }

    bool isHtml(const QByteArray &body)
    {
        return toUtf8(body).trimmed().startsWith('<');
    }

    /// Where the page lives: the last host that a redirect led to.
    QUrl homeOf(const QUrl &page, std::span<const Visit> visits)
    {
        QUrl home = page;
        for (const Visit &visit : visits) {
            if (visit.asked.host() == page.host() && visit.at.isValid() && !visit.at.host().isEmpty())
                home = visit.asked == page ? visit.at : sibling(visit.at, page.path());
        }
        return home;
    }

    std::vector<QUrl> placesInOrder(const QUrl &page, std::span<const Visit> visits)
    {
        std::vector<QUrl> places = placesOfVendor(page);
        if (looksLikeDocument(page))
            places.push_back(page);
        std::ranges::copy(placesOfHost(page), std::back_inserter(places));
        const QUrl home = homeOf(page, visits);
        places.push_back(sibling(page, QStringLiteral("/api/v2/summary.json")));
        places.push_back(page);
        for (const Visit &visit : visits) {
            if (isHtml(visit.body))
                std::ranges::copy(placesNamedIn(visit.body, home), std::back_inserter(places));
        }
        places.push_back(sibling(home, QStringLiteral("/summary.json")));
        places.push_back(sibling(home, QStringLiteral("/index.json")));
        return places;
    }

    QString outcomeOf(const Visit &visit, const Recognised &found)
    {
        if (found.visit == &visit)
            return QStringLiteral("is read as %1").arg(platformName(QString(found.dialect->kind)));
        if (!visit.trouble.isEmpty())
            return visit.trouble;
        if (isHtml(visit.body))
            return QStringLiteral("answers with a web page or a document that is no status page");
        return QStringLiteral("answers with something that is no status page");
    }

    QString foundSentence(const QUrl &page, const Detection &detection, const QUrl &asked)
    {
        const QString platform = platformName(detection.kind);
        if (!detection.movedTo.isEmpty())
            return QStringLiteral("%1 moved to %2, which is a page of %3.")
                .arg(page.host(), detection.movedTo.host(), platform);
        const bool statuspages = asked.path() == QLatin1String("/api/v2/summary.json");
        if (detection.kind == kIncidentIo && statuspages)
            return QStringLiteral("%1 answers at the address of a Statuspage, but is a page of incident.io.")
                .arg(page.host());
        return QStringLiteral("%1 is a page of %2.").arg(page.host(), platform);
    }

    QString nothingSentence(const QUrl &page, std::span<const Visit> visits)
    {
        const auto answered = [](const Visit &visit) { return visit.httpStatus > 0; };
        if (!visits.empty() && std::ranges::none_of(visits, answered))
            return QStringLiteral("Nothing can be said about %1: %2").arg(page.host(), visits.front().trouble);
        if (std::ranges::any_of(visits, [](const Visit &visit) { return visit.httpStatus == 401; }))
            return QStringLiteral("%1 asks for a login: a private or closed status page cannot be watched.")
                .arg(page.host());
        return QStringLiteral(
            "%1 has no data at the places where status pages have it. Look for a link to JSON or "
            "RSS on the page, or write a monitor of kind 'json' with rules of your own.")
            .arg(page.host());
    }

} // namespace

std::optional<QUrl> nextAddress(const QUrl &page, std::span<const Visit> visits, Instant now)
{
    if (visits.size() >= kMostVisits || recognise(visits, now).visit)
        return std::nullopt;
    // A host that gave no answer at all gives none at another path either.
    const auto isSettled = [&](const QUrl &place) {
        return std::ranges::any_of(visits, [&](const Visit &visit) {
            return visit.asked == place || visit.at == place
                || (visit.httpStatus == 0 && visit.asked.authority() == place.authority());
        });
    };
    const auto places = placesInOrder(page, visits);
    const auto next = std::ranges::find_if_not(places, isSettled);
    return next == places.end() ? std::nullopt : std::optional(*next);
}

Detection conclude(const QUrl &page, std::span<const Visit> visits, Instant now)
{
    Detection detection;
    const Recognised found = recognise(visits, now);
    for (const Visit &visit : visits)
        detection.steps.push_back({ visit.asked, outcomeOf(visit, found) });
    if (!found.visit) {
        detection.sentence = nothingSentence(page, visits);
        detection.now = Domain::failedObservation(
            {}, now, Domain::Failure::Parse, QStringLiteral("not recognised"), detection.sentence);
        return detection;
    }
    const QUrl at = found.visit->at.isEmpty() ? found.visit->asked : found.visit->at;
    detection.kind = found.dialect->kind;
    detection.url = at;
    if (at.host() != found.visit->asked.host())
        detection.movedTo = sibling(at, QStringLiteral("/"));
    detection.now = parse(*found.dialect, { found.visit->body, {}, now });
    detection.name = detection.now.pageName;
    detection.sentence = foundSentence(page, detection, found.visit->asked);
    return detection;
}

} // namespace Wf::Vendors
