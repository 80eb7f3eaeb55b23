// SPDX-License-Identifier: MIT
#include "ui/library/skillform.h"

#include "ui/parts/theme.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>

namespace hsf::ui {

static constexpr int descriptionLimit = 1024;

SkillForm::SkillForm(QWidget *parent)
    : QWidget(parent)
{
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("nameField"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_description = new QPlainTextEdit(this);
    m_description->setObjectName(QStringLiteral("descriptionField"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("What the skill does and when to use it. Agents choose by this."));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(QFontMetrics(m_description->font()).height() * 3 + 16);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("descriptionCount"));
    m_count->setAlignment(Qt::AlignRight);
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] {
        showCount();
        if (!m_showing)
            Q_EMIT fieldEdited(QStringLiteral("description"), m_description->toPlainText());
    });
    auto *form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Description"), m_description);
    form->addRow(QString(), m_count);
    form->addRow(tr("License"), makeLine(QStringLiteral("license"), tr("License"), tr("For example MIT")));
    form->addRow(
        tr("Compatibility"),
        makeLine(QStringLiteral("compatibility"), tr("Compatibility"), tr("What it needs: programs, network …")));
    form->addRow(tr("Allowed tools"),
                 makeLine(QStringLiteral("allowed-tools"), tr("Allowed tools"),
                          tr("Names with a space between; shown and checked, grants nothing")));
}

QLineEdit *SkillForm::makeLine(const QString &key, const QString &name, const QString &hint)
{
    auto *line = new QLineEdit(this);
    line->setObjectName(key + QStringLiteral("Field"));
    line->setAccessibleName(name);
    line->setPlaceholderText(hint);
    connect(line, &QLineEdit::textEdited, this, [this, key](const QString &text) { Q_EMIT fieldEdited(key, text); });
    m_lines.append({key, line});
    return line;
}

void SkillForm::show(const skill::Document &document)
{
    const QScopedValueRollback showing(m_showing, true);
    m_name->setText(document.name());
    if (m_description->toPlainText() != document.description())
        m_description->setPlainText(document.description());
    for (const auto &[key, line] : m_lines) {
        const auto field = std::ranges::find(document.fields, key, &skill::Field::key);
        const bool plain = field == document.fields.cend() || field->scalar;
        // A list or a map is edited in the source: a line of text would flatten it.
        line->setEnabled(plain);
        line->setToolTip(plain ? QString() : tr("Written as a list: edit it in the source below."));
        const QString value = field == document.fields.cend() ? QString()
            : plain                                           ? field->value
                                                              : field->value.simplified();
        if (line->text() != value)
            line->setText(value);
    }
    showCount();
}

void SkillForm::showCount()
{
    const qsizetype count = m_description->toPlainText().toUcs4().size();
    m_count->setText(tr("%1 / %2").arg(count).arg(descriptionLimit));
    QPalette palette = m_count->palette();
    palette.setColor(QPalette::WindowText, count > descriptionLimit ? colours().error : colours().dim);
    m_count->setPalette(palette);
}

void SkillForm::setReadOnly(bool readOnly)
{
    m_description->setReadOnly(readOnly);
    for (const auto &[key, line] : m_lines)
        line->setReadOnly(readOnly);
}

} // namespace hsf::ui
