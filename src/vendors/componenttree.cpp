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
            for (const JsonObject &one : components) {
                const Candidate who = candidateOf(one, parent);
                const auto children = m_intake.objectsIfAny(one, m_keys.children);
                if (children.empty() || who.around.size() >= 2 * kDeepestLevel)
                    addLeaf(m_page, who, m_words, textAt(one, m_keys.status, kWordLength));
                else
                    add(children, who);
            }
        }

    private:
        [[nodiscard]] Candidate candidateOf(const JsonObject &one, const Candidate &parent) const
        {
            Candidate who { textAt(one, m_keys.id, kIdLength), oneLine(localText(one, m_keys.name), kNameLength),
                parent.name, parent.id };
            if (!parent.id.isEmpty())
                who.around = parent.around + QStringList { parent.id, parent.name };
            return who;
        }

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
