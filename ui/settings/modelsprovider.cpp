// SPDX-License-Identifier: MIT
#include "ui/settings/modelsprovider.h"

#include "ui/parts/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace hsf::ui {

using llm::Keys;

ProviderForm::ProviderForm(QWidget *parent) : QWidget(parent)
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("providerName"));
    m_format = new QComboBox;
    m_format->setObjectName(QStringLiteral("providerFormat"));
    m_format->addItem(tr("OpenAI: Chat Completions"), int(WireFormat::OpenAiChat));
    m_format->addItem(tr("Anthropic: Messages"), int(WireFormat::AnthropicMessages));
    m_url = new QLineEdit;
    m_url->setObjectName(QStringLiteral("baseUrl"));
    m_url->setPlaceholderText(QStringLiteral("http://127.0.0.1:11434/v1"));
    m_note = new QLabel;
    m_note->setObjectName(QStringLiteral("providerNote"));
    m_note->setWordWrap(true);
    m_note->setOpenExternalLinks(true);
    setDim(*m_note);
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("apiKey"));
    m_key->setEchoMode(QLineEdit::Password);
    m_place = new QComboBox;
    m_place->setObjectName(QStringLiteral("keyPlace"));
    m_place->addItem(tr("in the system's keychain"), int(Keys::Place::Keychain));
    m_place->addItem(tr("for this run only"), int(Keys::Place::ThisRun));
    m_place->setAccessibleName(tr("Where the key is kept"));
    auto *keyRow = new QHBoxLayout;
    keyRow->setSpacing(8);
    keyRow->addWidget(m_key, 1);
    keyRow->addWidget(m_place);
    auto *keyLabel = new QLabel(tr("&Key")); // the form makes no buddy of a row of several fields
    keyLabel->setBuddy(m_key);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Base URL"), m_url);
    form->addRow(tr("&Format"), m_format);
    form->addRow(keyLabel, keyRow);
    form->addRow(QString(), m_note);
    connect(m_url, &QLineEdit::textChanged, this, &ProviderForm::explain);
    connect(m_url, &QLineEdit::editingFinished, this, &ProviderForm::addressEdited);
}

void ProviderForm::show(const ProviderSettings &provider, bool keyKnown)
{
    m_shown = provider;
    m_name->setText(provider.name);
    m_url->setText(provider.baseUrl);
    m_format->setCurrentIndex(m_format->findData(int(provider.format)));
    m_key->clear();
    setKeyKnown(keyKnown);
    explain();
}

ProviderSettings ProviderForm::provider() const
{
    ProviderSettings provider = m_shown;
    provider.name = m_name->text().trimmed();
    provider.baseUrl = m_url->text().trimmed();
    provider.format = WireFormat(m_format->currentData().toInt());
    const llm::Preset &preset = llm::presetAt(provider.baseUrl);
    provider.preset = preset.baseUrl.isEmpty() ? QString() : preset.id;
    if (provider.name.isEmpty() || provider.name == llm::presetOf(QStringLiteral("custom")).name)
        provider.name = preset.baseUrl.isEmpty() ? QUrl(provider.baseUrl).host() : preset.name;
    return provider;
}

void ProviderForm::explain()
{
    const llm::Preset preset = m_url->text().trimmed().isEmpty() ? llm::presetOf(m_shown.preset) : llm::presetAt(m_url->text());
    QString note = preset.note.toHtmlEscaped();
    if (!preset.keyPage.isEmpty())
        note += (note.isEmpty() ? QString() : QStringLiteral(" ")) + tr("Keys: <a href=\"%1\">%1</a>").arg(preset.keyPage.toHtmlEscaped());
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_key->setEnabled(preset.key != llm::Preset::Key::None);
}

void ProviderForm::setKeyKnown(bool known)
{
    m_key->setPlaceholderText(known ? tr("A key is known; type to replace it") : tr("Only where the server wants one"));
}

void ProviderForm::setKeychain(bool available)
{
    m_place->setCurrentIndex(available ? 0 : 1);
    m_place->setToolTip(available ? QString()
                                  : tr("No keychain answers on this system. The key is kept in memory and forgotten at the end."));
}

QString ProviderForm::key() const { return m_key->text().trimmed(); }

Keys::Place ProviderForm::keyPlace() const { return Keys::Place(m_place->currentData().toInt()); }

void ProviderForm::clearKey() { m_key->clear(); }

void ProviderForm::focusAddress() { m_url->setFocus(); }

void ProviderForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

} // namespace hsf::ui
