// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/exposition.h"

#include <array>
#include <charconv>
#include <cmath>

namespace Wf::Http {

namespace {
    constexpr std::array kTypes { "counter", "gauge", "histogram", "untyped" };
    constexpr qsizetype kChunk = 64 * 1024;

    void appendLabel(QByteArray &text, const Label &label)
    {
        if (!text.isEmpty())
            text += ',';
        text += label.name;
        text += "=\"";
        for (const char c : label.value.toUtf8()) {
            if (c == '\n')
                text += "\\n";
            else if (c == '"' || c == '\\')
                text += '\\', text += c;
            else
                text += c;
        }
        text += '"';
    }

    /// Digits as people write them: 1000000, 0.25, never 1e+06.
    template <class Number, class... Format> void appendDigits(QByteArray &text, Number value, Format... format)
    {
        std::array<char, 400> digits {};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, format...);
        text.append(digits.data(), end.ptr - digits.data());
    }

    QByteArray digits(double value)
    {
        QByteArray text;
        appendDigits(text, value, std::chars_format::fixed);
        return text;
    }
} // namespace

QByteArray labels(std::initializer_list<Label> list)
{
    QByteArray text;
    for (const Label &label : list)
        appendLabel(text, label);
    return text;
}

QByteArray withLabel(const QByteArray &labels, const Label &label)
{
    QByteArray text;
    text.reserve(labels.size() + label.value.size() + 32);
    text += labels;
    appendLabel(text, label);
    return text;
}

void Exposition::begin(const char *name, MetricType type, const char *help)
{
    m_name = name;
    m_text +=
        "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + kTypes[static_cast<size_t>(type)] + '\n';
}

void Exposition::beginLine(const char *suffix, const QByteArray &labels, QByteArrayView bound)
{
    if (m_text.capacity() - m_text.size() < kChunk)
        m_text.reserve(2 * m_text.size() + 2 * kChunk);
    m_text += m_name;
    m_text += suffix;
    if (labels.isEmpty() && bound.isEmpty()) {
        m_text += ' ';
        return;
    }
    m_text += '{';
    m_text += labels;
    if (!bound.isEmpty()) {
        m_text += labels.isEmpty() ? "le=\"" : ",le=\"";
        m_text += bound;
        m_text += '"';
    }
    m_text += "} ";
}

void Exposition::number(double value)
{
    if (std::isfinite(value))
        appendDigits(m_text, value, std::chars_format::fixed);
    else
        m_text += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    m_text += '\n';
}

void Exposition::add(const QByteArray &labels, double value)
{
    beginLine("", labels);
    number(value);
}

void Exposition::add(const QByteArray &labels, quint64 value)
{
    beginLine("", labels);
    appendDigits(m_text, value);
    m_text += '\n';
}

void Exposition::add(const QByteArray &labels, const Ports::Distribution &distribution)
{
    quint64 cumulative = 0;
    const auto bucket = [&](size_t position, const QByteArray &bound) {
        cumulative += position < distribution.counts.size() ? distribution.counts[position] : 0;
        beginLine("_bucket", labels, bound);
        appendDigits(m_text, cumulative);
        m_text += '\n';
    };
    for (size_t i = 0; i < distribution.bounds.size(); ++i)
        bucket(i, digits(distribution.bounds[i]));
    bucket(distribution.bounds.size(), QByteArrayLiteral("+Inf"));
    beginLine("_sum", labels);
    number(distribution.sum);
    beginLine("_count", labels);
    appendDigits(m_text, cumulative);
    m_text += '\n';
}

} // namespace Wf::Http
