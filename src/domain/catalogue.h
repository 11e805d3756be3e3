// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/secret.h"
#include "core/shared.h"
#include "core/time.h"
#include "domain/status.h"

#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace Wf::Domain {

struct CheckSpec;
struct ClientCredentials;
struct HeartbeatSpec;
struct PageRules;

enum class Origin : quint8 { File = 0, App = 1 };

/// Whether the first thing that is heard of a monitor is believed at once (a vendor's page does not fail by
/// chance) or confirmed like every other change (an own check may).
enum class FirstSight : quint8 { Believed = 0, Confirmed = 1 };

/// When a change is believed. Counted in consecutive successful polls of one monitor.
struct ConfirmPolicy {
    int down = 3; ///< polls that confirm a worsening (1…20)
    int up = 2; ///< polls that confirm an improvement (1…20)
    Millis dwell { 0 }; ///< a worsening must also have lasted this long
    int brokenAfter = 3; ///< consecutive failed polls after which the poller is broken (1…20)
    FirstSight first = FirstSight::Believed; ///< trouble at first sight; good news is always believed

    bool operator==(const ConfirmPolicy &) const = default;
};

/// Whether a monitor is asked at other times than its interval says.
enum class Pace : quint8 {
    Steady = 0, ///< never
    Eager = 1, ///< twice as often while something goes on
    Adaptive = 2, ///< the same, and half as often once all has been well for a day
};
/// "steady", "eager", "adaptive".
[[nodiscard]] QString word(Pace pace);
[[nodiscard]] std::optional<Pace> paceFromWord(QStringView word);

/// One way of knowing how a service is.
struct MonitorSpec {
    MonitorId id; ///< unique over the whole catalogue, stable over restarts
    ServiceId service;
    QString kind; ///< a vendor dialect ("statuspage"), a check ("http", "tcp", …), "heartbeat" or "manual"
    QString name; ///< for people, unique inside the service
    QUrl url; ///< what is asked; empty for manual, heartbeats, commands and domains
    QStringList components; ///< selectors: name, id, "Group / Name", "glob:…", "group:…"; empty = the whole page
    Millis interval { std::chrono::seconds { 60 } };
    Millis timeout { std::chrono::seconds { 10 } };
    Pace pace = Pace::Steady;
    ConfirmPolicy confirm;
    bool asked = true; ///< false: a kind that this version knows by name only: never asked, stays unknown
    Shared<PageRules> rules; ///< of kind "json": how the page is read
    Shared<ClientCredentials> credentials; ///< of a page that wants to know who asks
    Shared<CheckSpec> check; ///< of an active check
    Shared<HeartbeatSpec> heartbeat; ///< of a heartbeat: it tells, nobody asks

    [[nodiscard]] bool isManual() const { return kind == QLatin1String("manual"); }
    [[nodiscard]] bool isHeartbeat() const { return static_cast<bool>(heartbeat); }
    /// Someone has to be asked to know how it is: what nobody watched is then not covered.
    [[nodiscard]] bool isPolled() const { return !isManual() && !isHeartbeat(); }
    bool operator==(const MonitorSpec &) const;
};

/// What people care about.
struct Service {
    ServiceId id;
    QString displayName;
    QString category; ///< id of a Category
    Tier tier = Tier::Important;
    QString pollType; ///< S1's poll_type: the word in the file ("statuspage_json", "manual", …)
    QUrl statusPageUrl;
    QString owner;
    QUrl runbookUrl;
    std::optional<double> sloTarget; ///< per cent
    QStringList tags;
    Secret<QString> webhookOverride; ///< Slack incoming webhook of this service; empty = the global one
    Origin origin = Origin::File;
    /// How many monitors must agree before the service is said to be as bad as they say; nothing = the worst
    /// decides.
    std::optional<int> quorum;
    bool retired = false; ///< gone from the configuration: no longer asked, history kept
    std::vector<MonitorSpec> monitors; ///< at least one

    [[nodiscard]] bool isPolled() const; ///< at least one of its monitors is
    [[nodiscard]] bool isManual() const; ///< all of them are
    bool operator==(const Service &) const = default;
};

/// "When `upstream` fails, `downstream` feels it": edge of the dependency graph.
struct Dependency {
    ServiceId upstream;
    ServiceId downstream;
    QString impact; ///< what people of the downstream notice, a short clause
    EdgeSeverity severity = EdgeSeverity::High;

    bool operator==(const Dependency &) const = default;
};

struct Category {
    QString id;
    QString label;

    bool operator==(const Category &) const = default;
};

/// All that is watched. Immutable once built; shared between threads as shared_ptr<const Catalogue>.
struct Catalogue {
    std::vector<Category> categories; ///< in the order of the file
    std::vector<Service> services; ///< ids unique
    std::vector<Dependency> dependencies; ///< cycles and self-loops are legal

    [[nodiscard]] const Service *find(const ServiceId &id) const;
    /// The label of a category, or its id with a capital letter when the file does not name it.
    [[nodiscard]] QString categoryLabel(const QString &categoryId) const;
    bool operator==(const Catalogue &) const = default;
};

} // namespace Wf::Domain
