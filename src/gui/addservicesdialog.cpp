// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/addservicesdialog.h"

#include "core/answer.h"
#include "gui/accessible.h"
#include "gui/roomydelegate.h"
#include "models/words.h"
#include "ui_addservicesdialog.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>

#include <algorithm>

namespace Wf::Gui {

namespace {
    constexpr int kRestMillis = 600;
    constexpr Domain::Tier kTiers[] { Domain::Tier::Critical, Domain::Tier::Important,
        Domain::Tier::Informational };
    constexpr int kSelectorRole = Qt::UserRole;

    void inTone(QWidget &label, const QColor &colour)
    {
        QPalette colours = label.palette();
        colours.setColor(QPalette::WindowText, colour);
        label.setPalette(colours);
    }

    /// By its name, or where two parts have the same one by its id.
    QString selectorOf(const Domain::Component &component, const std::vector<Domain::Component> &all)
    {
        const auto same = std::ranges::count(all, component.name, &Domain::Component::name);
        return same == 1 || component.id.isEmpty() ? component.name : component.id;
    }
} // namespace

AddServicesDialog::AddServicesDialog(Ports::Session &session, const Ports::VendorCatalogue &catalogue,
    const Appearance &appearance, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_catalogue(catalogue)
    , m_appearance(appearance)
    , m_form(std::make_unique<Ui::AddServicesDialog>())
{
    m_form->setupUi(this);
    build();
    connectParts();
    m_form->heading->setText(tr("Reading the catalogue…"));
    onAnswer<Result<Ports::VendorList>>(
        this, m_catalogue.vendors(), [this](const auto &vendors) { takeCatalogue(vendors); });
    m_form->search->setFocus();
    showState();
}

AddServicesDialog::~AddServicesDialog() = default;

void AddServicesDialog::build()
{
    m_form->heading->setFont(m_appearance.font(FontRole::Title, QFont::DemiBold));
    m_form->problem->hide();
    m_form->parts->hide();
    for (const Domain::Tier tier : kTiers)
        m_form->tier->addItem(Models::label(tier));
    m_add = m_form->buttons->addButton(tr("&Add"), QDialogButtonBox::ActionRole);
    m_add->setAutoDefault(false);
    m_form->buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    m_form->search->installEventFilter(this);
    m_form->found->installEventFilter(this);
    m_form->chosen->installEventFilter(this);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMillis);
    buildTables();
}

void AddServicesDialog::buildTables()
{
    m_form->found->setModel(&m_finds);
    m_form->chosen->setModel(&m_picks);
    m_form->found->header()->resizeSection(Models::VendorFinds::Name, 240);
    m_form->found->header()->resizeSection(Models::VendorFinds::Category, 120);
    m_form->chosen->header()->resizeSection(Models::VendorPicks::Name, 120);
    m_form->chosen->header()->resizeSection(Models::VendorPicks::Category, 96);
    m_form->chosen->header()->resizeSection(Models::VendorPicks::Tier, 84);
    for (QTreeView *table : { m_form->found, m_form->chosen }) {
        table->setFont(m_appearance.font(FontRole::Base));
        table->header()->setStretchLastSection(true);
        table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // what is cut off is in the tool tip
        table->setItemDelegate(new RoomyDelegate(table));
        table->setSelectionMode(QAbstractItemView::SingleSelection);
    }
}

void AddServicesDialog::connectParts()
{
    connect(m_form->search, &QLineEdit::textChanged, this, &AddServicesDialog::search);
    connect(m_form->found->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &AddServicesDialog::highlight);
    connect(m_form->found, &QTreeView::doubleClicked, this, &AddServicesDialog::choose);
    connect(m_form->chosen->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &AddServicesDialog::showPick);
    connect(m_form->parts, &QListWidget::itemChanged, this, &AddServicesDialog::takeParts);
    connect(m_form->tier, &QComboBox::activated, this, [this](int index) {
        if (currentPick() >= 0)
            m_picks.setTier(currentPick(), kTiers[index]);
    });
    connect(m_form->category, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (currentPick() >= 0)
            m_picks.setCategory(currentPick(), text.trimmed());
    });
    connect(m_form->dependsOn, &QLineEdit::textEdited, this, [this](const QString &text) {
        static const QRegularExpression gap(QStringLiteral("[,\\s]+"));
        if (currentPick() >= 0)
            m_picks.setDependsOn(currentPick(), text.split(gap, Qt::SkipEmptyParts));
    });
    connect(m_form->leaveOut, &QPushButton::clicked, this, &AddServicesDialog::leaveOut);
    connect(m_add, &QPushButton::clicked, this, &AddServicesDialog::begin);
    connect(m_form->buttons, &QDialogButtonBox::rejected, this, &AddServicesDialog::reject);
    connect(&m_rest, &QTimer::timeout, this, &AddServicesDialog::askPreview);
}

QLineEdit &AddServicesDialog::field() const
{
    return *m_form->search;
}

