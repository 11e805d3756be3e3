// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QLatin1String>
#include <QString>

#include <tl/expected.hpp>

#include <memory>

namespace Wf::Vendors {

class JsonArray;
class JsonObject;

/// One value of a JsonDocument, and where the next one stands. All values of a document lie in one row: a list or
/// an object is followed by what it holds, an object's members each by name and value.
struct JsonNode {
    enum class Kind : quint8 { Null, False, True, Integer, Double, String, Array, Object, Order };

    Kind kind = Kind::Null;
    quint32 size = 0; ///< bytes of a string, elements of a list, members of an object or of an order
    union {
        qint64 extent = 0; ///< of a list or an object: how many nodes it holds, those within its elements too
        qint64 integer;
        double real;
        const char *text; ///< UTF-8
        const quint32 *order; ///< the members of a large object by name: where each stands behind the object
    };
};

/// A value of a document, which has to live longer. Asked for what it is not, it gives what is empty.
class JsonValue {
public:
    JsonValue() = default; ///< undefined
    explicit JsonValue(const JsonNode *node)
        : m_node(node)
    {
    }

    [[nodiscard]] bool isUndefined() const { return !m_node; }
    [[nodiscard]] bool isNull() const { return is(JsonNode::Kind::Null); }
    [[nodiscard]] bool isTrue() const { return is(JsonNode::Kind::True); }
    [[nodiscard]] bool isFalse() const { return is(JsonNode::Kind::False); }
    [[nodiscard]] bool isBool() const { return isTrue() || isFalse(); }
    [[nodiscard]] bool isInteger() const { return is(JsonNode::Kind::Integer); }
    [[nodiscard]] bool isNumber() const { return isInteger() || is(JsonNode::Kind::Double); }
    [[nodiscard]] bool isString() const { return is(JsonNode::Kind::String); }
    [[nodiscard]] bool isArray() const { return is(JsonNode::Kind::Array); }
    [[nodiscard]] bool isObject() const { return is(JsonNode::Kind::Object); }

    [[nodiscard]] bool toBool(bool otherwise = false) const { return isBool() ? isTrue() : otherwise; }
    /// Of an integer; numbers with a fraction or beyond 64 bits are none.
    [[nodiscard]] qint64 toInteger(qint64 otherwise = 0) const
    {
        return isInteger() ? m_node->integer : otherwise;
    }
    [[nodiscard]] double toDouble(double otherwise = 0) const;
    [[nodiscard]] QString toString() const;
    [[nodiscard]] JsonArray toArray() const;
    [[nodiscard]] JsonObject toObject() const;

private:
    [[nodiscard]] bool is(JsonNode::Kind kind) const { return m_node && m_node->kind == kind; }

    const JsonNode *m_node = nullptr;
};

/// Goes over the elements of a list, or over the members of an object.
class JsonIterator {
public:
    using difference_type = qptrdiff;
    using value_type = JsonValue;

    JsonIterator() = default;
    JsonIterator(const JsonNode *name, const JsonNode *value)
        : m_name(name)
        , m_value(value)
    {
    }

    [[nodiscard]] JsonValue operator*() const { return JsonValue(m_value); }
    [[nodiscard]] JsonValue value() const { return JsonValue(m_value); }
    /// Of a member.
    [[nodiscard]] QString key() const { return JsonValue(m_name).toString(); }
    JsonIterator &operator++();
    JsonIterator operator++(int)
    {
        const JsonIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const JsonIterator &other) const { return m_value == other.m_value; }

private:
    const JsonNode *m_name = nullptr; ///< null: of a list
    const JsonNode *m_value = nullptr;
};

/// A list of a document, which has to live longer.
class JsonArray {
public:
    JsonArray() = default;
    explicit JsonArray(const JsonNode *node)
        : m_node(node)
    {
    }

    [[nodiscard]] qsizetype size() const { return m_node ? m_node->size : 0; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] JsonIterator begin() const;
    [[nodiscard]] JsonIterator end() const;
    /// Undefined when there is none. Goes over all that stand before it.
    [[nodiscard]] JsonValue last() const;

private:
    const JsonNode *m_node = nullptr;
};

/// An object of a document, which has to live longer. Members come in the document's order; of several with one
/// name the last is found, as other readers have it.
class JsonObject {
public:
    JsonObject() = default;
    explicit JsonObject(const JsonNode *node)
        : m_node(node)
    {
    }

    /// This object, and for members that it does not have the other one; that one has to live longer, too.
    [[nodiscard]] JsonObject orElse(const JsonObject *other) const;

    /// Undefined where there is no such member.
    [[nodiscard]] JsonValue value(QLatin1String key) const;
    [[nodiscard]] JsonValue value(const QString &key) const;
    [[nodiscard]] bool contains(QLatin1String key) const { return !value(key).isUndefined(); }
    /// Of its own members, without those of the other object, as are the following.
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] qsizetype size() const { return m_node ? m_node->size : 0; }
    [[nodiscard]] JsonIterator begin() const;
    [[nodiscard]] JsonIterator end() const;

private:
    const JsonNode *m_node = nullptr;
    const JsonObject *m_other = nullptr;
};

/// What is wrong with a text that is no JSON document.
struct JsonFault {
    enum class Kind : quint8 { Broken, TooDeep };

    Kind kind = Kind::Broken;
    QString what {}; ///< of a broken one: "at byte 17: the JSON document has an improper structure"
};

/// How deep lists and objects may lie in each other. Real pages come to about a dozen levels.
inline constexpr int kDeepestJson = 128;

/// A JSON text, read. QJsonDocument takes five times as long, and ten times the memory for small values.
class JsonDocument {
public:
    /// The text is UTF-8; its root has to be an object or a list. Half a pair of surrogates is a replacement
    /// character: vendors cut texts in the middle of an emoji.
    [[nodiscard]] static tl::expected<JsonDocument, JsonFault> parse(QByteArray text);

    JsonDocument(const JsonDocument &) = delete;
    JsonDocument &operator=(const JsonDocument &) = delete;
    JsonDocument(JsonDocument &&) noexcept;
    JsonDocument &operator=(JsonDocument &&) noexcept;
    ~JsonDocument();

    [[nodiscard]] JsonValue root() const;
    [[nodiscard]] JsonObject object() const { return root().toObject(); }
    [[nodiscard]] JsonArray array() const { return root().toArray(); }

private:
    struct Store;
    explicit JsonDocument(std::unique_ptr<Store> store);

    std::unique_ptr<Store> m_store;
};

/// What reading a text needs at its most, in bytes, told before: from its length and its commas, colons and
/// brackets.
[[nodiscard]] qsizetype jsonMemory(QByteArrayView text);

} // namespace Wf::Vendors
