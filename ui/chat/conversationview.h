// SPDX-License-Identifier: MIT
//
// The conversation: lays out and paints only what is visible. A finished block is a document made once; while an answer streams
// only its open tail is read anew. Follows the end only when it is within 100 px of it.
// conversationview.cpp holds what there is, …layout.cpp where it stands, …documents.cpp what blocks are made of, …paint.cpp how it
// looks, …earlier.cpp what stands before it and comes later, …input.cpp mouse and keyboard, …selection.cpp what is copied, …find.cpp what is looked for, …parts.cpp what a screen reader
// asks of a message.
#pragma once
#include "ui/chat/markdown.h"
#include "ui/chat/transcript.h"

#include <functional>
#include <QAbstractScrollArea>
#include <QTextDocument>

namespace hsf::ui {

class ConversationView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit ConversationView(QWidget *parent = nullptr);
    ~ConversationView() override;

    /// Whether what stands before the messages is still to come, by addEarlier.
    enum class Rest { None, Comes };
    void setMessages(const QList<journal::StoredMessage> &messages, Rest rest = Rest::None);
    /// Stands before everything there is; nothing of what is seen moves.
    void addEarlier(const QList<journal::StoredMessage> &messages, Rest rest);
    bool isWhole() const { return m_rest == Rest::None && m_earlier.isEmpty(); }
    /// Now, or when everything is there; never, if another conversation is shown before.
    void whenWhole(const std::function<void()> &work);
    void addStored(const journal::StoredMessage &message);   ///< replaces the streamed tail
    void appendAnswer(const QString &text);
    void appendThought(const QString &text);
    void startTool(const chat::ToolCall &call);
    void appendOutput(const QString &callId, const QString &output);
    void finishTool(const chat::ToolCall &call, const tools::ToolResult &result, int milliseconds);
    /// A quiet line; `html` may hold links, answered by linkActivated.
    void addNotice(const QString &html);
    void endStream();
    void addCompaction(const journal::Compaction &compaction);

    void showMessage(qint64 number);
    void scrollToEnd();
    QString selectedText() const;
    QString selectedHtml() const;                            ///< without colours
    QString markdownOf(int entry) const;
    /// Marks the words wherever they stand; the number of entries that hold them, as far as they were read: foundMore tells of others.
    int find(const QString &words);
    int foundCount() const { return int(m_found.size()); }
    bool isFinding() const;                                  ///< there are entries still to be looked at
    /// 1 or -1: goes to the next place, as soon as it is known; false: there is none.
    bool findNext(int step);
    int foundPlace() const;                                  ///< of the entries found the how manieth, from 1; 0: none yet
    QString plainText() const;                               ///< everything, as a screen reader says it
    QString shownText(int entry);                            ///< what is painted of an entry, a block a line
    const QList<Entry> &entries() const { return m_entries; }
    QRect entryRect(int entry) const;                        ///< in the viewport
    int entryAt(int y) const;                                ///< in the viewport; -1: there is none
    int currentEntry() const { return m_current; }
    void makeCurrent(int entry);                             ///< and brings it into view
    bool foldable(const Entry &entry) const;
    void toggle(int entry);

    /// What can be pressed in a message, wherever the pointer is: its links in the order they are read, then its buttons.
    struct Part {
        enum class Kind { Link, Copy, Edit, Again, Previous, Next };
        Kind kind;
        QString words;
        QString link;         ///< where it leads
        int from = 0, to = 0; ///< of a link: its place in spokenText()
        int piece = -1;       ///< of Copy: which code
    };
    QList<Part> partsOf(int entry) const;
    void pressPart(int entry, const Part &part);
    /// What is read of an entry letter by letter: what is painted, or of a folded one its line.
    QString spokenText(int entry) const;
    QRect lettersRect(int entry, int from, int to) const;    ///< in the viewport; where they were not laid out yet, the entry's
    int letterAt(const QPoint &point);                       ///< in the spokenText() of the entry there
    std::pair<int, int> selectedLetters(int entry) const;    ///< equal: none
    void selectLetters(int entry, int from, int to);

public Q_SLOTS:
    void copy();                                             ///< of a selection of all: when all is there; of very much: between events
    void copyMarkdown() const;                               ///< of the current message
    void selectAll();
    void toPrevious() { step(-1); }                          ///< message
    void toNext() { step(1); }

Q_SIGNALS:
    void linkActivated(const QString &link);
    void linkHovered(const QString &link);                   ///< empty: no more
    void editRequested(qint64 number, const QString &text);
    void regenerateRequested(qint64 number);
    void versionRequested(qint64 number);
    void awayFromEnd(bool away);                             ///< there are new words below what is seen
    void foundMore();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Piece { ///< one block of an entry
        std::unique_ptr<QTextDocument> document;
        QString source;       ///< what the document was made of
        bool isCode = false;
        QString language;
        bool coloured = true; ///< or has nothing to be coloured
        int start = 0;        ///< in the entry's text
        int inset = 0;        ///< on both sides, within the entry
        bool wraps = true;    ///< of code: long lines are broken
        int shift = 0;        ///< of code that does not wrap: how far it is moved to the left
        int top = 0, height = 0;
        int bottom = 0;       ///< with the space below it
        int laidOutFor = -1;  ///< content width
    };
    struct Shape { ///< how an entry is laid out; made when it comes near the screen
        std::vector<Piece> pieces;
        int top = 0, height = 0;
        bool known = false;
        int heightFor = -1;   ///< content width the height belongs to, guessed or measured
        int breaks = -1;      ///< line breaks in the entry's text; -1: not counted
        int final = 0;        ///< of an answer: where the text begins that may still change its meaning
    };
    struct Button { ///< in the head of an entry or of a code block
        enum class What { Edit, Again, Previous, Version, Next, Copy, Wrap };
        What what;
        QString text;
        QRect rect;
        int piece = -1;
    };
    struct Spot {
        int entry = -1, piece = 0, position = 0;
        auto operator<=>(const Spot &) const = default;
    };

