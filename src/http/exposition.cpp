// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/exposition.h"

#include <prometheus/text_serializer.h>

#include <limits>

namespace Wf::Http {

namespace {
    prometheus::ClientMetric::Label plain(const Label &label)
    {
        return { label.name, label.value.toStdString() };
    }
} // namespace

Labels labels(std::initializer_list<Label> list)
{
    Labels result;
    result.reserve(list.size());
    for (const Label &label : list)
        result.push_back(plain(label));
    return result;
}

Labels withLabel(const Labels &labels, const Label &label)
{
    Labels result = labels;
    result.push_back(plain(label));
    return result;
}

Exposition::Exposition()
{
    m_stream.imbue(std::locale::classic());
}

void Exposition::begin(const char *name, MetricType type, const char *help)
{
    flush();
    m_family.push_back({ name, help, type, {} });
}

void Exposition::flush()
{
    prometheus::TextSerializer().Serialize(m_stream, m_family);
    m_family.clear();
}

prometheus::ClientMetric &Exposition::metric(const Labels &labels)
{
    prometheus::ClientMetric &metric = m_family.back().metric.emplace_back();
    metric.label = labels;
    return metric;
}

void Exposition::add(const Labels &labels, double value)
{
    prometheus::ClientMetric &one = metric(labels);
    if (m_family.back().type == MetricType::Counter)
        one.counter.value = value;
    else if (m_family.back().type == MetricType::Gauge)
        one.gauge.value = value;
    else
        one.untyped.value = value;
}

void Exposition::add(const Labels &labels, const Ports::Distribution &distribution)
{
    prometheus::ClientMetric::Histogram &histogram = metric(labels).histogram;
    const auto &counts = distribution.counts;
    const size_t bounds = distribution.bounds.size();
    histogram.bucket.reserve(bounds + 1);
    for (size_t i = 0; i <= bounds; ++i) {
        histogram.sample_count += i < counts.size() ? counts[i] : 0;
        histogram.bucket.push_back({ histogram.sample_count,
            i < bounds ? distribution.bounds[i] : std::numeric_limits<double>::infinity() });
    }
    histogram.sample_sum = distribution.sum;
}

QByteArray Exposition::text()
{
    flush();
    return QByteArray::fromStdString(m_stream.str());
}

} // namespace Wf::Http
