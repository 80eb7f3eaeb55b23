// SPDX-License-Identifier: MIT
//
// The fields of one provider: name, format, address, key. Values go in and out; who saves them is the page.
#pragma once
#include "service/modelservice.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace hsf::ui {

class ProviderForm final : public QWidget
{
    Q_OBJECT
public:
    explicit ProviderForm(QWidget *parent = nullptr);
    void show(const ProviderSettings &provider, bool keyKnown);
    /// What the fields say, with the favourites and facts of the provider that was shown.
    ProviderSettings provider() const;
    void setKeyKnown(bool known);
    void setKeychain(bool available);
    QString key() const;
    llm::Keys::Place keyPlace() const;
    void clearKey();
    void focusAddress();
    void focusName();

Q_SIGNALS:
    void addressEdited();

private:
    void explain();
    ProviderSettings m_shown;
    QLineEdit *m_name, *m_url, *m_key;
    QComboBox *m_format, *m_place;
    QLabel *m_note;
};

} // namespace hsf::ui
