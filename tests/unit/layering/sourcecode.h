// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

/// One file of C++ as a checker wants it: the includes, and the code with nothing in it that only looks like code.
class SourceCode {
public:
    struct Include {
        int line = 0; ///< from 1
        QString name; ///< what stands between the quotes or brackets
        bool quoted = false;
    };

    explicit SourceCode(QString text);

    [[nodiscard]] const QString &text() const { return m_text; }
    /// The same text, the insides of comments, strings and characters blanked; offsets and lines are those of
    /// text().
    [[nodiscard]] const QString &code() const { return m_code; }
    [[nodiscard]] const QList<Include> &includes() const { return m_includes; }
    [[nodiscard]] int lineAt(qsizetype offset) const;

private:
    QString m_text;
    QString m_code;
    QList<Include> m_includes;
};
