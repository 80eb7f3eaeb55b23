// SPDX-License-Identifier: MIT
#include "tools/shellcommand.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_text(text)
    { }

    ShellText read()
    {
        while (m_at < m_text.size())
            step();
        endCommand();
        return m_result;
    }

private:
    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'\n') {
            endCommand();
            ++m_at;
            skipHereDocument();
        } else if (c == u'&' && next() == u'>') { // both streams: &> file
            endWord();
            ++m_at;
        } else if (c == u';' || c == u'&' || c == u'|' || c == u'(' || c == u')') {
            endCommand();
            ++m_at;
        } else if (c.isSpace()) {
            endWord();
            ++m_at;
        } else if (c == u'#' && !m_inWord) {
            m_at = lineEnd();
        } else if (c == u'>' || c == u'<') {
            redirection(c);
        } else {
            character(c);
        }
    }

    void character(QChar c)
    {
        m_inWord = true;
        if (c == u'\\') {
            if (next() != u'\n' && !next().isNull())
                m_word += next();
            m_at += 2;
        } else if (c == u'\'') {
            const qsizetype end = endOf(u'\'');
            m_word += m_text.sliced(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        } else if (c == u'"') {
            doubleQuoted();
        } else if (!substitution()) {
            // $'…' ends elsewhere in some shells than in others: what stands behind it is not certain.
            m_result.opaque = m_result.opaque || (c == u'$' && next() == u'\'');
            m_word += c;
            ++m_at;
        }
    }

    void doubleQuoted()
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"';) {
            if (m_text[m_at] == u'\\') {
                m_word += next();
                m_at += 2;
            } else if (!substitution()) {
                m_word += m_text[m_at++];
            }
        }
        ++m_at;
    }

    /// $(…) and `…`: what is inside counts as commands of their own.
    bool substitution()
    {
        qsizetype end = -1;
        qsizetype start = m_at + 1;
        if (m_text[m_at] == u'`') {
            end = endOf(u'`');
        } else if (m_text[m_at] == u'$' && next() == u'(') {
            start = m_at + 2;
            end = closingParenthesis(start);
        } else {
            return false;
        }
        m_result.opaque = true;
        m_result.commands += readShell(m_text.mid(start, end - start)).commands;
        m_word += u"$(…)"_s;
        m_at = end + 1;
        return true;
    }

    void redirection(QChar c)
    {
        // "2>" names a stream; it is no word of the command.
        if (m_word.size() == 1 && m_word[0].isDigit()) {
            m_word.clear();
            m_inWord = false;
        }
        endWord();
        const bool document = c == u'<' && next() == u'<' && m_text.mid(m_at, 3) != u"<<<"_s;
        while (m_at < m_text.size() && (m_text[m_at] == u'>' || m_text[m_at] == u'<' || m_text[m_at] == u'|'))
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == u'&') { // 2>&1 goes to no file, >&log does
            m_target = next().isDigit() || next() == u'-' ? Target::Read : Target::Written;
            ++m_at;
            return;
        }
        m_target = document ? Target::Document : c == u'>' ? Target::Written : Target::Read;
    }

    void endWord()
    {
        if (!m_inWord)
            return;
        switch (m_target) {
        case Target::None:
            m_command.words.append(m_word);
            break;
        case Target::Written:
            m_command.writesTo.append(m_word);
            break;
        case Target::Document:
            m_documentEnd = m_word.startsWith(u'-') ? m_word.sliced(1) : m_word;
            break;
        case Target::Read:
            break;
        }
        m_target = Target::None;
        m_word.clear();
        m_inWord = false;
    }

    void endCommand()
    {
        endWord();
        static const QSet<QString> reserved{u"{"_s,  u"}"_s,     u"!"_s,     u"if"_s, u"then"_s, u"else"_s, u"elif"_s,
                                            u"fi"_s, u"while"_s, u"until"_s, u"do"_s, u"done"_s, u"esac"_s, u"time"_s};
        while (!m_command.words.isEmpty() && reserved.contains(m_command.words.first()))
            m_command.words.removeFirst();
        if (!m_command.words.isEmpty() || !m_command.writesTo.isEmpty())
            m_result.commands.append(m_command);
        m_command = {};
    }

    void skipHereDocument()
    {
        if (m_documentEnd.isEmpty())
            return;
        QString body;
        while (m_at < m_text.size()) {
            const QString line = m_text.sliced(m_at, lineEnd() - m_at);
            m_at = std::min(lineEnd() + 1, m_text.size());
            if (line.trimmed() == m_documentEnd)
                break;
            body += line + u'\n';
        }
        if (!m_result.commands.isEmpty())
            m_result.commands.last().input = body;
        m_result.opaque = m_result.opaque || body.contains(u"$("_s) || body.contains(u'`');
        m_documentEnd.clear();
    }

    QChar next() const { return m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar(); }
    qsizetype lineEnd() const
    {
        const qsizetype end = m_text.indexOf(u'\n', m_at);
        return end < 0 ? m_text.size() : end;
    }
    qsizetype endOf(QChar quote) const
    {
        const qsizetype end = m_text.indexOf(quote, m_at + 1);
        return end < 0 ? m_text.size() : end;
    }
    qsizetype closingParenthesis(qsizetype from) const
    {
        int depth = 1;
        for (qsizetype i = from; i < m_text.size(); ++i) {
            depth += m_text[i] == u'(' ? 1 : m_text[i] == u')' ? -1 : 0;
            if (depth == 0)
                return i;
        }
        return m_text.size();
    }

    enum class Target { None, Read, Written, Document };
    const QString &m_text;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    Target m_target = Target::None;
    QString m_documentEnd;
    SimpleCommand m_command;
    ShellText m_result;
};

} // namespace

ShellText readShell(const QString &text)
{
    return Reader(text).read();
}

} // namespace hsf::tools
