// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/fault.h"

#include <QByteArray>

#include <memory>

namespace Wf::Config {

struct YamlNode;
using YamlPtr = std::shared_ptr<const YamlNode>;

/// A parsed YAML value with its place in the file. Scalars keep the text as written: who reads them says what they
/// are. Aliases share the node of their anchor.
struct YamlNode {
    enum class Kind { Null, Scalar, Sequence, Map };
    struct Entry {
        QString key;
        int line = 0;
        int column = 0;
        YamlPtr value; ///< never null
    };

    Kind kind = Kind::Null;
    int line = 0;
    int column = 0;
    QString text; ///< of a scalar
    bool plain = false; ///< a scalar without quotes: "5" may mean a number, "true" a truth
    std::vector<YamlPtr> items; ///< of a sequence
    std::vector<Entry> entries; ///< of a map, in the order of the file, keys unique
    int weight = 1; ///< nodes below and itself, aliases counted each time

    /// The value of a key; null when it is absent or written as null.
    [[nodiscard]] const YamlNode *find(QStringView key) const;
};

constexpr qint64 kLargestYaml = 4 * 1024 * 1024;

/// Parses one document of at most 4 MiB, 64 levels and 1,000,000 nodes (aliases counted each time they are used).
/// Null after a fault that leaves nothing to read; duplicate keys are faults, too, but the first one is kept.
/// An empty document is a Null node. "<<" merges maps.
[[nodiscard]] YamlPtr parseYaml(const QByteArray &bytes, const QString &file, Faults &faults);

} // namespace Wf::Config
