// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/jsondocument.h"

#include <simdjson.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <vector>

namespace Wf::Vendors {

namespace {

    using Kind = JsonNode::Kind;
    namespace ondemand = simdjson::ondemand;

    /// Objects with more members are looked up in by an order of their names: a page may have thousands in one.
    constexpr quint32 kFewMembers = 16;
    /// What simdjson sets aside for each byte of a text: four for an index, 5/3 for strings; and one for the text.
    constexpr qsizetype kBytesPerThreeBytes = 20;

    const JsonNode *behind(const JsonNode *node)
    {
        const bool holds = node->kind == Kind::Array || node->kind == Kind::Object;
        return node + 1 + (holds ? node->extent : 0);
    }

    std::string_view textOf(const JsonNode *node)
    {
        return { node->text, node->size };
    }

    bool hasOrder(const JsonNode *object)
    {
        return object->size > kFewMembers;
    }

    const JsonNode *findInOrder(const JsonNode *object, std::string_view key)
    {
        const JsonNode *last = object + object->extent;
        const std::span order(last->order, last->size);
        const auto nameAt = [&](quint32 at) { return textOf(object + at); };
        const auto next = std::ranges::upper_bound(order, key, std::ranges::less(), nameAt);
        const bool isThere = next != order.begin() && nameAt(*(next - 1)) == key;
        return isThere ? object + *(next - 1) + 1 : nullptr;
    }

    const JsonNode *findMember(const JsonNode *object, std::string_view key)
    {
        if (hasOrder(object))
            return findInOrder(object, key);
        const JsonNode *found = nullptr;
        const JsonNode *name = object + 1;
        for (quint32 i = 0; i < object->size; ++i) {
            if (textOf(name) == key)
                found = name + 1;
            name = behind(name + 1);
        }
        return found;
    }

    /// How often any of these stands in the text, strings included. Counts in bytes, block by block, so that the
    /// compiler can take many characters at once.
    qsizetype countOf(QByteArrayView text)
    {
        constexpr qsizetype kBlock = 255;
        constexpr char kCase = 0x20; // what '[' and '{' differ by
        qsizetype count = 0;
        for (qsizetype from = 0; from < text.size(); from += kBlock) {
            quint8 inBlock = 0;
            for (const char c : text.sliced(from, std::min(kBlock, text.size() - from)))
                inBlock = static_cast<quint8>(inBlock + (c == ',' || c == ':' || (c | kCase) == '{' ? 1 : 0));
            count += inBlock;
        }
        return count;
    }

    /// At most: behind each sign comes a value or a name, and one order in 2 * kFewMembers of these.
    qsizetype nodesOf(qsizetype signs)
    {
        return 2 + signs + signs / (2 * kFewMembers);
    }

    /// "at byte 17: The JSON document has an improper structure", without the library's advice behind it.
    QString describe(simdjson::error_code bad, qptrdiff at)
    {
        const QString what = QString::fromUtf8(simdjson::error_message(bad)).section(u':', 0, 0);
        return at < 0 ? what : QStringLiteral("at byte %1: %2").arg(at).arg(what);
    }

