// SPDX-License-Identifier: MIT
#include "ui/chat/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <memory>

namespace hsf::ui {

namespace {

using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;
using Parser = std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)>;

constexpr int options = CMARK_OPT_UNSAFE; // nothing unsafe is left in the tree when it is rendered: see asText()

QString taken(char *owned)
{
    const QString text = QString::fromUtf8(owned);
    cmark_get_default_mem_allocator()->free(owned);
    return text;
}

QByteArray harmless(const QByteArray &url) { return url.trimmed().toLower().startsWith("javascript:") ? QByteArray("") : url; }

QByteArray wordsIn(cmark_node *parent)
{
    QByteArray words;
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        words += cmark_node_get_literal(node) ? QByteArray(cmark_node_get_literal(node)) : wordsIn(node);
    return words;
}

bool isInLink(cmark_node *node)
{
    while ((node = cmark_node_parent(node)))
        if (cmark_node_get_type(node) == CMARK_NODE_LINK)
            return true;
    return false;
}

// Raw HTML becomes the text it is; an image becomes a link to it, with the words that stand for it.
void asText(cmark_node *root)
{
    QList<cmark_node *> raw;
    cmark_iter *iter = cmark_iter_new(root);
    for (auto event = cmark_iter_next(iter); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter)) {
        cmark_node *node = cmark_iter_get_node(iter);
        const auto type = cmark_node_get_type(node);
        const bool entered = event == CMARK_EVENT_ENTER;
        if (entered && (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE || type == CMARK_NODE_IMAGE))
            raw.append(node);
        if (entered && type == CMARK_NODE_LINK)
            cmark_node_set_url(node, harmless(cmark_node_get_url(node)).constData());
    }
    cmark_iter_free(iter);
    for (cmark_node *node : raw) {
        const auto type = cmark_node_get_type(node);
        cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
        if (type == CMARK_NODE_IMAGE) {
            const QByteArray words = wordsIn(node);
            cmark_node_set_literal(text, words.isEmpty() ? cmark_node_get_url(node) : words.constData());
            if (isInLink(node)) { // a badge: it leads where that link leads
                cmark_node_replace(node, text);
            } else {
                cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
                cmark_node_set_url(link, harmless(cmark_node_get_url(node)).constData());
                cmark_node_append_child(link, text);
                cmark_node_replace(node, link);
            }
        } else {
            cmark_node_set_literal(text, QByteArray(cmark_node_get_literal(node)).trimmed().constData());
            if (type == CMARK_NODE_HTML_BLOCK) {
                cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
                cmark_node_append_child(paragraph, text);
                cmark_node_replace(node, paragraph);
            } else {
                cmark_node_replace(node, text);
            }
        }
        cmark_node_free(node);
    }
}

QList<int> lineStarts(const QString &text)
{
    QList<int> starts{0};
    for (qsizetype at = text.indexOf(u'\n'); at >= 0; at = text.indexOf(u'\n', at + 1))
        starts.append(int(at) + 1);
    return starts;
}

Parser makeParser()
{
    static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
    Q_UNUSED(registered)
    Parser parser(cmark_parser_new(options), &cmark_parser_free);
    for (const char *name : {"table", "strikethrough", "autolink", "tasklist"})
        if (cmark_syntax_extension *extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    return parser;
}

Node rootOf(cmark_parser &parser, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    cmark_parser_feed(&parser, bytes.constData(), size_t(bytes.size()));
    Node root(cmark_parser_finish(&parser), &cmark_node_free);
    asText(root.get());
    return root;
}

} // namespace

QString markdownWords(const QString &text)
{
    const Parser parser = makeParser();
    const Node root = rootOf(*parser, text);
    QString words;
    const auto endLine = [&] {
        if (!words.isEmpty() && !words.endsWith(u'\n'))
            words += u'\n';
    };
    cmark_iter *iter = cmark_iter_new(root.get());
    for (auto event = cmark_iter_next(iter); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter)) {
        cmark_node *node = cmark_iter_get_node(iter);
        const auto type = cmark_node_get_type(node);
        const bool left = event == CMARK_EVENT_EXIT;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
            words += QString::fromUtf8(cmark_node_get_literal(node));
        else if (type == CMARK_NODE_SOFTBREAK)
            words += u' ';
        else if (type == CMARK_NODE_LINEBREAK)
            words += u'\n';
        else if (left && qstrcmp(cmark_node_get_type_string(node), "table_cell") == 0)
            words += cmark_node_next(node) ? QStringLiteral(", ") : QStringLiteral("\n");
        if (type == CMARK_NODE_CODE_BLOCK || (left && (type & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK))
            if (qstrcmp(cmark_node_get_type_string(node), "table_cell") != 0)
                endLine();
    }
    cmark_iter_free(iter);
    return words.trimmed();
}

QList<MarkdownBlock> markdownBlocks(const QString &text)
{
    const Parser parser = makeParser();
    const Node root = rootOf(*parser, text);

    const QList<int> starts = lineStarts(text);
    QList<MarkdownBlock> blocks;
    for (cmark_node *node = cmark_node_first_child(root.get()); node; node = cmark_node_next(node)) {
        MarkdownBlock block;
        // What asText() made has no place of its own; it stays with the block before.
        const int line = cmark_node_get_start_line(node);
        block.start = line >= 1 && line <= starts.size() ? starts.at(line - 1) : blocks.isEmpty() ? 0 : blocks.last().start;
        if (cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK) {
            block.isCode = true;
            block.code = QString::fromUtf8(cmark_node_get_literal(node));
            if (block.code.endsWith(u'\n'))
                block.code.chop(1);
            block.language = QString::fromUtf8(cmark_node_get_fence_info(node)).section(u' ', 0, 0);
        } else {
            block.html = taken(cmark_render_html(node, options, cmark_parser_get_syntax_extensions(parser.get()))).trimmed();
            if (block.html.startsWith(u"<table>")) // QTextDocument draws lines only when the table itself asks for them
                block.html.replace(0, 7, QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"6\">"));
        }
        blocks.append(block);
    }
    return blocks;
}

} // namespace hsf::ui
