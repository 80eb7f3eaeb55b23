// SPDX-License-Identifier: MIT
//
// Over a hundred random libraries: what a difference shows is what is written, whole or in part, and what was written can be
// taken back in any order, to the byte, or it is said which file is in the way.
#include "diff/rows.h"
#include "doorhome.h"

#include <QRandomGenerator>

using namespace hsf;
using namespace hsf::changes;

namespace {
constexpr quint32 seeds = 100;

QByteArray sideOf(const std::optional<QByteArray> &bytes)
{
    return bytes.value_or(QByteArray());
}

/// Lines that repeat, differ in their ends alone, are long, empty or odd: whatever makes a difference hard to tell.
class Scribe
{
public:
    explicit Scribe(quint32 seed)
        : m_random(seed)
    { }
    int below(int end) { return m_random.bounded(end); }

    QByteArray line()
    {
        static const QByteArray words[] = {"Read the page.", "Write the table.", "  indented", "\ttabbed", "", "größer ☂", "Read the page. ",
                                           QByteArray(300, 'x'), "a, b, c", "- a point", "```", "\xe2\x80\x9cquoted\xe2\x80\x9d", "with \r inside"};
        static const QByteArray ends[] = {"\n", "\n", "\n", "\r\n"};
        const QByteArray word = below(3) ? words[below(int(std::size(words)))] : "line " + QByteArray::number(below(50));
        return word + ends[below(int(std::size(ends)))];
    }
    QByteArray text(int most)
    {
        QByteArray text;
        for (int i = below(most + 1); i > 0; --i)
            text += line();
        return below(4) ? text : text.trimmed(); // the last line may have no end
    }
    QByteArray edited(const QByteArray &text)
    {
        QList<QByteArray> lines = diff::splitLines(text);
        for (int i = 1 + below(4); i > 0; --i) {
            const qsizetype at = below(int(lines.size()) + 1);
            const int what = below(3);
            if (what == 0 || at >= lines.size())
                lines.insert(at, line());
            else if (what == 1)
                lines[at] = line();
            else
                lines.removeAt(at);
        }
        return diff::joinLines(lines);
    }
    QList<int> some(int count)
    {
        QList<int> picked;
        for (int i = 0; i < count; ++i) {
            if (below(2))
                picked << i;
        }
        return picked;
    }

    QString skill() { return QString("skill-%1").arg(QChar('a' + below(3))); }

