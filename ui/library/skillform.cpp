// SPDX-License-Identifier: MIT
//
// What the form shows and tells; its fields are made in skillformfields.cpp.
#include "ui/library/skillform.h"

#include "skill/names.h"
#include "skill/nestedfields.h"
#include "skill/trigger.h"
#include "ui/library/fittedarea.h"
#include "ui/parts/chips.h"
#include "ui/parts/theme.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTableWidget>
#include <QToolButton>

namespace hsf::ui {

namespace {
constexpr int compatibilityLimit = 500, goodTrigger = 80;

const QStringList &formKeys()
{
    static const QStringList keys
        = {QStringLiteral("name"),          QStringLiteral("description"),   QStringLiteral("license"),
           QStringLiteral("compatibility"), QStringLiteral("allowed-tools"), QStringLiteral("metadata")};
    return keys;
}

qsizetype characters(const QString &text)
{
    return text.toUcs4().size();
}

/// What is wrong with a word of `allowed-tools`: "Bash(git:*)" is one word, parentheses must close.
QString toolsProblem(const QString &text)
{
    int open = 0;
    for (const QChar c : text) {
        open += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (open < 0 || open > 1)
            return SkillForm::tr("parentheses do not match");
    }
    if (open != 0)
        return SkillForm::tr("a parenthesis is not closed");
    return text.contains(u',') ? SkillForm::tr("words are parted by spaces, not commas") : QString();
}
} // namespace

void SkillForm::show(const skill::Document &document, const QString &folderName)
{
    const QScopedValueRollback showing(m_showing, true);
    m_folderName = folderName;
    m_name->setText(document.name());
    if (m_description->toPlainText() != document.description())
        m_description->setPlainText(document.description());
    const QString tags = skill::tagList(document).join(QStringLiteral(", "));
    if (!m_tags->hasFocus() && m_tags->text() != tags)
        m_tags->setText(tags);
    m_summaryText = document.description().simplified();
    showSummary();
    showLines(document);
    showMetadata(document);
    showKeys(document);
    showVisibility();
    judge();
}

void SkillForm::showLines(const skill::Document &document)
{
    for (Line &line : m_lines) {
        const auto field = std::ranges::find(document.fields, line.key, &skill::Field::key);
        const bool has = field != document.fields.cend();
        const bool plain = !has || field->scalar;
        // A list or a map is edited in the source: a line of text would flatten it.
        line.edit->setEnabled(plain);
        line.edit->setToolTip(plain ? QString() : tr("Written as a list: edit it in the source."));
        const QString value = !has ? QString() : plain ? field->value : field->value.simplified();
        line.filled = has;
        if (line.edit->text() != value)
            line.edit->setText(value);
    }
}

void SkillForm::showMetadata(const skill::Document &document)
{
    const QList<skill::Field> entries = skill::mapEntries(document, QStringLiteral("metadata"));
    m_hasMetadata = !entries.isEmpty();
    m_metadata->setRowCount(int(entries.size()));
    for (int row = 0; row < entries.size(); ++row) {
        const skill::Field &entry = entries.at(row);
        const auto cell = [&](int column, const QString &text, bool editable) {
            auto *item = new QTableWidgetItem(text);
            if (!editable)
                item->setFlags(item->flags() & ~Qt::ItemIsEditable);
            if (!entry.scalar)
                item->setToolTip(tr("Holds more than one value: edit it in the source."));
            m_metadata->setItem(row, column, item);
        };
        cell(0, entry.key, false);
        cell(1, entry.scalar ? entry.value : entry.value.simplified(), entry.scalar && !m_readOnly);
    }
    m_metadata->setFixedHeight(m_metadata->horizontalHeader()->sizeHint().height() + 4
                               + std::clamp(int(entries.size()), 1, 4)
                                   * m_metadata->verticalHeader()->defaultSectionSize());
}

void SkillForm::showKeys(const skill::Document &document)
{
    m_keys->setRowCount(int(document.fields.size()));
    for (int row = 0; row < document.fields.size(); ++row) {
        const skill::Field &field = document.fields.at(row);
        const bool usual = formKeys().contains(field.key);
        auto *key = new QTableWidgetItem(usual ? field.key : tr("%1 (not of the specification)").arg(field.key));
        key->setData(Qt::UserRole, field.firstLine);
        m_keys->setItem(row, 0, key);
        m_keys->setItem(row, 1, new QTableWidgetItem(field.value.simplified()));
    }
    m_keys->setFixedHeight(
        4 + std::clamp(int(document.fields.size()), 1, 6) * m_keys->verticalHeader()->defaultSectionSize());
}

void SkillForm::setRule(QLabel &label, const QString &words, bool broken)
{
    label.setText(words);
    label.setAccessibleName(words);
    setInk(label, broken ? Ink::Error : Ink::Dim);
}

void SkillForm::judge()
{
    const QString name = m_name->text();
    const auto good = skill::checkNewName(name);
    const bool differs = !m_folderName.isEmpty() && name != m_folderName;
    setRule(*m_nameRule,
            !good         ? good.error().message
                : differs ? tr("The folder is called %1; both must be the same.").arg(m_folderName)
                          : tr("the folder's name; a–z, 0–9 and hyphens, up to 64"),
            !good || differs);
    const QString description = m_description->toPlainText();
    const qsizetype count = characters(description);
    setRule(*m_count, tr("%1 / %2").arg(count).arg(skill::longestDescription),
            count > skill::longestDescription || description.trimmed().isEmpty());
    const skill::TriggerQuality quality = skill::triggerQuality(description);
    m_score->setChip(tr("found by agents: %1 of 100").arg(quality.score),
                     quality.score >= goodTrigger ? Tone::Ok
                         : quality.score >= 50    ? Tone::Warning
                                                  : Tone::Error);
    const QString advice = count > skill::longestDescription ? tr("Too long: agents refuse it.")
                                                    : quality.hints.value(0, tr("It says what and when."));
    m_trigger->setText(advice);
    m_trigger->setToolTip(quality.hints.join(u'\n'));
    m_score->setToolTip(quality.hints.join(u'\n'));
    for (const Line &line : std::as_const(m_lines)) {
        const QString text = line.edit->text();
        if (line.key == u"compatibility") {
            const qsizetype length = characters(text);
            setRule(*line.rule, length == 0 ? line.ruleWords : tr("%1 / %2").arg(length).arg(compatibilityLimit),
                    length > compatibilityLimit);
        } else if (line.key == u"allowed-tools") {
            const QString problem = toolsProblem(text);
            setRule(*line.rule, problem.isEmpty() ? line.ruleWords : problem, !problem.isEmpty());
        }
    }
}

void SkillForm::showVisibility()
{
    const bool all = m_allKeys->isChecked();
    for (const Line &line : std::as_const(m_lines))
        m_form->setRowVisible(line.row, all || line.filled);
    m_form->setRowVisible(m_metadataRow, all || m_hasMetadata);
    m_keysTitle->setVisible(all);
    m_keys->setVisible(all);
}

void SkillForm::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_description->setReadOnly(readOnly);
    m_tags->setReadOnly(readOnly);
    m_rename->setEnabled(!readOnly);
    m_addEntry->setEnabled(!readOnly);
    m_removeEntry->setEnabled(!readOnly);
    for (const Line &line : std::as_const(m_lines))
        line.edit->setReadOnly(readOnly);
}

