// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/telemetry.h"

#include <QByteArray>
#include <QString>

#include <prometheus/metric_family.h>

#include <initializer_list>
#include <sstream>

namespace Wf::Http {

struct Label {
    const char *name;
    QString value;
};
/// Made once for a thing and used for all that is told of it.
using Labels = std::vector<prometheus::ClientMetric::Label>;
[[nodiscard]] Labels labels(std::initializer_list<Label> list);
/// The same with one more.
[[nodiscard]] Labels withLabel(const Labels &labels, const Label &label);

using prometheus::MetricType;

/// Writes the Prometheus text format 0.0.4: a family, then everything of it, then the next family. One family at a
/// time is in memory twice, however long the whole is.
class Exposition {
public:
    Exposition();
    /// Stands there even when nothing of it follows: who looks for the name finds it.
    void begin(const char *name, MetricType type, const char *help);
    void add(const Labels &labels, double value);
    void add(const Labels &labels, quint64 value) { add(labels, static_cast<double>(value)); }
    void add(const Labels &labels, const Ports::Distribution &distribution);

    /// All of it; nothing may be added afterwards.
    [[nodiscard]] QByteArray text();

private:
    void flush();
    [[nodiscard]] prometheus::ClientMetric &metric(const Labels &labels);

    std::vector<prometheus::MetricFamily> m_family; ///< the one that is being written
    std::ostringstream m_stream;
};

} // namespace Wf::Http
