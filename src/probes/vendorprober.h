// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/prober.h"
#include "probes/tokenkeeper.h"
#include "vendors/registry.h"

#include <QObject>

#include <map>

namespace Wf::Probes {

/// Asks vendor status pages: one request a question, one reading of the body for each distinct selection of
/// components in it. What is wrong with one monitor's selection does not touch the others. Pages that tell
/// themselves in several documents are asked for these, too, once the first is there, within the same deadline.
/// Pages that want to know who asks are shown an access token.
class VendorProber final : public Ports::Prober {
public:
    VendorProber(Fetcher &fetcher, const Clock &clock);
    ~VendorProber() override;

    /// Cancelling the future gives the question up.
    [[nodiscard]] QFuture<std::vector<Domain::Observation>> ask(const Ports::Question &question) override;
    /// Its steps count as questions to their hosts: limits, breakers and Retry-After hold for them, too.
    [[nodiscard]] QFuture<Domain::Detection> detect(const QUrl &url, Millis timeout) override;
    [[nodiscard]] std::vector<Ports::BreakerRow> breakers() const override;
    void forgive() override { m_fetcher.forgive(); }

private:
    struct Asking;
    struct Search;
    struct Absence {
        Instant until {};
        QString detail; ///< for people
    };

    void getToken(quint64 id, Asking &asking, const Domain::ClientCredentials &credentials);
    void askPage(quint64 id, Asking &asking, const TokenKeeper::Token &token);
    void takePage(quint64 id, const Fetched &fetched);
    void askFurther(quint64 id, Asking &asking);
    [[nodiscard]] bool isAbsent(const QUrl &document, QString &why);
    void takeCompanion(quint64 id, size_t position, const Fetched &fetched);
    void finish(quint64 id, std::vector<Domain::Observation> all);
    [[nodiscard]] Millis timeLeft(const Asking &asking) const;
    [[nodiscard]] std::vector<Domain::Observation> observations(const Asking &asking) const;
    [[nodiscard]] static Domain::Observation read(
        const Asking &asking, const Domain::MonitorSpec &monitor, Instant now);

    Fetcher &m_fetcher;
    const Clock &m_clock;
    TokenKeeper m_tokens;
    std::map<quint64, std::unique_ptr<Asking>> m_asking;
    std::map<quint64, std::unique_ptr<Search>> m_searches;
    std::map<QUrl, Absence> m_absent; ///< further documents that pages do not have
    quint64 m_lastId = 0;
    QObject m_home; ///< last, so that nothing reaches us any more when the rest goes
};

} // namespace Wf::Probes
