// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/definitions.h"
#include "ports/results.h"

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

    /// Answers one sentence for each that can no longer be read: it stays stored and is not watched.
    [[nodiscard]] QStringList load(const std::vector<Ports::DefinitionRow> &stored);
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
    /// A check as it would be, for trying it: it belongs to no service and is not kept.
    [[nodiscard]] Result<Domain::MonitorSpec> read(const QJsonObject &definition) const;

private:
    struct Kept {
        Ports::DefinitionRow row;
        QJsonObject json;
        std::optional<Domain::Service> service; ///< nothing: cannot be read any more
    };
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
};

} // namespace Wf::Engine
