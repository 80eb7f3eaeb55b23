// SPDX-License-Identifier: MIT
//
// What was allowed for longer than once, in words: of the chat that is looked at, for good, of other chats. Each is
// revoked by its own button and, while it is looked at, given again the same way.
#pragma once
#include "service/grantsservice.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace hsf::ui {

class Banner;

/// For the status bar: "asks before writes · 2 commands allowed".
QString standingWords(const service::Standing &standing);

class GrantsView final : public QWidget
{
    Q_OBJECT
public:
    explicit GrantsView(service::GrantsService &grants, QWidget *parent = nullptr);
    /// Shows what would be revoked, and revokes it.
    void revokeAll();

protected:
    void hideEvent(QHideEvent *event) override; ///< what was revoked is not offered again the next time
    void showEvent(QShowEvent *event) override;

private:
    struct Row {
        tools::GivenGrant given;
        bool held;
    };
    enum class Group { Chat, Always, Others };
    Group groupOf(const tools::GivenGrant &given) const;
    QList<Row> rows() const;
    void fill();
    void addGroup(QVBoxLayout &column, Group group, const QList<Row> &rows);
    QWidget *rowWidget(const Row &row);
    void revoke(const QList<tools::GivenGrant> &grants);

    service::GrantsService &m_grants;
    QList<tools::GivenGrant> m_revoked; ///< here, since it is looked at
    QVBoxLayout *m_column;
    QLabel *m_note;
    Banner *m_banner;
    QWidget *m_rows = nullptr;
    QPushButton *m_all;
};

} // namespace hsf::ui
