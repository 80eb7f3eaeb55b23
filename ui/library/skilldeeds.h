// SPDX-License-Identifier: MIT
//
// What a person does to a skill besides typing: its name and those of its files, files that come and go. Asks, shows
// what would be written, and has it applied exactly so.
#pragma once
#include "service/factory.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace hsf::ui {

class ChangePreview;

class SkillDeeds final : public QObject
{
    Q_OBJECT
public:
    SkillDeeds(service::Factory &factory, QWidget &parent);

    void renameSkill(const QString &id);
    void addFile(const QString &id, const QStringList &files, const QString &folder);
    void bringFile(const QString &id, const QStringList &files, const QString &folder);
    void bringFiles(const QString &id, const QStringList &files, const QStringList &paths, const QString &folder);
    void renameFile(const QString &id, const QStringList &files, const QString &file);
    void removeFile(const QString &id, const QString &file);
    /// Everything that can be repaired without thinking, in all files.
    void fixAll(const QString &id, const QString &openFile);
    void fixFile(const QString &id, const skill::Fix &fix, const QString &openFile);

Q_SIGNALS:
    /// Applied; it can be undone. `file`: what to open then, empty: SKILL.md.
    void done(const hsf::changes::ChangeSet &set, const QString &file);
    void skillRenamed(const QString &from, const QString &to, const hsf::changes::ChangeSet &set);
    void held(const QString &sentence);
    void failed(const QString &sentence);

private:
    struct Wish {
        QString reason;
        QList<changes::Operation> operations;
        QString file; ///< opened afterwards
        QString from, to; ///< of a skill that is renamed
    };
    void preview(const Wish &wish, const QString &title, const QString &words, const QString &apply);
    void apply(const Wish &wish, const std::optional<QList<changes::FileChange>> &shown);
    void showPreview(const changes::ChangeSet &set);
    void takeDone(const Wish &wish, const changes::ChangeSet &set);
    void takeFailure(int ticket, const QString &sentence);
    void write(const QString &id, const QString &file, const QByteArray &bytes);

    struct Asked {
        Wish wish;
        QString title, words, apply;
        QList<changes::FileChange> shown;
    };
    service::Factory &m_factory;
    QWidget &m_parent;
    Asked m_asked;
    QPointer<ChangePreview> m_window;
    int m_previewTicket = 0;
    QHash<int, std::pair<QString, QString>> m_brought; // by ticket: skill and file they become
    QHash<int, Wish> m_applying;
};

} // namespace hsf::ui
