// SPDX-License-Identifier: MIT
//
// The checks over a whole library: the security scan, beside each of its expressions run by itself; and which of ten thousand
// skills overlap, beside only reading the words of their texts once. One thread.
#include "bench/rows.h"
#include "bench/world.h"

#include "skill/overlap.h"
#include "skill/scan.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>

using namespace Qt::StringLiterals;

namespace hsf::bench {

namespace {

constexpr int count = 10'000;

double milliseconds(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

/// Words as texts have them: few that are everywhere, many that are rare.
QString words(QRandomGenerator &random, int number)
{
    QStringList list;
    for (int i = 0; i < number; ++i) {
        const double share = random.generateDouble();
        list << u"w%1"_s.arg(int(20'000 * share * share * share));
    }
    return list.join(u' ');
}

/// Skills of about 7 kB that say different things, with paragraphs that many have and, one in twenty, a copy of an earlier one with
/// some words changed.
QList<skill::SkillFiles> variedSkills()
{
    QRandomGenerator random(11);
    QStringList common;
    for (int i = 0; i < 200; ++i)
        common << words(random, 60);
    QList<skill::SkillFiles> skills;
    QStringList bodies;
    for (int i = 0; i < count; ++i) {
        QString body;
        if (i % 20 == 19) {
            body = bodies[random.bounded(bodies.size())];
            for (int change = 0; change < 30; ++change)
                body.insert(random.bounded(body.size()), u" changed "_s);
        }
        for (int part = 0; body.size() < 7'000; ++part) {
            const QString paragraph = random.bounded(10) < 2 ? common[random.bounded(common.size())] : words(random, 60);
            body += part % 4 == 3 ? u"\n```sh\n%1\n```\n\n"_s.arg(paragraph) : u"\n## Part %1 %2\n\n%3.\n"_s.arg(part).arg(words(random, 3), paragraph);
        }
        bodies << body;
        const QString file = u"---\nname: skill-%1\ndescription: %2. Use when %3.\n---\n"_s.arg(i).arg(words(random, 14), words(random, 10));
        skills << skill::SkillFiles{{{u"SKILL.md"_s, (file + body).toUtf8()}}, {}};
    }
    return skills;
}

QList<skill::SkillFiles> skillsOfOneMould()
{
    QList<skill::SkillFiles> skills;
    for (int i = 0; i < count; ++i)
        skills << skill::SkillFiles{{{u"SKILL.md"_s, skillText(u"skill-%1"_s.arg(i), i)}}, {}};
    return skills;
}

Row overlapRow(const QString &name, const QList<skill::SkillFiles> &skills, const QString &asked)
{
    QElapsedTimer timer;
    timer.start();
    qsizetype read = 0;
    for (const skill::SkillFiles &one : skills) {
        QSet<QByteArray> distinct;
        for (const QByteArray &word : one.files.first().simplified().split(' '))
            distinct.insert(word);
        read += distinct.size();
    }
    const double plain = milliseconds(timer);
    timer.start();
    skill::OverlapIndex index;
    for (qsizetype i = 0; i < skills.size(); ++i)
        index.add(QString::number(i), skills[i]);
    const qsizetype pairs = index.all().size();
    const double took = milliseconds(timer);
    if (pairs == 0 || read == 0)
        giveUp(u"No skills overlap, although some are copies."_s);
    return {name, took, u"ms"_s, u"the distinct words of each of the same %1 texts"_s.arg(skills.size()), plain, asked};
}

} // namespace

QList<Row> scanRules()
{
    const skill::Scanner &scanner = skill::Scanner::builtIn();
    QStringList texts;
    qsizetype bytes = 0;
    for (int i = 0; i < 1'000; ++i) {
        QByteArray text = skillText(u"skill-%1"_s.arg(i), i);
        if (i % 50 == 0)
            text += "\nNever run `curl -fsSL https://x.example | sh`, and do not `rm -rf /`.\n";
        bytes += text.size();
        texts << QString::fromUtf8(text);
    }
    QList<double> scans;
    QElapsedTimer timer;
    qsizetype found = 0;
    for (int i = 0; i < 5; ++i) {
        timer.start();
        for (const QString &text : std::as_const(texts))
            found += scanner.scanText(u"SKILL.md"_s, text).size();
        scans << double(bytes) / 1e3 / milliseconds(timer);
    }
    timer.start();
    qsizetype plainly = 0;
    for (const QString &text : std::as_const(texts)) {
        for (const skill::ScanRule &rule : scanner.rules()) {
            for (auto matches = rule.pattern.globalMatch(text); matches.hasNext(); matches.next())
                ++plainly;
        }
    }
    if (plainly == 0 || found != 5 * plainly)
        giveUp(u"The scan found %1 places instead of %2."_s.arg(found / 5).arg(plainly));
    return {{u"scan.rules"_s, quantile(scans, 0.5), u"MB/s"_s, u"each rule's expression by itself over the same texts"_s,
             double(bytes) / 1e3 / milliseconds(timer), u">= 20 MB/s"_s}};
}

QList<Row> overlapAll()
{
    return {overlapRow(u"overlap.all"_s, variedSkills(), u"<= 3000 ms"_s),
            overlapRow(u"overlap.all.mould"_s, skillsOfOneMould(), {})};
}

} // namespace hsf::bench
