// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/jsonpath.h"

#include <algorithm>

namespace Wf::Domain {

/// Walks a document along a path, within the limits of JsonPath. A value is Qt's QJsonValue, or another that knows
/// isArray(), isObject(), isUndefined(), toArray() and toObject(), and whose lists and objects give values when
/// one goes over them.
template <class Value> class JsonWalk {
public:
    [[nodiscard]] JsonMatchesOf<Value> along(const std::vector<JsonPath::Step> &steps, const Value &root)
    {
        std::vector<Value> here { root };
        for (const JsonPath::Step &step : steps) {
            std::vector<Value> next;
            for (const Value &value : here)
                descend(step, value, next, 0);
            here = std::move(next);
        }
        if (here.size() > kMostValues) {
            here.erase(here.begin() + kMostValues, here.end());
            m_complete = false;
        }
        return { std::move(here), m_complete };
    }

private:
    static constexpr int kMostVisited = 100'000;
    static constexpr qptrdiff kMostValues = 1000;
    static constexpr int kDeepest = 512;

    bool mayLook()
    {
        if (m_visited >= kMostVisited)
            m_complete = false;
        return m_visited++ < kMostVisited;
    }

    void descend(const JsonPath::Step &step, const Value &value, std::vector<Value> &out, int depth)
    {
        for (const JsonPath::Selector &selector : step.selectors)
            std::visit([&](const auto &each) { select(each, value, out); }, selector);
        if (!step.descend)
            return;
        if (depth >= kDeepest) {
            m_complete = false;
            return;
        }
        std::vector<Value> children;
        select(JsonPath::Wildcard {}, value, children);
        for (const Value &child : children) {
            if (child.isArray() || child.isObject())
                descend(step, child, out, depth + 1);
        }
    }

    void add(const Value &value, std::vector<Value> &out)
    {
        if (mayLook())
            out.push_back(value);
    }

    void select(const JsonPath::Name &name, const Value &value, std::vector<Value> &out)
    {
        if (!value.isObject())
            return;
        const Value found = value.toObject().value(name.value);
        if (!found.isUndefined())
            add(found, out);
    }

    void select(const JsonPath::Index &index, const Value &value, std::vector<Value> &out)
    {
        const auto array = value.toArray();
        const qsizetype at = index.value < 0 ? array.size() + index.value : index.value;
        if (at >= 0 && at < array.size())
            add(*std::ranges::next(array.begin(), at), out);
    }

    void select(JsonPath::Wildcard /*all*/, const Value &value, std::vector<Value> &out)
    {
        const auto addAll = [&](const auto &values) {
            for (auto it = values.begin(); it != values.end() && m_complete; ++it)
                add(*it, out);
        };
        addAll(value.toArray());
        addAll(value.toObject());
    }

    void select(const JsonPath::Slice &slice, const Value &value, std::vector<Value> &out)
    {
        const auto array = value.toArray();
        const std::vector<Value> values(array.begin(), array.end());
        const auto size = static_cast<qsizetype>(values.size());
        if (slice.step == 0 || size == 0)
            return;
        const auto bound = [size](qsizetype at, qsizetype low, qsizetype high) {
            return std::clamp(at < 0 ? at + size : at, low, high);
        };
        if (slice.step > 0) {
            const qsizetype to = bound(slice.to.value_or(size), 0, size);
            for (qsizetype i = bound(slice.from.value_or(0), 0, size); i < to; i += slice.step)
                add(values[static_cast<size_t>(i)], out);
            return;
        }
        const qsizetype to = slice.to ? bound(*slice.to, -1, size - 1) : -1;
        for (qsizetype i = bound(slice.from.value_or(size - 1), -1, size - 1); i > to; i += slice.step)
            add(values[static_cast<size_t>(i)], out);
    }

    int m_visited = 0;
    bool m_complete = true;
};

/// What the path finds in a document of any kind of values.
template <class Value> [[nodiscard]] JsonMatchesOf<Value> walk(const JsonPath &path, const Value &root)
{
    return JsonWalk<Value>().along(path.steps(), root);
}

} // namespace Wf::Domain