bool SkillForm::isOpen() const
{
    return m_open;
}

void SkillForm::setOpen(bool open)
{
    m_open = open;
    m_toggle->setIcon(themedIcon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_toggle->setAccessibleName(open ? tr("Front matter, open") : tr("Front matter, closed"));
    m_scroll->setVisible(open);
    m_allKeys->setVisible(open);
    showSummary();
}

// What the closed form hides most.
void SkillForm::showSummary()
{
    m_summary->setText(m_open ? QString()
                              : m_summary->fontMetrics().elidedText(m_summaryText, Qt::ElideRight, m_summary->width()));
}

void SkillForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showSummary();
}

// Lines that wrap are higher in a narrow window: what they need in this one, and no more, is what the fields get.
void SkillForm::fitBody()
{
    m_fitPlanned = false;
    m_form->activate();
    const int width = m_scroll->viewport()->width();
    m_scroll->fit(m_form->hasHeightForWidth() ? m_form->totalHeightForWidth(width) : m_form->totalSizeHint().height());
}

bool SkillForm::eventFilter(QObject *watched, QEvent *event)
{
    // When everything below has its place: what a line needs follows from the width it gets.
    const bool other = watched == m_body && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize);
    if (other && !std::exchange(m_fitPlanned, true))
        QMetaObject::invokeMethod(this, &SkillForm::fitBody, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void SkillForm::setAllKeysShown(bool shown)
{
    m_allKeys->setChecked(shown);
}

void SkillForm::editMetadata(int row, int column)
{
    if (m_showing || column != 1)
        return;
    const QString key = m_metadata->item(row, 0)->text(), value = m_metadata->item(row, 1)->text();
    Q_EMIT edited([key, value](const QByteArray &bytes) {
        return skill::withMapEntry(bytes, QStringLiteral("metadata"), key, value);
    });
}

} // namespace hsf::ui
