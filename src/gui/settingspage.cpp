// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/settingspage.h"

#include "models/words.h"
#include "ui_settingspage.h"

#include <QGuiApplication>
#include <QPushButton>
#include <QScreen>
#include <QSettings>

#include <algorithm>
#include <limits>

namespace Wf::Gui {

namespace {
    constexpr size_t kNoticeLines = 30;
    constexpr double kUsualDistance = 2.0;

    QString themeTitle(const QString &name)
    {
        if (name == u"light")
            return SettingsPage::tr("Light");
        return name == u"colourblind" ? SettingsPage::tr("Dark, safe for colour blindness")
                                      : SettingsPage::tr("Dark");
    }

    Row line(const QString &name, const QString &text)
    {
        return { {}, {}, name, text, {}, {}, {}, {} };
    }
} // namespace

SettingsPage::SettingsPage(Ports::Session &session, Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_form(std::make_unique<Ui::SettingsPage>())
    , m_snapshot(session.snapshot())
{
    buildColumn();
    fill();
    connectChoices();
}

SettingsPage::~SettingsPage() = default;

void SettingsPage::buildColumn()
{
    QVBoxLayout *column = makeScrollColumn(this);
    auto *choices = new Card(m_appearance, tr("How it looks and speaks"), this);
    auto *fields = new QWidget(choices);
    m_form->setupUi(fields);
    choices->body()->addWidget(fields);
    m_noticeCard = new Card(m_appearance, tr("Needs your attention"), this);
    m_notices = new RowList(m_appearance, { 0, 160, ToneOn::Name }, m_noticeCard);
    m_notices->setAccessibleName(tr("Needs your attention"));
    m_noticeCard->body()->addWidget(m_notices);
    auto *engine = new Card(m_appearance, tr("Engine"), this);
    m_engine = new RowList(m_appearance, { 0, 160, ToneOn::Name, QFont::Normal }, engine);
    m_engine->setAccessibleName(tr("Engine"));
    engine->body()->addWidget(m_engine);
    auto *about = new Card(m_appearance, tr("About"), this);
    auto *text =
        new InkLabel(m_appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, about);
    text->setText(
        tr("Watchfloor %1. The source is MIT; this program contains Qt HTTP Server and comes under the GPL 3.\n"
           "Built with Qt %2, yaml-cpp (MIT), tl::expected (CC0), prometheus-cpp (MIT) and SQLite (public "
           "domain).")
            .arg(QStringLiteral(WF_VERSION), QLatin1String(qVersion())));
    about->body()->addWidget(text);
    for (Card *card : { m_noticeCard, choices, makeExchange(), engine, about })
        column->addWidget(card);
    column->addStretch(1);
}

/// What is watched, to and from files.
Card *SettingsPage::makeExchange()
{
    auto *card = new Card(m_appearance, tr("Monitors to and from files"), this);
    auto *text =
        new InkLabel(m_appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, card);
    text->setText(
        tr("Take over what Uptime Kuma, Gatus or Healthchecks watch: their file may also be dropped onto the "
           "window. What is defined in this window can be kept as a services.yaml, without secrets."));
    m_import = new QPushButton(tr("&Import…"), card);
    auto *save = new QPushButton(tr("&Export as YAML…"), card);
    m_import->setToolTip(
        tr("Import… (%1)").arg(QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)));
    m_import->hide();
    auto *row = new QHBoxLayout;
    row->addWidget(m_import);
    row->addWidget(save);
    row->addStretch(1);
    card->body()->addWidget(text);
    card->body()->addLayout(row);
    connect(m_import, &QPushButton::clicked, this, &SettingsPage::importRequested);
    connect(save, &QPushButton::clicked, this, &SettingsPage::exportRequested);
    return card;
}

void SettingsPage::setImportable()
{
    m_import->show();
}

void SettingsPage::fill()
{
    const QSettings settings;
    for (const QString &name : Appearance::themeNames())
        m_form->theme->addItem(themeTitle(name), name);
    m_form->theme->setCurrentIndex(m_form->theme->findData(m_appearance.theme().name));
    m_form->distance->setValue(settings.value(QStringLiteral("wall/distance_m"), kUsualDistance).toDouble());
    m_form->height->setValue(settings.value(QStringLiteral("wall/screen_height_mm"), 0).toInt());
    m_form->notifications->setChecked(settings.value(QStringLiteral("tray/notifications"), true).toBool());
    m_form->closeToTray->setChecked(settings.value(QStringLiteral("tray/close_to_tray"), false).toBool());
    showScreens();
    showEngine();
    showNotices();
}

void SettingsPage::showScreens()
{
    const QString chosen = QSettings().value(QStringLiteral("wall/screen")).toString();
    m_form->screen->clear();
    m_form->screen->addItem(tr("where the window is"), QString());
    for (const QScreen *screen : QGuiApplication::screens())
        m_form->screen->addItem(screen->name(), screen->name());
    if (!chosen.isEmpty() && m_form->screen->findData(chosen) < 0)
        m_form->screen->addItem(tr("%1 (not connected)").arg(chosen), chosen);
    m_form->screen->setCurrentIndex(m_form->screen->findData(chosen));
}

void SettingsPage::connectChoices()
{
    const auto keep = [](const char *key) {
        return [key](const auto &value) { QSettings().setValue(QLatin1String(key), value); };
    };
    connect(m_form->theme, qOverload<int>(&QComboBox::activated), this, [this] {
        const QString name = m_form->theme->currentData().toString();
        QSettings().setValue(QStringLiteral("window/theme"), name);
        m_appearance.selectTheme(name);
    });
    connect(m_form->screen, qOverload<int>(&QComboBox::activated), this,
        [this] { QSettings().setValue(QStringLiteral("wall/screen"), m_form->screen->currentData()); });
    connect(m_form->distance, &QDoubleSpinBox::valueChanged, this, keep("wall/distance_m"));
    connect(m_form->height, &QSpinBox::valueChanged, this, keep("wall/screen_height_mm"));
    connect(m_form->notifications, &QCheckBox::toggled, this, keep("tray/notifications"));
    connect(m_form->notifications, &QCheckBox::toggled, this, &SettingsPage::notificationsChosen);
    connect(m_form->closeToTray, &QCheckBox::toggled, this, keep("tray/close_to_tray"));
    connect(&m_appearance, &Appearance::themeChanged, this,
        [this] { m_form->theme->setCurrentIndex(m_form->theme->findData(m_appearance.theme().name)); });
    connect(qGuiApp, &QGuiApplication::screenAdded, this, &SettingsPage::showScreens);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &SettingsPage::showScreens);
}

void SettingsPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    showNotices();
    showEngine();
}

void SettingsPage::tick(Instant now)
{
    m_now = now;
    showEngine();
}

void SettingsPage::setConnectionTexts(const QStringList &lines)
{
    m_connection = lines;
    showEngine();
}

void SettingsPage::showNotices()
{
    const Instant now = m_now.value_or(m_snapshot->at);
    std::vector<Row> rows;
    for (const Ports::Notice &notice : m_snapshot->notices)
        rows.push_back({ Domain::Display::Degraded, {}, Models::label(notice.kind), notice.text,
            Models::ago(notice.since, now), {}, {}, notice.text });
    m_noticeCard->setVisible(!rows.empty());
    m_notices->show(rows, kNoticeLines);
}

void SettingsPage::showEngine()
{
    const Ports::EngineStats stats = m_session.stats();
    std::vector<Row> rows;
    rows.push_back(line(tr("Connection"), m_connection.join(QStringLiteral(" · "))));
    rows.push_back(line(tr("Watching"), tr("%1 services").arg(m_snapshot->services.size())));
    rows.push_back(line(tr("Last poll"), Models::ago(m_snapshot->lastPollAt, m_now.value_or(m_snapshot->at))));
    rows.push_back(line(tr("Questions asked late"),
        stats.lateStarts == 0 ? tr("none since the start")
                              : tr("%n since the start", nullptr,
                                  int(std::min<quint64>(stats.lateStarts, std::numeric_limits<int>::max())))));
    rows.push_back(
        line(tr("Database"), stats.databaseConnected ? tr("open") : tr("not open: nothing is remembered")));
    rows.push_back(line(tr("Alerts"),
        tr("%1 waiting, %2 delivered, %3 given up")
            .arg(stats.outboxQueued)
            .arg(stats.deliveries)
            .arg(stats.outboxDead)));
    m_engine->show(rows, rows.size());
}

} // namespace Wf::Gui
