// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace Wf::Config {

/// One thing that is wrong in the configuration. Never carries the value of a secret.
struct Fault {
    QString file; ///< path of the file, or "environment", or "command line"
    int line = 0; ///< 1-based; 0 = the file as a whole
    int column = 0; ///< 1-based
    QString message; ///< what is wrong
    QString hint; ///< what to write instead
    QString missing {}; ///< the key that should stand below this place; empty when something is there and wrong

    /// "FILE:LINE:COLUMN: what is wrong (what to write instead)"; without a line "FILE: …".
    [[nodiscard]] QString text() const;
    bool operator==(const Fault &) const = default;
};

/// Gathers faults while a configuration is read; keeps the first 200, so that a hopeless file stays readable.
class Faults {
public:
    static constexpr std::size_t kMost = 200;

    void add(Fault fault);
    [[nodiscard]] bool isEmpty() const { return m_faults.empty(); }
    /// By file, line and column.
    [[nodiscard]] std::vector<Fault> sorted() const;

private:
    std::vector<Fault> m_faults;
};

/// The known word that `word` was probably meant to be; empty when none is near.
[[nodiscard]] QString nearest(const QString &word, const QStringList &known);
/// "what: key", for naming a value in a sentence
[[nodiscard]] QString part(const QString &what, QStringView key);
/// "a, b or c"
[[nodiscard]] QString alternatives(const QStringList &words);
/// "did you mean 'x'?" where one is near, else "write a, b or c".
[[nodiscard]] QString wordHint(const QString &word, const QStringList &known);
/// Outside text as it may stand in a message: one line, at most 60 characters.
[[nodiscard]] QString quoted(const QString &text);

} // namespace Wf::Config
