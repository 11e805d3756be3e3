// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <QJsonValue>

/// Made-up documents of hosted status pages, and how tests read and change them. In all texts ' stands for ".

inline const Wf::Instant kNow = Wf::parseTimestamp(u"2026-04-24T10:00:00Z").value();

QByteArray json(QByteArray text);

Wf::Domain::Observation readAs(const QString &kind, const QByteArray &text, const QStringList &components = {});
/// With further documents of the same page.
Wf::Domain::Observation readAll(const QString &kind, const QByteArray &text, const std::vector<QByteArray> &others,
    const QStringList &components = {});

/// Its updates as "state: body", in their order.
QStringList bodies(const Wf::Domain::VendorIncident &incident);

/// A document in which all is well.
struct Sample {
    QString kind;
    QString surface; ///< which of the kind's documents
    QByteArray text;
};
const std::vector<Sample> &samples();
QByteArray sampleOf(const QString &kind, const QString &surface);

/// The document with that value in place of what is at the path, "a.0.b"; an undefined value takes it out.
QByteArray with(const QByteArray &text, const QString &path, const QJsonValue &value);
