// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/incidentexport.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace Wf::Gui {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(IncidentExport)
    };
    constexpr int kResolution = 150;
    constexpr double kMargin = 18; ///< mm

    Result<void> notWritten(const QString &file, const QString &why)
    {
        return failure(ErrorCode::Io, Texts::tr("%1 could not be written: %2").arg(file, why));
    }

    void writePdf(QSaveFile &out, const QString &title, const QString &markdown)
    {
        QPdfWriter writer(&out);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Watchfloor"));
        writer.setResolution(kResolution);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter);
        QTextDocument document;
        document.setDefaultFont(QFont(QStringLiteral("Inter"), 10));
        document.setMarkdown(markdown,
            QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectCommonMark)
                | QTextDocument::MarkdownNoHTML);
        document.print(&writer);
    }
} // namespace

Result<void> writeDocument(const QString &file, const QString &title, const QString &markdown)
{
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return notWritten(file, out.errorString());
    if (QFileInfo(file).suffix().compare(QLatin1String("pdf"), Qt::CaseInsensitive) == 0)
        writePdf(out, title, markdown);
    else if (out.write(markdown.toUtf8()) < 0)
        return notWritten(file, out.errorString());
    return out.commit() ? Result<void>() : notWritten(file, out.errorString());
}

} // namespace Wf::Gui
