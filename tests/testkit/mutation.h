// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonValue>
#include <QRandomGenerator>

/// One thing in the value made wrong, wherever chance leads: gone, of another type, empty, huge, deeply nested,
/// many times over.
[[nodiscard]] QJsonValue mutated(const QJsonValue &value, QRandomGenerator &random);
/// The same of a text: cut, a piece twice or gone, other bytes, a key twice, a number that is none, deep nesting,
/// another encoding.
[[nodiscard]] QByteArray mutatedText(const QByteArray &text, QRandomGenerator &random);
/// The text in every encoding that a byte order mark tells.
[[nodiscard]] QList<QByteArray> inAllEncodings(const QByteArray &text);

/// A document and what is needed to make it wrong again and again.
class Mutator {
public:
    Mutator(QByteArray body, QRandomGenerator &random);

    /// One to three things wrong, in the values or in the text.
    [[nodiscard]] QByteArray any();
    /// Cut off somewhere.
    [[nodiscard]] QByteArray cutOff();
    /// About that large: the elements of one of its lists, or the entries of a feed, over and over, mostly under
    /// names of their own and long ones. The body itself where there is nothing to repeat.
    [[nodiscard]] QByteArray fattened(qsizetype bytes);
    /// Without these members at its top, and mostly with something else wrong, too; empty where it is no object,
    /// and where that makes another kind of document of it.
    [[nodiscard]] QByteArray without(const QStringList &keys);

    /// Whether nothing that is cut off can be a whole document: JSON or XML from the first character to the last.
    [[nodiscard]] bool isWholeOrNothing() const;

private:
    QByteArray m_body;
    QJsonDocument m_document; ///< null where the body is none
    QRandomGenerator &m_random;
};

/// Members at the top of a recorded page ("statuspage/zoom-summary") without all of which it says nothing: then it
/// must not read as well. None for lists, feeds and web pages.
[[nodiscard]] QStringList requiredKeysOf(const QString &label);

/// Bodies of about that size that are nothing but one thing over and over, and no status page.
[[nodiscard]] QByteArrayList massesOf(qsizetype bytes);
