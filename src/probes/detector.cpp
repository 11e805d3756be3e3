// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/detector.h"

#include <algorithm>

namespace Wf::Probes {

namespace {
    /// One slow place must not use up the time of the others.
    constexpr Millis kVisitTime { Seconds { 8 } };

    /// People's pages are asked for as a browser would; some platforms answer with JSON only when it is wanted.
    QByteArray acceptFor(const QUrl &url, const QUrl &page)
    {
        return url == page ? QByteArrayLiteral("text/html, application/json;q=0.9, */*;q=0.5")
                           : QByteArrayLiteral("application/json, application/xml;q=0.9, */*;q=0.5");
    }

    QUrl withoutFragment(QUrl url)
    {
        url.setFragment({});
        if (url.path().isEmpty())
            url.setPath(QStringLiteral("/"));
        return url;
    }
} // namespace

Detector::Detector(Fetcher &fetcher, const Clock &clock, QUrl page)
    : m_fetcher(fetcher)
    , m_clock(clock)
    , m_page(withoutFragment(std::move(page)))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_ticket = {};
        m_visits.push_back({ m_asking, {}, 0, {}, QStringLiteral("did not answer in time") });
        conclude();
    });
}

void Detector::start(Millis timeout, Done done)
{
    m_done = std::move(done);
    m_deadline.start(timeout);
    next();
}

void Detector::next()
{
    if (const auto url = Vendors::nextAddress(m_page, m_visits, m_clock.now()))
        ask(*url);
    else
        conclude();
}

void Detector::ask(const QUrl &url)
{
    m_asking = url;
    const Millis left { std::max(m_deadline.remainingTime(), 1) };
    m_ticket = m_fetcher.fetch({ url, std::min(left, kVisitTime), acceptFor(url, m_page) },
        [this, url](const Fetched &fetched) { take(url, fetched); });
}

void Detector::take(const QUrl &url, const Fetched &fetched)
{
    if (fetched) {
        m_visits.push_back({ url, fetched->at, fetched->httpStatus, fetched->body, {} });
        m_fetcher.forget(url); // nobody asks here again unless a monitor does, and that one begins anew
    } else {
        m_visits.push_back({ url, {}, fetched.error().httpStatus, {}, fetched.error().detail });
    }
    next();
}

void Detector::conclude()
{
    m_deadline.stop();
    const Done done = std::exchange(m_done, nullptr);
    done(Vendors::conclude(m_page, m_visits, m_clock.now()));
}

} // namespace Wf::Probes
