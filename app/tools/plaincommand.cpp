// SPDX-License-Identifier: MIT
#include "tools/plaincommand.h"

using namespace Qt::StringLiterals;

namespace hsf::tools {

namespace {

constexpr qsizetype longestPlainText = 4'096;

/// Means itself, wherever it stands unquoted. "~" only inside a word: at its beginning it is a folder.
bool meansItself(QChar c)
{
    return c.isLetterOrNumber() || u"_-./:=@%+,^~"_s.contains(c);
}

class PlainReader
{
public:
    explicit PlainReader(const QString &text)
        : m_text(text)
    { }

    std::optional<QList<QStringList>> read()
    {
        while (m_at < m_text.size()) {
            if (!step())
                return std::nullopt;
        }
        endWord();
        // Something must follow && || | — and there must be something at all.
        if (m_command.isEmpty() && (m_wantsMore || m_commands.isEmpty()))
            return std::nullopt;
        if (!m_command.isEmpty())
            m_commands.append(m_command);
        return m_commands;
    }

private:
    bool step()
    {
        const QChar c = m_text[m_at];
        if (c == u' ' || c == u'\t') {
            endWord();
            ++m_at;
            return true;
        }
        if (c == u'\n') {
            ++m_at;
            endWord();
            return m_command.isEmpty() || endCommand(false); // an empty line is nothing
        }
        if (c == u';' || c == u'&' || c == u'|')
            return joint(c);
        return word(c);
    }

    bool joint(QChar c)
    {
        const bool twice = m_at + 1 < m_text.size() && m_text[m_at + 1] == c;
        if ((c == u'&' && !twice) || (c == u';' && twice))
            return false;
        m_at += twice ? 2 : 1;
        endWord();
        return endCommand(c != u';');
    }

    bool word(QChar c)
    {
        if (c == u'\'' || c == u'"')
            return quoted(c);
        if (!meansItself(c) || (c == u'~' && !m_inWord))
            return false;
        m_inWord = true;
        m_word += c;
        ++m_at;
        return true;
    }

    bool quoted(QChar quote)
    {
        const qsizetype end = m_text.indexOf(quote, m_at + 1);
        if (end < 0)
            return false;
        const QString inside = m_text.sliced(m_at + 1, end - m_at - 1);
        for (const QChar c : inside) {
            if (!c.isPrint() || (quote == u'"' && u"$`\\!"_s.contains(c)))
                return false;
        }
        m_word += inside;
        m_inWord = true;
        m_at = end + 1;
        return true;
    }

    void endWord()
    {
        if (m_inWord)
            m_command.append(std::exchange(m_word, {}));
        m_inWord = false;
    }

    bool endCommand(bool wantsMore)
    {
        if (m_command.isEmpty())
            return false;
        m_commands.append(std::exchange(m_command, {}));
        m_wantsMore = wantsMore;
        return true;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    bool m_wantsMore = false;
    QStringList m_command;
    QList<QStringList> m_commands;
};

} // namespace

std::optional<QList<QStringList>> plainCommands(const QString &text)
{
    return text.size() > longestPlainText ? std::nullopt : PlainReader(text).read();
}

} // namespace hsf::tools