    bool isHex(QByteArrayView four)
    {
        return std::ranges::all_of(four, [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
    }

    /// The unit of UTF-16 that "\uD83D" at that place means; nothing where there is no such escape.
    std::optional<char16_t> escapedUnit(QByteArrayView text, qsizetype at)
    {
        constexpr qsizetype kLength = 6;
        if (at + kLength > text.size() || text[at] != '\\' || text[at + 1] != 'u'
            || !isHex(text.sliced(at + 2, 4)))
            return std::nullopt;
        return static_cast<char16_t>(text.sliced(at + 2, 4).toUShort(nullptr, 16));
    }

    /// Halves of pairs become replacement characters. Tells whether there were any.
    bool mendSurrogates(QByteArray &text)
    {
        bool mended = false;
        for (qsizetype at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
            const auto unit = escapedUnit(text, at);
            if (!unit) {
                at += 2;
            } else if (!QChar::isSurrogate(*unit)) {
                at += 6;
            } else if (const auto next = escapedUnit(text, at + 6);
                       QChar::isHighSurrogate(*unit) && next && QChar::isLowSurrogate(*next)) {
                at += 12;
            } else {
                text.replace(at + 2, 4, "FFFD");
                mended = true;
                at += 6;
            }
        }
        return mended;
    }

} // namespace

struct JsonDocument::Store {
    ondemand::parser parser; ///< holds the strings
    std::vector<JsonNode> nodes;
    std::vector<std::unique_ptr<quint32[]>> orders;

    struct Outcome {
        simdjson::error_code bad;
        qptrdiff at; ///< about where; -1: it is not known
    };
    Outcome read(const QByteArray &text);
    simdjson::error_code addRoot(ondemand::document &document);
    simdjson::error_code add(ondemand::value value, int depth);
    simdjson::error_code addNumber(ondemand::value value);
    simdjson::error_code addElements(ondemand::value value, int depth);
    simdjson::error_code addMembers(ondemand::value value, int depth);
    void addString(std::string_view text);
    void addOrder(size_t object);
};

void JsonDocument::Store::addString(std::string_view text)
{
    JsonNode &node = nodes.emplace_back();
    node.kind = Kind::String;
    node.size = static_cast<quint32>(text.size());
    node.text = text.data();
}

/// An integer of more than 64 bits is a double like any number with a fraction.
simdjson::error_code JsonDocument::Store::addNumber(ondemand::value value)
{
    JsonNode &node = nodes.emplace_back();
    const auto integer = value.get_int64();
    if (!integer.error()) {
        node.kind = Kind::Integer;
        node.integer = integer.value_unsafe();
        return simdjson::SUCCESS;
    }
    node.kind = Kind::Double;
    return value.get_double().get(node.real);
}

simdjson::error_code JsonDocument::Store::addElements(ondemand::value value, int depth)
{
    const size_t at = nodes.size();
    nodes.emplace_back().kind = Kind::Array;
    ondemand::array array;
    if (const auto bad = value.get_array().get(array))
        return bad;
    quint32 count = 0;
    for (auto each : array) {
        ondemand::value element;
        if (const auto bad = each.get(element))
            return bad;
        if (const auto bad = add(element, depth))
            return bad;
        ++count;
    }
    nodes[at].size = count;
    nodes[at].extent = static_cast<qint64>(nodes.size() - at - 1);
    return simdjson::SUCCESS;
}

simdjson::error_code JsonDocument::Store::addMembers(ondemand::value value, int depth)
{
    const size_t at = nodes.size();
    nodes.emplace_back().kind = Kind::Object;
    ondemand::object object;
    if (const auto bad = value.get_object().get(object))
        return bad;
    quint32 count = 0;
    for (auto each : object) {
        ondemand::field member;
        if (const auto bad = std::move(each).get(member))
            return bad;
        std::string_view name;
        if (const auto bad = member.unescaped_key().get(name))
            return bad;
        addString(name);
        if (const auto bad = add(member.value(), depth))
            return bad;
        ++count;
    }
    nodes[at].size = count;
    nodes[at].extent = static_cast<qint64>(nodes.size() - at - 1);
    if (hasOrder(&nodes[at]))
        addOrder(at);
    return simdjson::SUCCESS;
}

void JsonDocument::Store::addOrder(size_t object)
{
    const quint32 count = nodes[object].size;
    quint32 *order = orders.emplace_back(std::make_unique<quint32[]>(count)).get();
    const JsonNode *first = &nodes[object];
    const JsonNode *name = first + 1;
    for (quint32 i = 0; i < count; ++i) {
        order[i] = static_cast<quint32>(name - first);
        name = behind(name + 1);
    }
    std::ranges::stable_sort(
        order, order + count, std::ranges::less(), [&](quint32 at) { return textOf(first + at); });
    JsonNode &node = nodes.emplace_back();
    node.kind = Kind::Order;
    node.size = count;
    node.order = order;
    ++nodes[object].extent;
}

simdjson::error_code JsonDocument::Store::add(ondemand::value value, int depth)
{
    ondemand::json_type type {};
    if (const auto bad = value.type().get(type))
        return bad;
    switch (type) {
    case ondemand::json_type::array:
        return depth < kDeepestJson ? addElements(value, depth + 1) : simdjson::DEPTH_ERROR;
    case ondemand::json_type::object:
        return depth < kDeepestJson ? addMembers(value, depth + 1) : simdjson::DEPTH_ERROR;
    case ondemand::json_type::number:
        return addNumber(value);
    case ondemand::json_type::string: {
        std::string_view text;
        const auto bad = value.get_string().get(text);
        addString(text);
        return bad;
    }
    case ondemand::json_type::boolean: {
        bool flag = false;
        const auto bad = value.get_bool().get(flag);
        nodes.emplace_back().kind = flag ? Kind::True : Kind::False;
        return bad;
    }
    case ondemand::json_type::null:
        break;
    }
    nodes.emplace_back();
    bool null = false;
    const auto bad = value.is_null().get(null);
    return bad ? bad : null ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
}

simdjson::error_code JsonDocument::Store::addRoot(ondemand::document &document)
{
    ondemand::value root;
    if (const auto bad = document.get_value().get(root))
        return bad;
    if (const auto bad = add(root, 0))
        return bad;
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::TAPE_ERROR;
}

JsonDocument::Store::Outcome JsonDocument::Store::read(const QByteArray &text)
{
    nodes.clear();
    orders.clear();
    nodes.reserve(static_cast<size_t>(nodesOf(countOf(text))));
    const auto size = static_cast<size_t>(text.size());
    const simdjson::padded_string_view padded(text.constData(), size, size + simdjson::SIMDJSON_PADDING);
    ondemand::document document;
    if (const auto bad = parser.iterate(padded).get(document))
        return { bad, -1 };
    const auto bad = addRoot(document);
    const char *at = nullptr;
    const bool isTold = bad && !document.current_location().get(at);
    return { bad, isTold ? at - text.constData() : -1 };
}

tl::expected<JsonDocument, JsonFault> JsonDocument::parse(QByteArray text)
{
    text.reserve(text.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
    auto store = std::make_unique<Store>();
    auto outcome = store->read(text);
    if (outcome.bad == simdjson::STRING_ERROR && mendSurrogates(text))
        outcome = store->read(text);
    if (outcome.bad == simdjson::DEPTH_ERROR)
        return tl::unexpected(JsonFault { JsonFault::Kind::TooDeep });
    if (outcome.bad)
        return tl::unexpected(JsonFault { JsonFault::Kind::Broken, describe(outcome.bad, outcome.at) });
    return JsonDocument(std::move(store));
}

JsonDocument::JsonDocument(std::unique_ptr<Store> store)
    : m_store(std::move(store))
{
}

JsonDocument::JsonDocument(JsonDocument &&) noexcept = default;
JsonDocument &JsonDocument::operator=(JsonDocument &&) noexcept = default;
JsonDocument::~JsonDocument() = default;

JsonValue JsonDocument::root() const
{
    return JsonValue(m_store->nodes.data());
}

qsizetype jsonMemory(QByteArrayView text)
{
    const qsizetype signs = countOf(text);
    return text.size() * kBytesPerThreeBytes / 3 + nodesOf(signs) * static_cast<qsizetype>(sizeof(JsonNode))
        + signs / 2 * static_cast<qsizetype>(sizeof(quint32)); // orders: half of the nodes may be names
}

double JsonValue::toDouble(double otherwise) const
{
    if (is(Kind::Double))
        return m_node->real;
    return isInteger() ? static_cast<double>(m_node->integer) : otherwise;
}

QString JsonValue::toString() const
{
    return isString() ? QString::fromUtf8(m_node->text, static_cast<qsizetype>(m_node->size)) : QString();
}

JsonArray JsonValue::toArray() const
{
    return isArray() ? JsonArray(m_node) : JsonArray();
}

JsonObject JsonValue::toObject() const
{
    return isObject() ? JsonObject(m_node) : JsonObject();
}

JsonIterator &JsonIterator::operator++()
{
    const JsonNode *next = behind(m_value);
    m_name = m_name ? next : nullptr;
    m_value = m_name ? next + 1 : next;
    return *this;
}

JsonIterator JsonArray::begin() const
{
    return { nullptr, m_node ? m_node + 1 : nullptr };
}

JsonIterator JsonArray::end() const
{
    return { nullptr, m_node ? m_node + 1 + m_node->extent : nullptr };
}

JsonValue JsonArray::last() const
{
    if (isEmpty())
        return {};
    const JsonNode *last = m_node + 1;
    for (quint32 i = 1; i < m_node->size; ++i)
        last = behind(last);
    return JsonValue(last);
}

JsonObject JsonObject::orElse(const JsonObject *other) const
{
    JsonObject both = *this;
    both.m_other = other;
    return both;
}

JsonValue JsonObject::value(QLatin1String key) const
{
    const std::string_view name(key.data(), static_cast<size_t>(key.size()));
    if (const JsonNode *found = m_node ? findMember(m_node, name) : nullptr)
        return JsonValue(found);
    return m_other ? m_other->value(key) : JsonValue();
}

JsonValue JsonObject::value(const QString &key) const
{
    const QByteArray name = key.toUtf8();
    return value(QLatin1String(name));
}

/// The value of the first member stands behind its name; the end's behind the name that would come next.
JsonIterator JsonObject::begin() const
{
    return { m_node ? m_node + 1 : nullptr, m_node ? m_node + 2 : nullptr };
}

JsonIterator JsonObject::end() const
{
    const qint64 order = m_node && hasOrder(m_node) ? 1 : 0;
    return { nullptr, m_node ? m_node + 2 + m_node->extent - order : nullptr };
}

} // namespace Wf::Vendors
