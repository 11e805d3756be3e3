// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "domain/observation.h"
#include "engine/world.h"
#include "ports/store.h"

namespace Wf::Bench {

/// Where the made-up vendors are: service i asks server i modulo their number, each with a path of its own.
struct Sites {
    std::vector<QUrl> servers { QUrl(QStringLiteral("http://127.0.0.1:1")) };
};

/// A company of that many services with one polled monitor each; every tenth is an upstream of four others.
[[nodiscard]] std::shared_ptr<const Domain::Catalogue> makeCompany(
    int services, Millis interval, const Sites &sites = {});
/// The same as configuration files in `folder`.
void writeConfiguration(const Domain::Catalogue &company, const QString &folder);

/// Ninety days before `now` as a store would have been told them: some eight stretches a service, their events,
/// the present states. Needs no network; the same every time.
[[nodiscard]] Ports::CommitBatch ninetyDays(const Domain::Catalogue &company, Instant now);

/// What the vendor of service `number` says: an incident names itself and three components.
[[nodiscard]] Domain::Observation observe(
    const Domain::MonitorSpec &monitor, size_t number, Domain::Status status, Instant at);

/// A public status page of some 8 kB, every fiftieth of 130 kB; `edition` changes a time in it, nothing else.
[[nodiscard]] QByteArray statusPage(int number, int edition);

/// The engine's world with that company and its ninety days.
void furnish(Engine::World &world, std::shared_ptr<const Domain::Catalogue> company, Instant now);

} // namespace Wf::Bench