QListWidget &AddServicesDialog::parts() const
{
    return *m_form->parts;
}

QString AddServicesDialog::heading() const
{
    return m_form->heading->text();
}

QString AddServicesDialog::preview() const
{
    return m_form->preview->text();
}

QString AddServicesDialog::problem() const
{
    return m_form->problem->isHidden() ? QString() : m_form->problem->text();
}

// --- finding ---

void AddServicesDialog::takeCatalogue(const Result<Ports::VendorList> &vendors)
{
    if (!vendors) {
        m_form->heading->setText(tr("There is nothing to choose from."));
        return complain(vendors.error().detail);
    }
    m_form->heading->setText(
        tr("Type a name and press Enter for each that you want to watch; %1 vendors are known.")
            .arg((*vendors)->size()));
    m_finds.setCatalogue(*vendors, *m_session.snapshot());
    search();
}

void AddServicesDialog::search()
{
    m_finds.search(m_form->search->text());
    if (m_finds.rowCount() > 0)
        m_form->found->setCurrentIndex(m_finds.index(0, 0));
    else
        highlight();
}

int AddServicesDialog::currentFind() const
{
    const QModelIndex index = m_form->found->currentIndex();
    return index.isValid() ? index.row() : -1;
}

int AddServicesDialog::currentPick() const
{
    const QModelIndex index = m_form->chosen->currentIndex();
    return index.isValid() ? index.row() : -1;
}

/// The row among the chosen ones; -1 where it cannot be chosen, and then it says why.
int AddServicesDialog::choose()
{
    if (currentFind() < 0 || !m_waiting.empty())
        return -1;
    const Domain::VendorEntry &vendor = m_finds.vendor(currentFind());
    if (const QString refusal = Models::refusalText(vendor, m_finds.stand(currentFind())); !refusal.isEmpty()) {
        complain(refusal);
        return -1;
    }
    const bool isNew = m_picks.rowOf(vendor.id) < 0;
    const int row = m_picks.add(vendor);
    if (row >= 0 && isNew)
        m_picks.setDependsOn(row, Models::likelyUpstreams(vendor, *m_session.snapshot()));
    if (row < 0) {
        complain(tr("At most %1 at once: add these first.").arg(Models::VendorPicks::kMost));
        return -1;
    }
    m_form->chosen->setCurrentIndex(m_picks.index(row, 0));
    showPick();
    showState();
    return row;
}

void AddServicesDialog::leaveOut()
{
    if (currentPick() < 0 || !m_waiting.empty())
        return;
    m_picks.remove(currentPick());
    showPick();
    showState();
}

// --- how it is now ---

void AddServicesDialog::highlight()
{
    m_form->problem->hide();
    m_previewed.clear();
    m_form->parts->hide();
    m_rest.stop();
    if (currentFind() < 0) {
        m_form->preview->setText(
            m_form->search->text().isEmpty() ? QString() : tr("Nobody of this name is known."));
        return;
    }
    const Domain::VendorEntry &vendor = m_finds.vendor(currentFind());
    m_form->preview->setText(Models::refusalText(vendor, m_finds.stand(currentFind())));
    if (m_finds.stand(currentFind()) == Models::VendorFinds::Stand::New)
        m_rest.start();
}

void AddServicesDialog::askPreview()
{
    if (currentFind() < 0)
        return;
    const Domain::VendorEntry vendor = m_finds.vendor(currentFind());
    m_previewed = vendor.id;
    m_form->preview->setText(tr("Asking %1…").arg(vendor.url.host()));
    onAnswer<Result<Domain::Detection>>(this, m_session.detect(vendor.url), [this, vendor](const auto &answer) {
        if (m_previewed != vendor.id)
            return;
        if (answer)
            showPreview(vendor, *answer);
        else
            m_form->preview->setText(Models::sentence(answer.error()));
    });
}

void AddServicesDialog::showPreview(const Domain::VendorEntry &vendor, const Domain::Detection &detection)
{
    if (!detection.found()) {
        m_form->preview->setText(detection.sentence);
        return;
    }
    const Domain::Observation &now = detection.now;
    const QString state = Models::label(now.status);
    m_form->preview->setText(now.detail.isEmpty() ? tr("%1 now: %2").arg(vendor.name, state)
                                                  : tr("%1 now: %2, %3").arg(vendor.name, state, now.detail));
    showParts(vendor, now.components);
}

void AddServicesDialog::showParts(
    const Domain::VendorEntry &vendor, const std::vector<Domain::Component> &components)
{
    const QSignalBlocker silent(m_form->parts);
    const int row = m_picks.rowOf(vendor.id);
    const QStringList ticked = row >= 0 ? m_picks.vendor(row).components : vendor.components;
    m_form->parts->clear();
    for (const Domain::Component &component : components) {
        const QString selector = selectorOf(component, components);
        auto *item =
            new QListWidgetItem(tr("%1: %2").arg(component.name, Models::label(component.status)), m_form->parts);
        item->setData(kSelectorRole, selector);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.contains(selector) ? Qt::Checked : Qt::Unchecked);
    }
    m_form->parts->setVisible(!components.empty());
}

