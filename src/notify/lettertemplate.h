// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "notify/httpsending.h"
#include "notify/lettervalues.h"

namespace Wf::Notify {

/// Fills the templates of a definition with the letters of one channel. What a value holds can break nothing: JSON
/// is filled value by value and written afterwards, forms and addresses are percent-encoded, headers lose their
/// control characters.
class LetterTemplate {
public:
    /// `now` goes into the signature.
    LetterTemplate(const Domain::ChannelDefinition &definition, const Domain::Channel &channel, Instant now);

    /// Nothing: the definition says that nothing is sent for this letter. The error says what cannot be filled.
    /// A body beyond the channel's limit is filled again with shorter texts.
    [[nodiscard]] Result<std::optional<HttpCall>> fill(const Domain::Letter &letter) const;

private:
    [[nodiscard]] Result<HttpCall> call(const Domain::ChannelRequest &request, const TemplateValues &values) const;
    [[nodiscard]] Result<QUrl> address(const QString &written, const TemplateValues &values) const;
    void sign(HttpCall &call) const;

    const Domain::ChannelDefinition &m_definition;
    const Domain::Channel &m_channel;
    TemplateValues m_parameters;
    Instant m_now;
};

/// Which of the definition's requests tells this letter; see ChannelDefinition::requests. Good news without a
/// request of their own kind go as "over". One whose url names the {thread} is for an incident that the receiver
/// knows: of another it is told as of a new one, or nothing where that is over. Null: nothing is sent.
[[nodiscard]] const Domain::ChannelRequest *requestFor(
    const Domain::ChannelDefinition &definition, const Domain::Letter &letter);
/// "t=TIMESTAMP,v1=HEX": HMAC-SHA256 of "TIMESTAMP.BODY".
[[nodiscard]] QByteArray signature(const QByteArray &body, const QString &secret, Instant at);

} // namespace Wf::Notify