    /// A few skills with a few files.
    Draft library()
    {
        Draft draft = draftBy(Origin::You, {}, "Begin");
        for (int i = 0; i < 3; ++i) {
            const QString name = QString("skill-%1").arg(QChar('a' + i));
            draft.operations << CreateSkill{name, skillText(name, text(12))};
            if (below(2))
                draft.operations << WriteFile{name, "references/a.md", text(8), {}};
        }
        return draft;
    }
    /// What an agent wants of it: one to three files changed, made or removed, memory added to.
    Draft wish(const DoorHome &home)
    {
        Draft draft = draftBy(Origin::Agent, {}, "Improve");
        QSet<QString> touched;
        for (int i = 1 + below(3); i > 0; --i) {
            const QString name = skill(), file = below(3) ? QString() : QString("references/%1.md").arg(QChar('a' + below(2)));
            const QString path = "skills/" + name + "/" + (file.isEmpty() ? "SKILL.md" : file);
            if (touched.contains(path))
                continue;
            touched.insert(path);
            if (file.isEmpty()) {
                const QByteArray all = home.get(path);
                const qsizetype body = all.indexOf("# " + name.toUtf8()) + name.size() + 3;
                draft.operations << WriteFile{name, {}, all.first(body) + edited(all.sliced(body)), {}};
            } else if (home.has(path) && below(4) == 0) {
                draft.operations << RemoveFile{name, file, {}};
            } else {
                draft.operations << WriteFile{name, file, home.has(path) ? edited(home.get(path)) : text(6), {}};
            }
        }
        if (below(4) == 0)
            draft.operations << EditMemory{{{.text = QString("Remember %1.").arg(below(1'000'000))}}};
        return draft;
    }

private:
    QRandomGenerator m_random;
};

struct World {
    DoorHome home;
    OpenDoor open;
    bool begin()
    {
        auto opened = home.open();
        if (!opened)
            return false;
        open = *std::move(opened);
        open->setPolicy({.askBeforeEveryChange = true, .heldLimit = 10'000});
        return true;
    }
    QByteArray at(const FileChange &file) const { return home.has(file.path) ? home.get(file.path) : QByteArray(); }
    bool isAsSaid(const FileChange &file, const QByteArray &bytes) const
    {
        return home.has(file.path) ? home.get(file.path) == bytes : !file.result && bytes.isEmpty();
    }
};
} // namespace

class TestPropertyShown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void displayedRowsHoldEveryByteAndEveryPartOfThem()
    {
        for (quint32 seed = 0; seed < 10 * seeds; ++seed) {
            Scribe author(seed);
            const QByteArray before = author.text(20), after = author.below(8) ? author.edited(before) : author.text(20);
            const auto rows = diff::unifiedRows(before, after);
            QCOMPARE(diff::oldBytes(rows), before);
            QCOMPARE(diff::newBytes(rows), after);
            // A part of the changes, told from the rows alone: those of the other changes go back to what they were.
            const auto changes = diff::diffLines(before, after);
            QCOMPARE(diff::hunkCount(rows), changes.size());
            const QList<int> picked = author.some(int(changes.size()));
            QByteArray fromRows;
            for (const diff::Row &row : rows) {
                const bool taken = row.hunk < 0 || picked.contains(row.hunk);
                if (row.kind == diff::Row::Kind::Context || row.kind == diff::Row::Kind::Fold
                    || (row.kind == diff::Row::Kind::Added && taken) || (row.kind == diff::Row::Kind::Removed && !taken))
                    fromRows += row.bytes;
            }
            QCOMPARE(fromRows, diff::applyChanges(before, after, changes, picked));
        }
    }
    void whatIsShownIsWrittenAndTakenBack()
    {
        World world;
        QVERIFY(world.begin());
        int parts = 0, wholes = 0, conflicts = 0, refused = 0;
        for (quint32 seed = 0; seed < seeds; ++seed) {
            Scribe author(seed);
            const auto empty = world.home.files();
            const auto made = world.open->submit(author.library());
            VERIFY_DONE(made);
            QCOMPARE(made->state, State::Applied);
            const auto start = world.home.files();
            QList<ChangeSetId> applied;
            for (int i = 0; i < 2; ++i) {
                const auto held = world.open->submit(author.wish(world.home));
                if (!held)
                    continue; // it would have changed nothing
                QCOMPARE(held->state, State::Held);
                const auto asIs = world.home.files();
                std::optional<QMap<QString, QList<int>>> hunks;
                QMap<QString, QByteArray> expected;
                if (author.below(2))
                    hunks.emplace();
                for (const FileChange &file : held->files) {
                    const auto rows = diff::unifiedRows(sideOf(file.base), sideOf(file.result));
                    QCOMPARE(diff::oldBytes(rows), world.at(file));
                    expected.insert(file.path, diff::newBytes(rows));
                    if (!hunks)
                        continue;
                    const auto changes = diff::diffLines(sideOf(file.base), sideOf(file.result));
                    const QList<int> picked = author.some(std::max(1, int(changes.size())));
                    hunks->insert(file.path, picked);
                    if (picked.size() < std::max<qsizetype>(1, changes.size()))
                        expected.insert(file.path, picked.isEmpty() ? sideOf(file.base)
                                                                    : diff::applyChanges(sideOf(file.base), sideOf(file.result), changes, picked));
                }
                const auto accepted = world.open->accept(held->id, hunks, Door::IfMoved::Tell);
                if (!accepted || accepted->state == State::Held) {
                    QCOMPARE(world.home.files(), asIs); // nothing chosen, or what is left breaks a rule
                    VERIFY_DONE(world.open->reject(held->id));
                    ++refused;
                    continue;
                }
                applied << accepted->id;
                (accepted->state == State::PartlyApplied ? parts : wholes) += 1;
                for (const FileChange &file : held->files) {
                    const bool dropped = hunks && hunks->value(file.path).isEmpty();
                    QVERIFY2(dropped ? world.at(file) == sideOf(file.base) : world.isAsSaid(file, expected[file.path]),
                             qPrintable(QString("seed %1: %2").arg(seed).arg(file.path)));
                }
                // And nothing else moved.
                auto others = world.home.files(), before = asIs;
                for (const FileChange &file : held->files) {
                    others.remove(file.path);
                    before.remove(file.path);
                }
                QCOMPARE(others, before);
            }
            const bool turned = author.below(2);
            for (qsizetype i = 0; i < applied.size(); ++i) {
                const ChangeSetId id = turned ? applied.at(i) : applied.at(applied.size() - 1 - i);
                const auto now = world.home.files();
                const auto undone = world.open->undo(id);
                if (undone)
                    continue;
                QCOMPARE(undone.error().kind, Error::Kind::Refused);
                QVERIFY2(undone.error().message.contains("skills/") || undone.error().message.contains("memories/")
                             || undone.error().message.contains("nothing of it is left"),
                         qPrintable(undone.error().message));
                QCOMPARE(world.home.files(), now);
                ++conflicts;
                QVERIFY(turned); // the straight way back never conflicts
                VERIFY_DONE(world.open->undo(applied.last()));
                VERIFY_DONE(world.open->undo(id));
                break;
            }
            QCOMPARE(world.home.files(), start);
            VERIFY_DONE(world.open->undo(made->id));
            QCOMPARE(world.home.files(), empty);
        }
        QVERIFY(parts > 20);
        QVERIFY(wholes > 60);
        QVERIFY(refused < 60);
        QCOMPARE(world.home.files(), world.home.filesInGit());
        qInfo("%d accepted whole, %d in part, %d refused or nothing chosen, %d conflicts of undoing out of order", wholes, parts, refused,
              conflicts);
    }
};
QTEST_GUILESS_MAIN(TestPropertyShown)
#include "tst_propertyshown.moc"