    Entry *streaming(Entry::Kind kind);
    void changed(int entry);
    void appended();
    void follow(bool wasAtEnd);
    bool isAtEnd() const;
    void forgetShapes();
    void letGoFarShapes();
    void letGo(int entry);
    void shapeAhead();
    void shapeNextAhead();
    int nextAhead() const;
    static int firstPieceFrom(const Shape &shape, int y);   ///< the first that ends below y, in the entry
    struct Place { ///< y in the viewport
        int entry = -1, y = 0;
        bool atEnd = false;
    };
    Place placeRead() const;
    void keepPlace(int entry, const std::function<void()> &work);
    void stayAt(const Place &place);
    void colourSoon();
    void colourNext();
    void shapeSeen();
    void shape(int entry);
    void shapeTail(int entry);
    void layOut(int entry);
    bool takeOver(Piece &old, const MarkdownBlock &block) const;
    Piece makePiece(const QString &html, const QString &code, const QString &language, bool isCode) const;
    std::unique_ptr<QTextDocument> plainDocument(const QString &text, bool monospace) const;
    std::vector<Piece> piecesOf(const Entry &entry) const;
    struct Guess { int columns, lineHeight; };
    int guessedHeight(int entry, const Guess &guess);
    void takeEarlier();
    void insertEarlier(const QList<journal::StoredMessage> &messages);
    void shiftBy(int entries);
    void cameNearer();
    void findOn();
    void retop(int from);
    void updateRange();
    int contentWidth() const;
    int contentLeft() const;
    Spot spotAt(const QPoint &point);
    bool moveCode(const Spot &spot, int by);
    template <class Work> auto withPieces(int entry, Work work) const;
    Spot spotOf(int entry, int letter) const;
    std::optional<Spot> nextUncoloured() const;
    QString menuWords(const Part &part) const;
    void paintEntry(QPainter &painter, int entry, int y);
    void paintHead(QPainter &painter, const Entry &entry, const QRect &rect);
    void paintPiece(QPainter &painter, int entry, int piece, const QPoint &at, int width);
    QList<Button> buttons(int entry) const;
    int insetOf(const Piece &piece) const;
    void press(const Button &button, int entry);
    QString linkAt(const QPoint &point) const;
    void step(int by);
    QString selected(QString *html) const;
    struct Copied {
        QStringList words;
        QString html;
    };
    struct Copying { ///< of very much: a few messages at a time, as they were when it began
        QList<Entry> entries; ///< those that the selection touches
        Spot from, to;        ///< in all
        int done = 0;
        Copied copied;
    };
    /// What of the pieces of `entry` lies between two spots.
    static void copyEntry(int entry, const std::vector<Piece> &pieces, const Spot &from, const Spot &to, Copied &copied);
    void copyOn();
    QList<int> placesIn(const Piece &piece) const;
    void reveal(int entry, int piece, int position);

    QList<Entry> m_entries;
    std::vector<Shape> m_shapes;
    int m_streamAnswer = -1, m_streamThought = -1;
    int m_current = -1;
    int m_hovered = -1;
    QString m_hoveredLink;
    QString m_wanted;         ///< what is looked for
    QList<int> m_found;       ///< entries that hold it
    int m_unread = 0;         ///< entries before this one were not looked at yet
    int m_findStep = 0;       ///< one wants to go on when more was looked at
    bool m_findPlanned = false;
    bool m_colourPlanned = false;
    Spot m_foundAt;           ///< the place one is at
    Spot m_anchor, m_head;
    bool m_selecting = false;
    bool m_ahead = false;     ///< shaping ahead is planned
    Rest m_rest = Rest::None;
    QList<QList<journal::StoredMessage>> m_earlier; ///< came, and is not among the entries yet: the later ones first
    QList<std::function<void()>> m_whenWhole;
    std::optional<qint64> m_toShow;                 ///< a message that is not there yet
    bool m_toBeginning = false;                     ///< one wants to go there
    bool m_allSelected = false;
    std::unique_ptr<Copying> m_copying;
    bool m_copyPlanned = false;
    bool m_still = false;     ///< what moves is not seen
    bool m_away = false;
};

} // namespace hsf::ui
