// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/fetcher.h"
#include "vendors/detect.h"

namespace Wf::Probes {

/// Finds out what kind of status page an address is: asks one place after the other, at most Vendors::kMostVisits,
/// each with the redirects that the fetcher follows, all of it within one deadline. Destroying it gives up, and
/// then `done` is not called; otherwise it is called once, as the last act.
class Detector final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Domain::Detection)>;

    Detector(Fetcher &fetcher, const Clock &clock, QUrl page);

    void start(Millis timeout, Done done);

private:
    void next();
    void ask(const QUrl &url);
    void take(const QUrl &url, const Fetched &fetched);
    void conclude();

    Fetcher &m_fetcher;
    const Clock &m_clock;
    const QUrl m_page;
    Done m_done;
    std::vector<Vendors::Visit> m_visits;
    QUrl m_asking; ///< the visit under way
    FetchTicket m_ticket;
    QTimer m_deadline;
};

} // namespace Wf::Probes
