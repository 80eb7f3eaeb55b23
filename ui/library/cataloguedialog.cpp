// SPDX-License-Identifier: MIT
#include "ui/library/cataloguedialog.h"

#include "ui/parts/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace hsf::ui {

namespace {

QPlainTextEdit *plainText(const char *name, const QString &accessible, QWidget *parent)
{
    auto *text = new QPlainTextEdit(parent);
    text->setObjectName(QLatin1StringView(name));
    text->setAccessibleName(accessible);
    text->setReadOnly(true);
    text->setFont(monospaceFont());
    text->setTabChangesFocus(true);
    return text;
}

} // namespace

void CatalogueDialog::open(service::LibraryService &library, const std::optional<SessionId> &chat, QWidget *parent)
{
    auto *dialog = new CatalogueDialog(library, chat, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->QDialog::open();
}

CatalogueDialog::CatalogueDialog(service::LibraryService &library, const std::optional<SessionId> &chat, QWidget *parent)
    : QDialog(parent)
    , m_library(library)
{
    setObjectName(QStringLiteral("catalogueDialog"));
    setWindowTitle(tr("What the agent sees"));
    resize(760, 620);
    auto *about = new QLabel(tr("This text is frozen when a chat begins. Pinned skills come first, then those that fit its first words or were "
                                "used last; the agent finds the others by searching."),
                             this);
    about->setWordWrap(true);
    m_opening = new QLineEdit(this);
    m_opening->setObjectName(QStringLiteral("catalogueOpening"));
    m_opening->setAccessibleName(tr("First words of a chat"));
    m_opening->setPlaceholderText(tr("First words of a chat, to see which skills would fit"));
    m_opening->setClearButtonEnabled(true);
    makeMeter();
    m_catalogue = plainText("catalogueText", tr("The catalogue"), this);
    m_prompt = plainText("cataloguePrompt", tr("The whole system prompt"), this);
    m_without = new QListWidget(this);
    m_without->setObjectName(QStringLiteral("catalogueWithout"));
    m_without->setAccessibleName(tr("Skills without room"));
    m_without->setUniformItemSizes(true);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("catalogueTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_catalogue, tr("Catalogue"));
    m_tabs->addTab(m_prompt, tr("Whole prompt"));
    m_tabs->addTab(m_without, tr("Left out"));
    m_when = new QLabel(tr("Changes of skills take effect in the next chat."), this);
    m_when->setWordWrap(true);
    setDim(*m_when);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_useNow = buttons->addButton(tr("&Use now in the open chat"), QDialogButtonBox::ActionRole);
    m_useNow->setObjectName(QStringLiteral("useNow"));
    m_useNow->setEnabled(chat.has_value());
    m_useNow->setToolTip(tr("The open chat takes the skills as they are now, from its next message on. The provider's cache of its beginning is "
                            "lost: that message costs more."));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(about);
    layout->addWidget(m_opening);
    layout->addWidget(m_words);
    layout->addWidget(m_meter);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_when);
    layout->addWidget(buttons);

    using Library = service::LibraryService;
    m_typing.setSingleShot(true);
    m_typing.setInterval(200);
    connect(m_opening, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] { m_library.previewCatalogue(m_opening->text()); });
    connect(&library, &Library::cataloguePreviewed, this, &CatalogueDialog::tell);
    connect(&library, &Library::rowsChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_useNow, &QPushButton::clicked, this, [this, chat] {
        m_useNow->setEnabled(false);
        m_library.renewCatalogue(*chat);
    });
    connect(&library, &Library::catalogueRenewed, this,
            [this] { m_when->setText(tr("The open chat has these skills from its next message on.")); });
    library.previewCatalogue({});
}

void CatalogueDialog::makeMeter()
{
    m_words = new QLabel(tr("Reading …"), this);
    m_words->setObjectName(QStringLiteral("catalogueWords"));
    m_words->setWordWrap(true);
    m_meter = new QProgressBar(this);
    m_meter->setObjectName(QStringLiteral("catalogueMeter"));
    m_meter->setAccessibleName(tr("Tokens of the catalogue"));
    m_meter->setTextVisible(false);
    m_meter->setMaximumHeight(8);
}

void CatalogueDialog::tell(const service::CataloguePreview &preview)
{
    if (preview.opening != m_opening->text())
        return;
    const agent::Catalogue &catalogue = preview.catalogue;
    m_meter->setRange(0, std::max(1, preview.budget));
    m_meter->setValue(std::min(catalogue.tokens, preview.budget));
    QString words = tr("About %L1 of %L2 tokens for %n skill(s)", nullptr, int(catalogue.shown.size())).arg(catalogue.tokens).arg(preview.budget);
    if (catalogue.more > 0)
        words += QStringLiteral(" · ") + tr("%n without room", nullptr, catalogue.more);
    if (preview.archived > 0)
        words += QStringLiteral(" · ") + tr("%n archived", nullptr, preview.archived);
    words += QStringLiteral(" · ") + tr("whole prompt about %L1 tokens").arg(preview.promptTokens);
    m_words->setText(words);
    m_meter->setAccessibleDescription(words);
    m_catalogue->setPlainText(catalogue.text.isEmpty() ? tr("The library has no skills yet: the agent is told so.") : catalogue.text);
    m_prompt->setPlainText(preview.prompt);
    m_without->clear();
    m_without->addItems(catalogue.without);
    m_tabs->setTabText(2, catalogue.more > 0 ? tr("Left out (%L1)").arg(catalogue.more) : tr("Left out"));
}

} // namespace hsf::ui
