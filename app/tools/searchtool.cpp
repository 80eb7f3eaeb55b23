// SPDX-License-Identifier: MIT
#include "tools/searchtool.h"

#include "tools/filetools.h"
#include "tools/words_p.h"
#include "tools/workpath.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

constexpr int hitLimit = 200;
constexpr qsizetype textLimit = 48 * 1024;
constexpr qsizetype lineLimit = 400;
constexpr qint64 searchedFileLimit = 4 << 20;
constexpr qint64 timeLimitMs = 20'000;

bool isLeftOut(const QString &folder)
{
    static const QSet<QString> names{u".git"_s,          u".hg"_s,         u".svn"_s,          u"node_modules"_s,
                                     u".venv"_s,         u"venv"_s,        u"__pycache__"_s,   u".tox"_s,
                                     u".pytest_cache"_s, u".mypy_cache"_s, u"site-packages"_s, u".cache"_s};
    return names.contains(folder);
}

class Search
{
public:
    Search(QString root, QRegularExpression pattern, std::optional<QRegularExpression> glob, bool globHasFolder,
           std::stop_token stop)
        : m_root(std::move(root))
        , m_pattern(std::move(pattern))
        , m_glob(std::move(glob))
        , m_globHasFolder(globHasFolder)
        , m_stop(std::move(stop))
    {
        m_timer.start();
    }

    void run(bool content)
    {
        m_content = content;
        const QFileInfo start(m_root);
        if (start.isFile()) {
            visit(start, start.fileName());
        } else {
            walk(m_root, QString());
        }
    }

    QString text() const
    {
        QString text = m_hits.isEmpty() ? u"Nothing found."_s : m_hits.join(u'\n');
        if (m_cut)
            text += u"\n[cut after %1 hits: narrow the pattern, path or glob]"_s.arg(m_hits.size());
        if (m_late)
            text += u"\n[stopped looking after 20 s: narrow the path or glob]"_s;
        if (m_skipped > 0)
            text += u"\n[%1 file(s) over 4 MiB were not looked into]"_s.arg(m_skipped);
        return text;
    }
    int hits() const { return int(m_hits.size()); }

private:
    bool over()
    {
        m_late = m_late || m_timer.elapsed() > timeLimitMs;
        return m_cut || m_late || m_stop.stop_requested();
    }

    void walk(const QString &folder, const QString &relative)
    {
        // Sorted, so that the same question has the same answer; links are not followed, so that there is an end.
        const auto entries = QDir(folder).entryInfoList(
            QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QFileInfo &entry : entries) {
            if (over())
                return;
            const QString path = relative.isEmpty() ? entry.fileName() : relative + u'/' + entry.fileName();
            if (!entry.isDir())
                visit(entry, path);
            else if (!isLeftOut(entry.fileName()))
                walk(entry.filePath(), path);
        }
    }

    void visit(const QFileInfo &file, const QString &path)
    {
        if (!file.isFile())
            return;
        if (m_glob && !m_glob->match(m_globHasFolder ? path : file.fileName()).hasMatch())
            return;
        if (m_content)
            lines(file, path);
        else if (m_pattern.match(path).hasMatch())
            add(path);
    }

    void lines(const QFileInfo &info, const QString &path)
    {
        if (info.size() > searchedFileLimit) {
            ++m_skipped;
            return;
        }
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly) || file.peek(8'192).contains('\0'))
            return;
        for (int number = 1; !over(); ++number) {
            const QByteArray line = file.readLine();
            if (line.isEmpty())
                return;
            const QString text = QString::fromUtf8(line).trimmed();
            const QRegularExpressionMatch match = m_pattern.match(text);
            if (match.hasMatch())
                add(u"%1:%2: %3"_s.arg(path).arg(number).arg(around(text, match.capturedStart())));
        }
    }

    static QString around(const QString &line, qsizetype place)
    {
        if (line.size() <= lineLimit)
            return line;
        const qsizetype from = std::max<qsizetype>(0, place - lineLimit / 2);
        return (from > 0 ? u"…"_s : QString()) + line.sliced(from, std::min(lineLimit, line.size() - from)) + u"…"_s;
    }

    void add(const QString &hit)
    {
        m_hits.append(hit);
        m_bytes += hit.size();
        m_cut = m_hits.size() >= hitLimit || m_bytes > textLimit;
    }

    QString m_root;
    QRegularExpression m_pattern;
    std::optional<QRegularExpression> m_glob;
    bool m_globHasFolder;
    std::stop_token m_stop;
    QElapsedTimer m_timer;
    bool m_content = true;
    QStringList m_hits;
    qsizetype m_bytes = 0;
    int m_skipped = 0;
    bool m_cut = false;
    bool m_late = false;
};

/// A limit on backtracking, so that "(a+)+b" cannot keep a turn that somebody wants to stop.
Result<QRegularExpression> compiled(const QString &pattern)
{
    const QRegularExpression bare(pattern);
    if (!bare.isValid()) {
        return fail(Error::Kind::Malformed,
                    u"\"pattern\" is not a regular expression: %1 at character %2. Put a backslash before "
                    "( ) [ ] { } . * + ? to find them as they are."_s.arg(bare.errorString())
                        .arg(bare.patternErrorOffset()));
    }
    QRegularExpression limited(u"(*LIMIT_MATCH=100000)"_s + pattern);
    limited.optimize();
    return limited;
}

} // namespace

ToolResult searchFiles(Desk &desk, Call &call)
{
    const QString mode = call.arguments.oneOf(u"mode"_s, {u"content"_s, u"files"_s}, u"content"_s);
    const bool content = mode == u"content";
    const QString pattern = content ? call.arguments.text(u"pattern"_s) : call.arguments.textOr(u"pattern"_s);
    const QString asked = call.arguments.textOr(u"path"_s, u"."_s);
    const QString glob = call.arguments.textOr(u"glob"_s);
    if (const Result<> fits = call.arguments.checked(); !fits)
        return failure(fits.error());
    const Result<QRegularExpression> expression = compiled(pattern);
    if (!expression)
        return failure(expression.error());

    const QString path = workPath(asked, desk.workspace());
    if (path.isEmpty())
        return failure(u"no-workspace"_s, u"No workspace is chosen for this chat; give an absolute path."_s);
    const ApprovalRequest request{.session = desk.context().session,
                                  .callId = call.call.id,
                                  .tool = call.call.name,
                                  .title = Words::tr("Search in %1").arg(path),
                                  .path = path};
    if (auto denied = desk.denied(readPermission(desk, path), request, call.stop))
        return *denied;
    if (!QFileInfo::exists(path))
        return failure(u"not-found"_s, u"%1 does not exist."_s.arg(path));

    std::optional<QRegularExpression> names;
    if (!glob.isEmpty())
        names = QRegularExpression(
            QRegularExpression::wildcardToRegularExpression(glob, QRegularExpression::NonPathWildcardConversion));
    Search search(path, *expression, names, glob.contains(u'/'), call.stop);
    search.run(content);
    if (call.stop.stop_requested())
        return failure(u"stopped"_s, u"Stopped by the person while searching."_s);
    return {.text = search.text(), .display = {{u"path"_s, path}, {u"hits"_s, search.hits()}}};
}

} // namespace hsf::tools
