// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/betterstack.h"

#include "vendors/drafting.h"
#include "vendors/intake.h"
#include "vendors/textdecoding.h"

#include <array>

namespace Wf::Vendors::Betterstack {

namespace {

    using Domain::MaintenanceState;

    constexpr std::array kWords {
        Word { QLatin1String("operational"), kOperational },
        Word { QLatin1String("resolved"), kOperational },
        Word { QLatin1String("degraded"), kDegraded },
        Word { QLatin1String("downtime"), kMajorOutage },
        Word { QLatin1String("maintenance"), kMaintenance },
        Word { QLatin1String("not_monitored"), kUnknown },
    };

    constexpr QLatin1String kType("type");
    constexpr QLatin1String kStatus("status");
    constexpr QLatin1String kState("aggregate_state");
    constexpr QLatin1String kAffected("affected_resources");

    /// One thing of the list of everything that the page includes.
    struct Item {
        QString id;
        QString type;
        JsonObject attributes;
        JsonObject relations;
    };

    std::vector<Item> readItems(Intake &intake, const JsonObject &root)
    {
        std::vector<Item> items;
        for (const JsonObject &one : intake.objects(root, QLatin1String("included"))) {
            items.push_back({ textAt(one, QLatin1String("id"), kIdLength), intake.text(one, kType, kWordLength),
                intake.object(one, QLatin1String("attributes")),
                one.value(QLatin1String("relationships")).toObject() });
        }
        return items;
    }

    template <class Take> void forEach(const std::vector<Item> &items, QLatin1String type, Take take)
    {
        for (const Item &item : items) {
            if (item.type == type)
                take(item);
        }
    }

    void readLeaves(Page &page, const std::vector<Item> &items)
    {
        QHash<QString, QString> sections;
        forEach(items, QLatin1String("status_page_section"), [&](const Item &item) {
            sections.insert(item.id, textAt(item.attributes, QLatin1String("name"), kNameLength));
        });
        forEach(items, QLatin1String("status_page_resource"), [&](const Item &item) {
            const QString section = textAt(item.attributes, QLatin1String("status_page_section_id"), kIdLength);
            const QString word = textAt(item.attributes, kStatus, kWordLength);
            const QString name = textAt(item.attributes, QLatin1String("public_name"), kNameLength);
            Leaf &leaf = addLeaf(page, { item.id, name, sections.value(section), section }, kWords, word);
            leaf.counts = word != QLatin1String("not_monitored");
        });
    }

    using Updates = QHash<QString, std::vector<Domain::VendorUpdate>>;

    QString worstWord(const JsonObject &attributes)
    {
        QString worst;
        for (const JsonObject &one : objectsAt(attributes, kAffected, kMostTouched)) {
            const QString word = textAt(one, kStatus, kWordLength);
            if (worst.isEmpty() || weight(lookUp(kWords, word)) > weight(lookUp(kWords, worst)))
                worst = word;
        }
        return worst;
    }

    /// Updates by the id of their report: they name it themselves, or it names them.
    Updates readUpdates(const std::vector<Item> &items)
    {
        QHash<QString, QString> reports;
        forEach(items, QLatin1String("status_report"), [&](const Item &item) {
            const JsonObject named = item.relations.value(QLatin1String("status_updates")).toObject();
            for (const JsonObject &one : objectsAt(named, QLatin1String("data"), kMostTouched))
                reports.insert(textAt(one, QLatin1String("id"), kIdLength), item.id);
        });
        Updates updates;
        forEach(items, QLatin1String("status_update"), [&](const Item &item) {
            const QString own = textAt(item.attributes, QLatin1String("status_report_id"), kIdLength);
            updates[own.isEmpty() ? reports.value(item.id) : own].push_back({ item.id, worstWord(item.attributes),
                cut(item.attributes.value(QLatin1String("message")).toString(), kBodyLength),
                timeAt(item.attributes, QLatin1String("published_at")) });
        });
        return updates;
    }

