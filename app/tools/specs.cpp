// SPDX-License-Identifier: MIT
//
// The tools as they are offered to a model. Every box, every chat and every review sends these bytes: QJsonObject keeps
// its keys sorted, and nothing here depends on the machine, the language or the hour.
#include "tools/hosttools.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

QJsonObject text(const QString &description)
{
    return {{u"type"_s, u"string"_s}, {u"description"_s, description}};
}

QJsonObject number(const QString &description, int least)
{
    return {{u"type"_s, u"integer"_s}, {u"description"_s, description}, {u"minimum"_s, least}};
}

QJsonObject flag(const QString &description)
{
    return {{u"type"_s, u"boolean"_s}, {u"description"_s, description}};
}

QJsonObject oneOf(const QStringList &words, const QString &description)
{
    return {{u"type"_s, u"string"_s}, {u"enum"_s, QJsonArray::fromStringList(words)}, {u"description"_s, description}};
}

QJsonObject object(const QJsonObject &properties, const QStringList &required)
{
    QJsonObject schema{{u"type"_s, u"object"_s}, {u"properties"_s, properties}};
    if (!required.isEmpty())
        schema.insert(u"required"_s, QJsonArray::fromStringList(required));
    return schema;
}

/// In everybody's schema, asked for in reviews: the bytes of a review's request begin like the chat's.
QJsonObject withClaim(QJsonObject properties)
{
    properties.insert(
        u"evidence"_s,
        QJsonObject{{u"type"_s, u"array"_s},
                    {u"description"_s, u"Only in reviews: the messages that show it, each with a short exact quote."_s},
                    {u"items"_s,
                     object({{u"message"_s, number(u"The message's number."_s, 1)},
                             {u"quote"_s, text(u"Words of that message, verbatim."_s)}},
                            {u"message"_s, u"quote"_s})}});
    properties.insert(
        u"outcome"_s,
        oneOf({u"worked"_s, u"corrected"_s, u"unresolved"_s}, u"Only in reviews: how what this records turned out."_s));
    return properties;
}

QJsonObject operations(const QString &description, const QJsonObject &item)
{
    return {{u"type"_s, u"array"_s},
            {u"description"_s, description},
            {u"items"_s, item},
            {u"minItems"_s, 1},
            {u"maxItems"_s, 20}};
}

QJsonObject skillOperation()
{
    return object(
        withClaim(
            {{u"action"_s,
              oneOf({u"create"_s, u"patch"_s, u"rewrite"_s, u"write_file"_s, u"remove_file"_s, u"archive"_s},
                    u"create: a new skill from content. patch: old_text to new_text in file. rewrite: SKILL.md whole. "
                    "write_file, remove_file: a support file. archive: put the skill away."_s)},
             {u"name"_s,
              text(
                  u"The skill's name; lowercase words joined by hyphens, for a class of tasks and not one of them."_s)},
             {u"category"_s, text(u"create: folder to put it in; optional."_s)},
             {u"content"_s,
              text(
                  u"create, rewrite: the whole SKILL.md with its front matter (name, description). write_file: the file."_s)},
             {u"file"_s,
              text(
                  u"Path below the skill's folder: references/, templates/, scripts/ or assets/. patch: SKILL.md when absent."_s)},
             {u"old_text"_s, text(u"patch: text to replace, with enough around it to be found once."_s)},
             {u"new_text"_s, text(u"patch: what comes in its place."_s)},
             {u"replace_all"_s, flag(u"patch: every place instead of exactly one."_s)},
             {u"absorbed_into"_s, text(u"archive: the skill that has its content now."_s)},
             {u"reason"_s, text(u"archive: why, when nothing absorbed it."_s)}}),
        {u"action"_s, u"name"_s});
}

QJsonObject memoryProperties()
{
    return withClaim(
        {{u"action"_s, oneOf({u"add"_s, u"replace"_s, u"remove"_s}, u"What to do."_s)},
         {u"target"_s,
          oneOf({u"memory"_s, u"user"_s},
                u"memory: facts about the work and its environment. user: who the person is and what they like."_s)},
         {u"text"_s, text(u"add, replace: the entry, one fact in a sentence or two."_s)},
         {u"old_text"_s, text(u"replace, remove: part of the entry, enough to find it once."_s)}});
}