/// Who ticks a part wants the vendor. Selectors of the catalogue that are no single part go with the first tick.
void AddServicesDialog::takeParts()
{
    const int row = choose();
    if (row < 0)
        return;
    QStringList selectors;
    for (int i = 0; i < m_form->parts->count(); ++i) {
        const QListWidgetItem *item = m_form->parts->item(i);
        if (item->checkState() == Qt::Checked)
            selectors.append(item->data(kSelectorRole).toString());
    }
    m_picks.setComponents(row, selectors);
}

// --- what was chosen ---

void AddServicesDialog::showPick()
{
    const int row = currentPick();
    const bool open = row >= 0 && m_picks.stand(row) != Models::VendorPicks::Stand::Added;
    for (QWidget *part :
        std::initializer_list<QWidget *> { m_form->tier, m_form->category, m_form->dependsOn, m_form->leaveOut })
        part->setEnabled(open && m_waiting.empty());
    m_form->category->setText(row >= 0 ? m_picks.vendor(row).category : QString());
    m_form->dependsOn->setText(row >= 0 ? m_picks.dependsOn(row).join(QStringLiteral(", ")) : QString());
    if (row < 0)
        return;
    const auto *const tier = std::ranges::find(kTiers, m_picks.tier(row));
    m_form->tier->setCurrentIndex(static_cast<int>(tier - std::begin(kTiers)));
    const QString name = m_picks.vendor(row).name;
    setSpokenName(*m_form->tier, tr("Tier of %1").arg(name));
    setSpokenName(*m_form->category, tr("Category of %1").arg(name));
    setSpokenName(*m_form->dependsOn, tr("What %1 depends on").arg(name));
}

void AddServicesDialog::showState()
{
    const auto count = m_picks.open().size();
    m_add->setText(count == 1 ? tr("&Add one service") : tr("&Add %1 services").arg(count));
    m_add->setEnabled(count > 0 && m_waiting.empty());
    m_form->found->setEnabled(m_waiting.empty());
    m_form->chosen->setEnabled(m_waiting.empty());
    showPick();
}

void AddServicesDialog::complain(const QString &sentence)
{
    m_form->problem->setText(sentence);
    inTone(*m_form->problem, m_appearance.theme().major);
    m_form->problem->show();
    setSpokenDescription(*m_form->search, sentence);
}

// --- adding ---

void AddServicesDialog::begin()
{
    m_form->problem->hide();
    m_waiting = m_picks.open();
    std::ranges::reverse(m_waiting);
    showState();
    createNext();
}

void AddServicesDialog::createNext()
{
    if (m_waiting.empty())
        return finish();
    const int row = m_waiting.back();
    const auto settle = [this, row](const std::optional<Error> &error) {
        m_waiting.pop_back();
        m_picks.setOutcome(row, error);
        if (!error)
            m_finds.setWatched(m_picks.vendor(row).id);
        createNext();
    };
    onAnswer<Result<MonitorId>>(
        this, m_session.createMonitor(m_picks.definition(row)),
        [settle](const auto &made) { settle(made ? std::nullopt : std::optional(made.error())); },
        [settle] {
            settle(Error { ErrorCode::Unavailable, tr("the engine did not answer") });
        });
}

void AddServicesDialog::finish()
{
    showState();
    m_form->heading->setText(Models::picksText(m_picks));
    if (m_picks.count(Models::VendorPicks::Stand::Failed) > 0)
        complain(tr("What was not added stays in the list with the reason beside it."));
    m_form->buttons->button(QDialogButtonBox::Close)->setFocus();
}

// --- keys ---

/// The arrows walk through what was found while the cursor stays in the field.
bool AddServicesDialog::handleSearchKey(int key)
{
    const int row = currentFind();
    const auto go = [this](int to) {
        m_form->found->setCurrentIndex(m_finds.index(std::clamp(to, 0, m_finds.rowCount() - 1), 0));
    };
    if (row < 0 && key != Qt::Key_Return && key != Qt::Key_Enter)
        return false;
    if (key == Qt::Key_Down)
        go(row + 1);
    else if (key == Qt::Key_Up)
        go(row - 1);
    else if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (choose() >= 0)
            m_form->search->selectAll();
    } else
        return false;
    return true;
}

bool AddServicesDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (watched == m_form->search)
        return handleSearchKey(key) || QDialog::eventFilter(watched, event);
    if (watched == m_form->chosen && key == Qt::Key_Delete) {
        leaveOut();
        return true;
    }
    if (watched == m_form->found && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        choose();
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

/// Esc does not break off what is being added: the answer would be lost.
void AddServicesDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || m_waiting.empty())
        QDialog::keyPressEvent(event);
}

} // namespace Wf::Gui
