// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/telemetry.h"

#include <QByteArray>
#include <QString>

#include <initializer_list>

namespace Wf::Http {

/// Labels as they stand between the braces: `monitor_id="site",status="success"`. Made once for a thing and used
/// for all that is told of it.
struct Label {
    const char *name;
    QString value;
};
[[nodiscard]] QByteArray labels(std::initializer_list<Label> list);
/// The same with one more.
[[nodiscard]] QByteArray withLabel(const QByteArray &labels, const Label &label);

enum class MetricType : quint8 { Counter, Gauge, Histogram, Untyped };

/// Writes the Prometheus text format 0.0.4: a family, then everything of it, then the next family.
class Exposition {
public:
    /// Stands there even when nothing of it follows: who looks for the name finds it.
    void begin(const char *name, MetricType type, const char *help);
    void add(const QByteArray &labels, double value);
    void add(const QByteArray &labels, quint64 value);
    void add(const QByteArray &labels, const Ports::Distribution &distribution);

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void beginLine(const char *suffix, const QByteArray &labels, QByteArrayView bound = {});
    void number(double value);

    QByteArray m_text;
    QByteArray m_name;
};

} // namespace Wf::Http
