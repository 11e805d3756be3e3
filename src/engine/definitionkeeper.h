// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/definitions.h"
#include "ports/store.h"

#include <QSet>

#include <map>
#include <memory>

namespace Wf::Engine {

/// The services that are defined in the program, beside those of the files. Keeps what was written, as it was
/// written; what it means is read by the same rules as a file. Nothing here is stored: each change says what has
/// to be.
class DefinitionKeeper {
public:
    /// `reader` may be null: then nothing can be defined here.
    explicit DefinitionKeeper(const Ports::DefinitionReader *reader)
        : m_reader(reader)
    {
    }

    /// What the store remembers. What can no longer be read stays stored and is not watched.
    void load(const Ports::StoredWorld &stored);
    /// The rules may have changed, and what they refer to: what can be read now is watched anew, what cannot is
    /// watched as it was.
    void readAgain();
    /// One sentence for each that is not watched.
    [[nodiscard]] QStringList unreadable() const;
    /// Their monitors: they did not leave.
    [[nodiscard]] QSet<MonitorId> unreadableMonitors() const;
    void setFiles(std::shared_ptr<const Domain::Catalogue> files) { m_files = std::move(files); }
    /// Everything that is to be watched: the files' services and these. A file wins where both name a service.
    [[nodiscard]] std::shared_ptr<const Domain::Catalogue> catalogue() const;

    /// What a change comes to: to be stored, then adopted.
    struct Change {
        MonitorId monitor;
        std::optional<Ports::DefinitionRow> stored;
        QString dropped; ///< id of the definition that goes
    };
    [[nodiscard]] Result<Change> create(const QJsonObject &definition, Instant now);
    [[nodiscard]] Result<Change> change(const MonitorId &monitor, const QJsonObject &change, Instant now);
    [[nodiscard]] Result<Change> remove(const MonitorId &monitor, Instant now);
    /// The keys of the monitor and of its service together, as create() takes them, without literal secrets.
    [[nodiscard]] Result<QJsonObject> definition(const MonitorId &monitor) const;
    /// All of them as the text of a services.yaml; Unavailable without a reader.
    [[nodiscard]] Result<QString> yaml() const;
    /// A check as it would be, for trying it: it belongs to no service and is not kept. With the "id" of one that
    /// is defined here, as that one would be after this change.
    [[nodiscard]] Result<Domain::MonitorSpec> read(const QJsonObject &definition) const;

private:
    struct Kept {
        Ports::DefinitionRow row;
        QJsonObject json;
        std::optional<Domain::Service> service; ///< nothing: cannot be read any more
        QString fault; ///< why
    };
    [[nodiscard]] Result<void> checkUuids(const QString &id, const Domain::Service &service) const;
    [[nodiscard]] Result<Domain::Service> readService(const QJsonObject &json) const;
    [[nodiscard]] Result<Change> keep(
        const QString &id, const QJsonObject &json, const MonitorId &monitor, Instant now);
    [[nodiscard]] Result<QString> serviceFor(const QJsonObject &definition) const;
    [[nodiscard]] QString freshService(const QString &name) const;
    [[nodiscard]] QString freshMonitor(const QString &service, const QString &kind) const;
    [[nodiscard]] Result<QString> ownerOf(const MonitorId &monitor) const;

    const Ports::DefinitionReader *m_reader;
    std::shared_ptr<const Domain::Catalogue> m_files = std::make_shared<Domain::Catalogue>();
    std::map<QString, Kept> m_kept; ///< by id of the service
    QSet<MonitorId> m_given; ///< ids that belonged to monitors: their results are not another one's
};

} // namespace Wf::Engine
