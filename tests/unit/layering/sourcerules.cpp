// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "sourcerules.h"

#include "sourcecode.h"

#include <QDirIterator>
#include <QRegularExpression>

namespace {

QString at(const QString &path, int line, const QString &what)
{
    return path % u':' % QString::number(line) % u": " % what;
}

/// "src/engine/scheduler.cpp" is in the room "engine"; a file outside src is in none.
QString roomOf(const QString &path)
{
    return path.startsWith(u"src/") ? path.section(u'/', 1, 1) : QString();
}

/// Faces speak to people; every other room sends meaning.
bool speaksToPeople(const QString &room)
{
    return room == u"models" || room == u"gui" || room == u"apps";
}

struct Ban {
    QRegularExpression pattern;
    QString what;
};

QStringList banFaults(const QString &path, const SourceCode &source, const QString &where, const Ban &ban)
{
    QStringList faults;
    for (auto found = ban.pattern.globalMatch(where); found.hasNext();)
        faults += at(path, source.lineAt(found.next().capturedStart()), ban.what);
    return faults;
}

const Ban &bareLog()
{
    static const Ban ban { QRegularExpression(QStringLiteral("\\bq(Debug|Info|Warning|Critical)\\s*\\(")),
        QStringLiteral("logs without a category (use qCDebug, qCInfo, qCWarning or qCCritical)") };
    return ban;
}

const Ban &translation()
{
    static const Ban ban { QRegularExpression(
                               QStringLiteral("\\b(tr|QT_TR_NOOP|QCoreApplication::translate)\\s*\\(")),
        QStringLiteral("translates below the faces (send meaning; models, gui and apps choose the words)") };
    return ban;
}

const Ban &wallClock()
{
    static const Ban ban {
        QRegularExpression(
            QStringLiteral("\\b(currentDateTime|currentDateTimeUtc|currentMSecsSinceEpoch|currentSecsSinceEpoch"
                           "|QDate::currentDate|QTime::currentTime|gettimeofday|clock_gettime|std::time)\\s*\\("
                           "|\\b(system_clock|utc_clock|high_resolution_clock)::now\\b")),
        QStringLiteral("reads the wall clock (take the time as an argument, or a Clock by reference)")
    };
    return ban;
}

const Ban &machinePath()
{
    // Not part of a longer path or an address: example.com/work/ is somebody else's.
    static const Ban ban { QRegularExpression(QStringLiteral("(?<![\\w.}/-])/(work|root|home/\\w+|Users/\\w+)/")),
        QStringLiteral("names a folder of one machine (take it as an argument or from QStandardPaths)") };
    return ban;
}

QStringList headerFaults(const QString &path, const QString &text)
{
    const QString head = text.section(u'\n', 0, 3);
    if (head.contains(u"SPDX-FileCopyrightText: ") && head.contains(u"SPDX-License-Identifier: MIT"))
        return {};
    return { at(path, 1, QStringLiteral("has no SPDX header (copy the first two lines of another file)")) };
}

/// Third-party headers that few rooms keep behind their own types.
const QHash<QString, QStringList> &tenants()
{
    static const QHash<QString, QStringList> rooms { { QStringLiteral("yaml-cpp"), { QStringLiteral("config") } },
        { QStringLiteral("qt6keychain"), { QStringLiteral("secrets") } },
        { QStringLiteral("ares.h"), { QStringLiteral("probes") } },
        { QStringLiteral("curl"), { QStringLiteral("notify"), QStringLiteral("probes") } } };
    return rooms;
}

} // namespace

QtHeaders installedQtHeaders(const QString &includeFolder)
{
    QtHeaders headers;
    const QStringList modules = QDir(includeFolder).entryList({ QStringLiteral("Qt*") }, QDir::Dirs);
    for (const QString &module : modules) {
        const QStringList names = QDir(includeFolder % u'/' % module).entryList(QDir::Files);
        for (const QString &name : names)
            headers[name].append(module.mid(2));
    }
    return headers;
}

SourceRules::SourceRules(LayerTable table, QtHeaders qtHeaders)
    : m_table(std::move(table))
    , m_qtHeaders(std::move(qtHeaders))
{
}

QStringList SourceRules::faults(const QString &path, const QString &text) const
{
    const SourceCode source(text);
    QStringList faults = headerFaults(path, text);
    const QString room = roomOf(path);
    faults += banFaults(path, source, source.text(), machinePath());
    if (room.isEmpty())
        return faults;
    faults += includeFaults(path, room, source);
    if (!path.startsWith(u"src/core/logging."))
        faults += banFaults(path, source, source.code(), bareLog());
    if (path != u"src/core/clock.cpp")
        faults += banFaults(path, source, source.code(), wallClock());
    if (!speaksToPeople(room))
        faults += banFaults(path, source, source.code(), translation());
    return faults;
}

QStringList SourceRules::includeFaults(const QString &path, const QString &room, const SourceCode &source) const
{
    if (room == u"apps") // may link everything
        return {};
    if (!m_table.rooms.contains(room))
        return { at(path, 1, QStringLiteral("is in no room; the rooms are: ") % m_table.rooms.join(u' ')) };
    QStringList faults;
    for (const SourceCode::Include &include : source.includes()) {
        const QString fault = include.quoted ? quotedFault(room, include.name) : bracketFault(room, include.name);
        if (!fault.isEmpty())
            faults += at(path, include.line, fault);
    }
    return faults;
}

QString SourceRules::quotedFault(const QString &room, const QString &name) const
{
    if (name.startsWith(u"ui_") || name.contains(u"/ui_"))
        return room == u"gui" ? QString()
                              : QStringLiteral("includes the form \"%1\" (forms belong to gui)").arg(name);
    if (!name.contains(u'/'))
        return name.endsWith(u".moc")
            ? QString()
            : QStringLiteral("includes \"%1\" (write it from src, as \"%2/%1\")").arg(name, room);
    const QString other = name.section(u'/', 0, 0);
    if (other == room || m_table.may.value(room).contains(other))
        return {};
    return QStringLiteral("includes \"%1\", but %2 may use only: %3")
        .arg(name, room, m_table.may.value(room).join(u' '));
}

QString SourceRules::bracketFault(const QString &room, const QString &name) const
{
    const QStringList owners = tenants().value(name.section(u'/', 0, 0).toLower());
    if (!owners.isEmpty() && !owners.contains(room))
        return QStringLiteral("includes <%1>, which only %2 may").arg(name, owners.join(u" and "));
    return owners.isEmpty() ? qtFault(room, name) : QString();
}

QString SourceRules::qtFault(const QString &room, const QString &name) const
{
    static const QRegularExpression moduleHeader(QStringLiteral("^Qt([A-Z]\\w*)/"));
    const QRegularExpressionMatch match = moduleHeader.match(name);
    const QStringList modules = match.hasMatch() ? QStringList { match.captured(1) } : m_qtHeaders.value(name);
    const QStringList allowed = m_table.qt.value(room);
    for (const QString &module : modules) {
        if (allowed.contains(module))
            return {};
    }
    if (modules.isEmpty())
        return {};
    return QStringLiteral("includes <%1> of Qt %2, but %3 may use only: %4")
        .arg(name, modules.join(u'/'), room, allowed.join(u' '));
}
