// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/hostedsamples.h"

/// Made-up documents, all well, of the pages that vendors make themselves.
const std::vector<Sample> &ownSamples();
QByteArray ownSample(const QString &kind, const QString &surface);

/// One table of words: where they stand (W in the text), and the component that they are about.
struct WordPlace {
    QString kind;
    QByteArray text;
    QString component; ///< empty: the page as a whole
    std::vector<std::pair<const char *, const char *>> words; ///< and what they mean; "maintenance" is an overlay
};
const std::vector<WordPlace> &wordPlaces();
