// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

namespace Wf::TestKit {

/// What must hold of the reading of any bytes whatever; empty when it does, else what is broken.
inline QString brokenLaw(const Domain::Observation &read)
{
    using Domain::Failure;
    const auto law = [](bool holds, const char *sentence) {
        return holds ? QString() : QString::fromLatin1(sentence);
    };
    const bool understood = read.failure == Failure::None;
    const bool known = read.status != Domain::Status::Unknown;
    const QString laws[] { law(understood == known, "a status is known exactly when the reading succeeded"),
        law(understood == read.reason.isEmpty(), "a failure has a machine reason, and a success none"),
        law(understood || !read.detail.isEmpty(), "a failure has a sentence"),
        law(read.failure != Failure::Parse || read.reason.startsWith(QLatin1String("parse_error: ")),
            "a document that is not understood is a parse error"),
        law(read.detail.size() <= 600, "the sentence is short"), law(read.warnings.size() <= 20, "few warnings"),
        law(read.incidents.size() <= 50, "few incidents"),
        law(read.maintenances.size() <= 100, "few maintenances"),
        law(read.components.size() <= 1000, "few components") };
    for (const QString &broken : laws) {
        if (!broken.isEmpty())
            return broken;
    }
    return {};
}

} // namespace Wf::TestKit
