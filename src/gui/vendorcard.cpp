// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/vendorcard.h"

#include "core/answer.h"
#include "models/vendortexts.h"
#include "models/words.h"

namespace Wf::Gui {

namespace {
    constexpr size_t kLines = 8;
    constexpr Millis kFresh = std::chrono::minutes { 5 };

    std::vector<Row> rowsOf(const std::vector<Models::VendorLine> &lines, Instant now)
    {
        std::vector<Row> rows;
        rows.reserve(lines.size());
        for (const Models::VendorLine &line : lines)
            rows.push_back({ {}, Models::moment(line.at, now), line.kind, line.text, line.length, line.tone, {},
                line.toolTip });
        return rows;
    }
} // namespace

VendorCard::VendorCard(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Card(appearance, tr("What its vendor is worth, last 90 days"), parent)
    , m_session(session)
    , m_numbers(new NumberRow(appearance, this))
    , m_words(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }, this))
    , m_list(new RowList(appearance, { 96, 110, ToneOn::Name, QFont::Normal }, this))
    , m_cost(new InkLabel(appearance, { FontRole::Base, Ink::Text3, QFont::Normal, TextFlow::Wrapped }, this))
{
    const QString name = tr("What the vendor published");
    m_list->setAccessibleName(name);
    body()->setSpacing(8);
    body()->addWidget(m_numbers);
    body()->addWidget(m_words);
    body()->addWidget(m_list);
    body()->addWidget(m_cost);
    m_numbers->hide();
    m_list->hide();
    say({});
    showCost({});
}

void VendorCard::ask(const ServiceId &service, Instant now)
{
    if (service != m_service) {
        m_service = service;
        m_numbers->hide();
        m_list->hide();
        say(tr("Looking it up…"));
    }
    m_askedAt = now;
    const quint64 asked = ++m_asked;
    onAnswer<Result<Domain::VendorRecord>>(this,
        m_session.vendorRecord({ service, now - Domain::kRecordWindow, now }), [this, asked](const auto &answer) {
            if (asked == m_asked)
                take(answer);
        });
}

void VendorCard::showCost(const QString &words)
{
    m_cost->setText(words);
    m_cost->setVisible(!words.isEmpty());
}

void VendorCard::tick(Instant now)
{
    if (!m_service.isEmpty() && now - m_askedAt > kFresh)
        ask(m_service, now);
}

void VendorCard::take(const Result<Domain::VendorRecord> &answer)
{
    m_numbers->setVisible(answer.has_value());
    m_list->setVisible(answer && (!answer->incidents.empty() || !answer->overruns.empty()));
    if (!answer)
        return say(Models::sentence(answer.error()));
    m_numbers->show(Models::vendorCards(*answer));
    say(Models::vendorSentence(*answer, m_askedAt));
    m_list->show(rowsOf(Models::vendorLines(*answer, m_askedAt), m_askedAt), kLines);
}

void VendorCard::say(const QString &words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

} // namespace Wf::Gui
