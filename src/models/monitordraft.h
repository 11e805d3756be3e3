// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace Wf::Models {

/// A field of the form that defines a monitor; the key is its path in the words of services.yaml
/// ("expect.status").
struct DraftField {
    enum class Form : quint8 {
        Text, ///< one value
        Number, ///< a whole number
        Flag, ///< "true" or nothing
        Lines, ///< a list, one a line
        Pairs, ///< a map, "name: value" a line
        Words, ///< a list, separated by commas
    };
    QString key;
    Form form = Form::Text;
    QStringList kinds; ///< empty: every kind has it
};

/// What a person wrote, by key; nothing written means the default.
using DraftTexts = QHash<QString, QString>;

[[nodiscard]] const std::vector<DraftField> &draftFields();
/// "http", …, "heartbeat": what can be made with the form.
[[nodiscard]] QStringList draftKinds();
[[nodiscard]] bool hasField(const QString &kind, const QString &key);

/// The definition for Session::createMonitor and changeMonitor. What `before` has and the form does not any more
/// is null, so that it goes back to its default; what the form does not know is left as it is.
[[nodiscard]] QJsonObject draftDefinition(
    const QString &kind, const DraftTexts &texts, const QJsonObject &before = {});
/// What a definition says, for the form.
[[nodiscard]] DraftTexts draftTexts(const QJsonObject &definition);
/// The key of the field that an error names: "monitors[0].expect.json.$.db" is "expect.json". Empty: none of them.
[[nodiscard]] QString draftFieldOf(const QString &errorField);

/// Why a definition was refused, for people: which monitor of a list is meant is plain where there is only one.
[[nodiscard]] QString draftProblem(const Error &error);

} // namespace Wf::Models