    Scope scopeOf(const JsonObject &attributes, const Directory &directory)
    {
        Scope scope;
        for (const JsonObject &one : objectsAt(attributes, kAffected, kMostTouched))
            directory.add(scope, textAt(one, QLatin1String("status_page_resource_id"), kIdLength), {});
        return scope;
    }

    /// Reports of one page. One may be over without an end: its state tells.
    class Reports {
    public:
        Reports(Page &page, Updates updates, Instant now)
            : m_page(page)
            , m_directory(page.leaves)
            , m_updates(std::move(updates))
            , m_now(now)
        {
        }

        void read(Intake &intake, const Item &item)
        {
            const QString state = intake.text(item.attributes, kState, kWordLength);
            const auto until = timeAt(item.attributes, QLatin1String("ends_at"));
            const bool isOver = state == QLatin1String("resolved") || (until && *until <= m_now);
            if (textAt(item.attributes, QLatin1String("report_type"), kWordLength) == QLatin1String("maintenance"))
                readMaintenance(item, isOver, until);
            else if (!isOver)
                readIncident(item, state);
        }

    private:
        void readMaintenance(const Item &item, bool isOver, const std::optional<Instant> &until)
        {
            ScopedMaintenance found;
            auto &maintenance = found.maintenance;
            const auto from = timeAt(item.attributes, QLatin1String("starts_at"));
            maintenance.id = item.id;
            maintenance.title = textAt(item.attributes, QLatin1String("title"), kNameLength);
            maintenance.scheduledFor = from.value_or(Instant {});
            maintenance.scheduledUntil = until;
            maintenance.state = isOver ? MaintenanceState::Completed : planStateAt(from, until, m_now);
            found.scope = scopeOf(item.attributes, m_directory);
            addMaintenance(m_page, std::move(found), m_updates.take(item.id));
        }

        void readIncident(const Item &item, const QString &state)
        {
            ScopedIncident found;
            auto &incident = found.incident;
            incident.id = item.id;
            incident.title = textAt(item.attributes, QLatin1String("title"), kNameLength);
            incident.state = state;
            const Reading reading = readWord(m_page, kWords, state, QLatin1String("report state"), incident.title);
            incident.impact = reading.status;
            incident.startedAt = timeAt(item.attributes, QLatin1String("starts_at"));
            incident.updates = m_updates.take(item.id);
            found.scope = scopeOf(item.attributes, m_directory);
            const bool touchesNothing = found.scope.namesNothing();
            addIncident(m_page, std::move(found));
            if (touchesNothing || reading == kUnknown)
                raise(m_page, { .reading = reading, .word = state, .what = QStringLiteral("report state") });
        }

        Page &m_page;
        Directory m_directory;
        Updates m_updates;
        Instant m_now;
    };

    /// The page's own word counts where its resources tell of no trouble: of theirs it knows only the worst.
    void judge(Page &page, const QString &word)
    {
        const Reading reading = readWord(page, kWords, word, QLatin1String("page state"));
        if (!Domain::isTrouble(worstOf(page.leaves).status))
            raise(page, { .reading = reading, .word = word, .what = QStringLiteral("page state") });
    }

} // namespace

tl::expected<Page, BadDocument> read(const ParseInput &input)
{
    Intake intake { QLatin1String("Better Stack") };
    const JsonObject root = intake.body(input);
    const JsonObject data = intake.object(root, QLatin1String("data"));
    const JsonObject about = intake.object(data, QLatin1String("attributes"));
    Page page;
    page.blend = Blend::SomeDownIsPartial;
    page.name = textAt(about, QLatin1String("company_name"), kNameLength);
    const auto items = readItems(intake, root);
    readLeaves(page, items);
    Reports reports(page, readUpdates(items), input.now);
    forEach(items, QLatin1String("status_report"), [&](const Item &item) { reports.read(intake, item); });
    judge(page, intake.text(about, kState, kWordLength));
    return intake.seal(std::move(page));
}

} // namespace Wf::Vendors::Betterstack
