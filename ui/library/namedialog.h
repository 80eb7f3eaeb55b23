// SPDX-License-Identifier: MIT
//
// Asks for a place and a name, checked while they are typed: of a skill that is renamed, of a file that is made or
// renamed.
#pragma once
#include <QDialog>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hsf::ui {

class NameDialog final : public QDialog
{
    Q_OBJECT
public:
    struct Words {
        QString title, folder, name, accept;
    };
    /// `check` gives what is wrong with a path, or nothing. Folders can be typed when `freeFolder`.
    NameDialog(const Words &words, const QStringList &folders, bool freeFolder,
               const std::function<QString(const QString &)> &check, QWidget *parent = nullptr);
    void setPath(const QString &path);
    QString path() const; ///< "folder/name", or "name"

private:
    void judge();
    const std::function<QString(const QString &)> m_check;
    QComboBox *m_folder;
    QLineEdit *m_name;
    QLabel *m_problem;
    QPushButton *m_accept;
};

/// What is wrong with a new id for a skill; `taken`: ids that exist.
QString skillNameProblem(const QString &id, const QStringList &taken);
/// What is wrong with a new path for a file below a skill's folder.
QString fileNameProblem(const QString &path, const QStringList &taken);
/// references, templates, scripts, assets, evals, and what `files` lie in already.
QStringList supportFolders(const QStringList &files = {});

} // namespace hsf::ui