QList<chat::ToolSpec> fileSpecs()
{
    const QString path = u"Relative to the workspace, or absolute."_s;
    return {
        {u"patch"_s,
         u"Replaces text in a file of the workspace. The person may be asked, with the diff. Read the file first."_s,
         object({{u"path"_s, text(path)},
                 {u"old_text"_s, text(u"Text to replace, with enough around it to be found once."_s)},
                 {u"new_text"_s, text(u"What comes in its place."_s)},
                 {u"replace_all"_s, flag(u"Every place instead of exactly one."_s)}},
                {u"path"_s, u"old_text"_s, u"new_text"_s})},
        {u"read_file"_s,
         u"Reads a text file. Long ones come in parts: the first line then says which lines these are and where to go on."_s,
         object({{u"path"_s, text(path)},
                 {u"offset"_s, number(u"First line, from 1."_s, 1)},
                 {u"limit"_s, number(u"Number of lines; 2000 when absent."_s, 1)}},
                {u"path"_s})},
        {u"search_files"_s,
         u"Finds lines that match a regular expression (mode content), or files by path (mode files), below a folder. "
         "Version control and caches are left out."_s,
         object({{u"pattern"_s,
                  text(u"Perl-compatible regular expression; in mode files matched against the path, may be empty."_s)},
                 {u"path"_s, text(u"Folder or file; the workspace when absent."_s)},
                 {u"glob"_s, text(u"Only files whose name (or path, with a slash in it) fits, for example *.py."_s)},
                 {u"mode"_s, oneOf({u"content"_s, u"files"_s}, u"content when absent."_s)}},
                {u"pattern"_s})},
        {u"terminal"_s,
         u"Runs one shell command in the workspace, in a sandbox: the system is read-only, the home folder empty, the "
         u"network "
         "usually off; background processes end with it. The person may be asked. Both streams come back with the exit code."_s,
         object({{u"command"_s, text(u"For /bin/sh."_s)},
                 {u"timeout_seconds"_s, number(u"120 when absent, at most 3600."_s, 1)}},
                {u"command"_s})},
        {u"write_file"_s,
         u"Writes a whole file in the workspace, making its folders. The person may be asked, with the diff. Prefer "
         u"patch "
         "for a change in an existing file."_s,
         object({{u"path"_s, text(path)}, {u"content"_s, text(u"The whole file."_s)}}, {u"path"_s, u"content"_s})},
    };
}

QList<chat::ToolSpec> learningSpecs()
{
    QJsonObject memory = memoryProperties();
    memory.insert(u"operations"_s,
                  operations(u"Instead of one action: several, all or none."_s,
                             object(memoryProperties(), {u"action"_s, u"target"_s})));
    return {
        {u"memory"_s,
         u"Keeps short lasting facts for later sessions. What can be found again by looking does not belong here; how "
         u"to do a "
         "kind of task belongs in a skill."_s,
         object(memory, {})},
        {u"skill_manage"_s,
         u"Creates and changes skills: all operations of a call or none, as one change set the person can see and "
         u"undo; "
         "some are held until the person decides. Prefer to patch a skill that exists; view it first."_s,
         object({{u"operations"_s, operations(u"1 to 20 operations."_s, skillOperation())},
                 {u"reason"_s, text(u"One sentence: what changes and why."_s)}},
                {u"operations"_s, u"reason"_s})},
        {u"skill_view"_s,
         u"Shows a skill's SKILL.md, or another of its files. Do this before you work with a skill or change it."_s,
         object({{u"name"_s, text(u"As in the catalogue."_s)},
                 {u"file"_s, text(u"Path below the skill's folder; SKILL.md when absent."_s)}},
                {u"name"_s})},
        {u"skills_list"_s, u"Lists skills with their descriptions, those that fit a query first."_s,
         object({{u"query"_s, text(u"What you need; all skills when absent."_s)}}, {})},
    };
}

} // namespace

QList<chat::ToolSpec> hostToolSpecs()
{
    QList<chat::ToolSpec> specs = fileSpecs() + learningSpecs();
    std::ranges::sort(specs, {}, &chat::ToolSpec::name);
    return specs;
}

} // namespace hsf::tools
