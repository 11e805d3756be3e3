// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/componenttree.h"

#include "vendors/drafting.h"
#include "vendors/textdecoding.h"

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kDeepestLevel = 8;

    class Tree {
    public:
        Tree(Page &page, Intake &intake, const TreeKeys &keys, std::span<const Word> words)
            : m_page(page)
            , m_intake(intake)
            , m_keys(keys)
            , m_words(words)
        {
        }

        void add(const std::vector<JsonObject> &components, const Candidate &parent)
        {
            const QStringList around =
                parent.id.isEmpty() ? QStringList() : parent.around + QStringList { parent.id, parent.name };
            for (const JsonObject &one : components) {
                Candidate who { textAt(one, m_keys.id, kIdLength),
                    oneLine(localText(one, m_keys.name), kNameLength), parent.name, parent.id, around };
                const auto children = m_intake.objectsIfAny(one, m_keys.children);
                if (children.empty() || around.size() >= 2 * kDeepestLevel)
                    addLeaf(m_page, std::move(who), m_words, textAt(one, m_keys.status, kWordLength));
                else
                    add(children, who);
            }
        }

    private:
        Page &m_page;
        Intake &m_intake;
        const TreeKeys &m_keys;
        std::span<const Word> m_words;
    };

} // namespace

void addTree(Page &page, Intake &intake, const std::vector<JsonObject> &components, const TreeKeys &keys,
    std::span<const Word> words)
{
    Tree(page, intake, keys, words).add(components, {});
}

QString localText(const JsonObject &object, QLatin1String key)
{
    const JsonValue value = object.value(key);
    return (value.isObject() ? value.toObject().value(QLatin1String("default")) : value).toString();
}

} // namespace Wf::Vendors
