// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/letter.h"

#include <QStringList>

namespace Wf::Notify {

/// A mail address, with the name of who it belongs to.
struct MailAddress {
    QString name {};
    QString address {}; ///< "alerts@example.com"
};
/// "alerts@example.com" or "Alerts <alerts@example.com>". The error is one sentence.
[[nodiscard]] Result<MailAddress> readAddress(const QString &text);
/// Separated by commas; at least one.
[[nodiscard]] Result<std::vector<MailAddress>> readAddresses(const QString &text);

/// A mail of two alternatives, ready for the encodings of a mail client. Headers are one ASCII line each; what is
/// outside ASCII is in RFC 2047's words.
struct MailText {
    std::vector<std::pair<QByteArray, QByteArray>> headers {};
    QByteArray messageId {}; ///< "<…@example.com>"
    QByteArray text {}; ///< UTF-8, lines end with CR LF
    QByteArray html {};
};
/// Answers in the thread of the letter when it has one. The same letter always gets the same Message-ID, so that
/// a repetition can be told.
[[nodiscard]] MailText mailText(
    const Domain::Letter &letter, const MailAddress &from, const std::vector<MailAddress> &to);
[[nodiscard]] QString mailSubject(const Domain::Letter &letter);
/// The dark card as one HTML document; every value is escaped.
[[nodiscard]] QString mailHtml(const Domain::Letter &letter);
/// RFC 2047: as it is when it is short ASCII, else encoded words of at most 75 characters, folded.
[[nodiscard]] QByteArray encodedHeader(const QString &text);

} // namespace Wf::Notify
