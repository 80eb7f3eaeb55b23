// SPDX-License-Identifier: MIT
#include "skill/templates.h"
#include "skill/document.h"

#include <QDir>
#include <QDirIterator>

namespace hsf::skill {

namespace {
const QString document = QStringLiteral("SKILL.md");

QByteArray bytesOf(const QString &file)
{
    QFile opened(file);
    if (!opened.open(QFile::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    return opened.readAll();
}

SkillTemplate templateFrom(const QDir &folder, const QString &id)
{
    const Document read = parseDocument(bytesOf(folder.filePath(id + QStringLiteral(".md"))));
    SkillTemplate one{id, read.field(u"title"), read.field(u"about"), {{document, read.bytes.sliced(read.bodyOffset)}}};
    const QDir more(folder.filePath(id));
    for (QDirIterator files(more.path(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
        const QString file = files.next();
        one.files.insert(more.relativeFilePath(file), bytesOf(file));
    }
    return one;
}
} // namespace

QList<SkillTemplate> skillTemplates()
{
    const QDir folder(QStringLiteral(":/templates"));
    QList<SkillTemplate> all;
    for (const char *id : {"procedure", "knowledge", "checklist", "command", "troubleshooting"})
        all << templateFrom(folder, QString::fromLatin1(id));
    return all;
}

QMap<QString, QByteArray> filesFrom(const SkillTemplate &start, const QString &name, const QString &description)
{
    QString title = name;
    title.replace(u'-', u' ');
    if (!title.isEmpty())
        title[0] = title.at(0).toUpper();
    QMap<QString, QByteArray> files = start.files;
    for (QByteArray &bytes : files)
        bytes.replace("{title}", title.toUtf8()).replace("{name}", name.toUtf8());
    const QByteArray named = withField(files.value(document), QStringLiteral("name"), name);
    files.insert(document, withField(named, QStringLiteral("description"), description));
    return files;
}

} // namespace hsf::skill
