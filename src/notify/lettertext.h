// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/letter.h"

namespace Wf::Notify {

/// What a letter says in words for people, without any channel's markup. One line each; outside text has no
/// control characters.
struct LetterFact {
    QString label; ///< "Probable cause"
    QString value;
    QUrl link {}; ///< where the value is a web address
};

/// "GitHub: Major Outage", "GitHub: recovered after 0:12:34", "3 alerts, the worst: …": one line.
[[nodiscard]] QString headline(const Domain::Letter &letter);
/// The status's, or one that tells what kind of notice it is.
[[nodiscard]] QString emoji(const Domain::Letter &letter);
/// What people read first: impact, or what the notice means; may have several lines.
[[nodiscard]] QString statement(const Domain::Letter &letter);
/// The rest, in the order in which it is of use; what is not known is left out.
[[nodiscard]] std::vector<LetterFact> facts(const Domain::Letter &letter);
/// Something is over, or well again.
[[nodiscard]] bool isGoodNews(const Domain::Letter &letter);
/// "first", "worse", … of an incident's letter, else the word of its kind.
[[nodiscard]] QString eventWord(const Domain::Letter &letter);
/// From its beginning to its end, or to now: "1 day, 2:03:04"; "unknown" when it is not known since when.
[[nodiscard]] QString lastedWords(const Domain::Letter &letter);
/// "2026-04-24 10:00:00 UTC", "never"; empty when the letter is about no heartbeat.
[[nodiscard]] QString lastPingWords(const Domain::Letter &letter);
/// "A, B and 3 more"
[[nodiscard]] QString listed(const QStringList &names, qsizetype most);

/// Without: for channels that show the headline in a place of its own.
enum class Headline : quint8 { Without, With };
/// All of it as text of several lines; of a digest one paragraph a letter, at most `kPartsShown`.
[[nodiscard]] QString plainText(const Domain::Letter &letter, Headline headline);
/// The same in Markdown as most chats read it; outside text can neither format nor mention.
[[nodiscard]] QString markdownText(const Domain::Letter &letter, Headline headline);
/// The same as HTML with <b>, <br> and <a> alone.
[[nodiscard]] QString htmlText(const Domain::Letter &letter, Headline headline);
[[nodiscard]] QString markdownEscaped(const QString &text);

constexpr std::size_t kPartsShown = 40;

} // namespace Wf::Notify
