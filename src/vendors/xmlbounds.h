// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace Wf::Vendors {

/// What a feed may have. Qt keeps every open element, compares each attribute of an element with all others, and
/// needs several times the memory of a text that has no end.
inline constexpr qsizetype kMostTags = 100'000;
inline constexpr qsizetype kDeepestXml = 128;
inline constexpr qsizetype kMostAttributes = 100; ///< of one tag
inline constexpr qsizetype kLongestXmlText = qsizetype { 1024 } * 1024; ///< bytes between two tags, and of a tag

/// Whether the text has no more than that of each, and declares no entities, which make much of little; told in
/// one pass over its tags, before it is parsed. Text that is no XML may be either.
[[nodiscard]] bool isWithinBounds(QByteArrayView xml);

} // namespace Wf::Vendors
