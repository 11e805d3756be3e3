// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/draftform.h"

#include "models/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace Wf::Gui {

namespace {
    QString nameOf(QString key)
    {
        return key.replace(u'.', QStringLiteral("__"));
    }

    using Choices = std::vector<std::pair<QString, QString>>;

    /// Words that read as they are written; the first is the default and is left out of the definition.
    Choices plain(const QString &usual, const char *words)
    {
        Choices choices { { usual, {} } };
        const QStringList all = QString::fromLatin1(words).split(u' ');
        for (const QString &word : all)
            choices.emplace_back(word, word);
        return choices;
    }
} // namespace

DraftForm::DraftForm(QWidget &window, std::vector<QFormLayout *> forms, const QColor &faultColour)
    : QObject(&window)
    , m_window(window)
    , m_forms(std::move(forms))
    , m_faultColour(faultColour)
{
    fillChoices();
    for (const Models::DraftField &field : Models::draftFields())
        watch(widget(field.key));
}

void DraftForm::watch(QWidget *widget)
{
    if (auto *line = qobject_cast<QLineEdit *>(widget))
        connect(line, &QLineEdit::textEdited, this, &DraftForm::edited);
    else if (auto *box = qobject_cast<QComboBox *>(widget))
        connect(box, qOverload<int>(&QComboBox::activated), this, &DraftForm::edited);
}

QWidget *DraftForm::widget(const QString &key) const
{
    return m_window.findChild<QWidget *>(nameOf(key));
}

void DraftForm::addChoices(const QString &key, const Choices &choices)
{
    auto *box = qobject_cast<QComboBox *>(widget(key));
    for (const auto &[label, word] : choices)
        box->addItem(label, word);
}

void DraftForm::fillChoices()
{
    const auto status = [](Domain::Status each) { return std::pair(Models::label(each), Domain::word(each)); };
    const Choices troubles { { Models::label(Domain::Status::MajorOutage), {} },
        status(Domain::Status::PartialOutage), status(Domain::Status::Degraded) };
    addChoices(QStringLiteral("method"), plain(QStringLiteral("GET"), "HEAD POST PUT PATCH DELETE OPTIONS"));
    addChoices(QStringLiteral("type"), plain(QStringLiteral("A"), "AAAA CNAME MX NS PTR SRV TXT"));
    addChoices(QStringLiteral("starttls"), plain(tr("no"), "smtp imap pop3 ftp"));
    addChoices(QStringLiteral("min_protocol"), plain(tr("any protocol"), "TLSv1.2 TLSv1.3"));
    addChoices(QStringLiteral("ip"), plain(tr("either"), "4 6"));
    addChoices(QStringLiteral("methods"),
        { { tr("by any method"), {} }, { tr("by POST only"), QStringLiteral("POST") } });
    addChoices(QStringLiteral("filter.otherwise"),
        { { tr("is not listened to"), {} }, { tr("is a failure"), QStringLiteral("fail") } });
    const auto tier = [](Domain::Tier each) { return std::pair(Models::label(each), Domain::word(each)); };
    addChoices(QStringLiteral("tier"),
        { { Models::label(Domain::Tier::Important), {} }, tier(Domain::Tier::Critical),
            tier(Domain::Tier::Informational) });
    addChoices(QStringLiteral("on_failure"), troubles);
    addChoices(QStringLiteral("down"), troubles);
}

void DraftForm::fit(const QString &kind)
{
    for (const Models::DraftField &field : Models::draftFields()) {
        for (QFormLayout *form : m_forms) {
            if (form->indexOf(widget(field.key)) >= 0)
                form->setRowVisible(widget(field.key), Models::hasField(kind, field.key));
        }
    }
}

QString DraftForm::text(const QString &key) const
{
    const QWidget *field = widget(key);
    if (const auto *line = qobject_cast<const QLineEdit *>(field))
        return line->text();
    if (const auto *box = qobject_cast<const QComboBox *>(field))
        return box->currentData().toString();
    if (const auto *check = qobject_cast<const QCheckBox *>(field))
        return check->isChecked() ? QStringLiteral("true") : QString();
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(field))
        return edit->toPlainText();
    return {};
}

void DraftForm::setText(const QString &key, const QString &text)
{
    QWidget *field = widget(key);
    if (auto *line = qobject_cast<QLineEdit *>(field)) {
        line->setText(text);
    } else if (auto *box = qobject_cast<QComboBox *>(field)) {
        const int at = box->findData(text, Qt::UserRole, Qt::MatchFixedString);
        if (at < 0)
            box->addItem(text, text); // a word that the form does not offer stays what it is
        box->setCurrentIndex(at < 0 ? box->count() - 1 : at);
    } else if (auto *check = qobject_cast<QCheckBox *>(field)) {
        check->setChecked(text == QLatin1String("true"));
    } else if (auto *edit = qobject_cast<QPlainTextEdit *>(field)) {
        edit->setPlainText(text);
    }
}

Models::DraftTexts DraftForm::texts() const
{
    Models::DraftTexts texts;
    for (const Models::DraftField &field : Models::draftFields())
        texts.insert(field.key, text(field.key));
    return texts;
}

void DraftForm::setTexts(const Models::DraftTexts &texts)
{
    for (auto each = texts.begin(); each != texts.end(); ++each)
        setText(each.key(), each.value());
}

void DraftForm::setReadOnly()
{
    for (const Models::DraftField &field : Models::draftFields()) {
        QWidget *each = widget(field.key);
        if (auto *line = qobject_cast<QLineEdit *>(each)) {
            line->setReadOnly(true); // it may still be read to its end, and copied
            line->setPlaceholderText({});
        } else if (auto *edit = qobject_cast<QPlainTextEdit *>(each)) {
            edit->setReadOnly(true);
            edit->setPlaceholderText({});
        } else {
            each->setEnabled(false);
        }
    }
}

void DraftForm::markFault(const QString &key, const QString &sentence)
{
    if (QWidget *before = m_fault.isEmpty() ? nullptr : widget(m_fault)) {
        before->setStyleSheet({});
        before->setAccessibleDescription({});
    }
    m_fault = key;
    QWidget *field = key.isEmpty() ? nullptr : widget(key);
    if (!field)
        return;
    field->setAccessibleDescription(sentence);
    field->setStyleSheet(QStringLiteral("border: 2px solid %1;").arg(m_faultColour.name()));
    field->setFocus();
}

} // namespace Wf::Gui
