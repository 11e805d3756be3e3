// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/pagerules.h"

#include "domain/words.h"

namespace Wf::Domain {

namespace {
    constexpr Words::Table<5> kPageWords { QLatin1String("operational"), QLatin1String("degraded"),
        QLatin1String("partial_outage"), QLatin1String("major_outage"), QLatin1String("maintenance") };
} // namespace

QString word(PageWord meaning)
{
    return Words::of(kPageWords, meaning);
}

std::optional<PageWord> pageWordFromWord(QStringView word)
{
    return Words::find<PageWord>(kPageWords, word);
}

} // namespace Wf::Domain
