// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/alertpolicy.h"
#include "domain/catalogue.h"

namespace Wf::Config {

/// Which keys a matcher has: that of a maintenance asks neither for a status nor for the time of day.
enum class MatcherKeys : quint8 { All, OfServices };

/// Reads `match:`, `except:`, `during:` and `quiet:`. Categories are checked against the catalogue, where there is
/// one; services that it does not know are warnings, for they may be defined in the program.
class MatcherReader {
public:
    MatcherReader(Checker &checker, QStringList &warnings, const Domain::Catalogue *catalogue)
        : m_checker(checker)
        , m_warnings(warnings)
        , m_catalogue(catalogue)
    {
    }

    [[nodiscard]] Domain::AlertMatcher readMatcher(const YamlNode &node, const QString &what, MatcherKeys keys);
    /// days, from, to and zone; `more` may stand beside them.
    [[nodiscard]] Domain::WeekTimes readTimes(const YamlNode &node, const QString &what, const QStringList &more);
    /// An IANA zone; UTC after a fault.
    [[nodiscard]] QByteArray readZone(const YamlNode &node, const QString &what);

private:
    void readLists(const Place &place, Domain::AlertMatcher &matcher);
    void readStatuses(const Place &place, Domain::AlertMatcher &matcher);
    void checkService(const YamlNode &node, const QString &what, const QString &pattern);
    void checkCategory(const YamlNode &node, const QString &what, const QString &category);
    [[nodiscard]] QString readKind(const YamlNode &node, const QString &what, const QString &written);
    [[nodiscard]] quint8 readDays(const YamlNode &node, const QString &what);
    [[nodiscard]] int readMinute(const Place &place, const QString &key);

    Checker &m_checker;
    QStringList &m_warnings;
    const Domain::Catalogue *m_catalogue;
};

} // namespace Wf::Config
