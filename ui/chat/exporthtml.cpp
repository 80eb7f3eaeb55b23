// SPDX-License-Identifier: MIT
#include "ui/chat/exporthtml.h"

#include "ui/chat/markdown.h"
#include "ui/chat/transcript.h"
#include "ui/parts/words_p.h"

using namespace Qt::StringLiterals;

namespace hsf::ui {

namespace {

QString preformatted(const QString &text) { return u"<pre><code>%1</code></pre>\n"_s.arg(text.toHtmlEscaped()); }

QString fromMarkdown(const QString &text)
{
    QString html;
    for (const MarkdownBlock &block : markdownBlocks(text))
        html += block.isCode ? preformatted(block.code) : block.html + u'\n';
    return html;
}

QString folded(const QString &summary, const QString &inside)
{
    return u"<details><summary>%1</summary>%2</details>\n"_s.arg(summary.toHtmlEscaped(), inside);
}

QString pictures(const chat::Message &message)
{
    QString html;
    for (const chat::Image &image : message.images)
        if (image.mediaType.startsWith(u"image/"))
            html += u"<p><img alt=\"%1\" src=\"data:%2;base64,%3\"></p>\n"_s.arg(image.name.toHtmlEscaped(), image.mediaType.toHtmlEscaped(),
                                                                                QString::fromLatin1(image.bytes.toBase64()));
    return html;
}

QString section(const journal::StoredMessage &stored)
{
    const chat::Message &message = stored.message;
    QString inside;
    QString kind = u"agent"_s;
    switch (message.role) {
    case chat::Role::System:
        return {};
    case chat::Role::Tool:
        return folded(Words::tr("Result of %1").arg(message.toolName), preformatted(message.text));
    case chat::Role::User:
        kind = u"you"_s;
        inside = u"<p class=\"words\">%1</p>\n"_s.arg(message.text.toHtmlEscaped());
        for (const chat::TextFile &file : message.files)
            inside += folded(file.name, preformatted(file.text));
        inside += pictures(message);
        break;
    case chat::Role::Assistant:
        if (!message.reasoning.trimmed().isEmpty())
            inside += folded(Words::tr("Thought"), preformatted(message.reasoning));
        inside += fromMarkdown(message.text);
        for (const chat::ToolCall &call : message.toolCalls)
            inside += folded(callTitle(call), preformatted(call.arguments));
        break;
    }
    return u"<section class=\"%1\"><header><b>%2</b> <time>%3</time></header>\n<div dir=\"auto\">%4</div></section>\n"_s
        .arg(kind, kind == u"you" ? Words::tr("You") : Words::tr("Agent"), stored.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), inside);
}

} // namespace

QByteArray chatToHtml(const service::ChatCopy &chat)
{
    const QString title = (chat.session.title.isEmpty() ? Words::tr("A chat") : chat.session.title).toHtmlEscaped();
    QString html = u"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
                   "<title>%1</title>\n<style>\n"
                   ":root{color-scheme:light dark} body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\n"
                   "section{margin:1.5rem 0} .you{background:color-mix(in srgb,currentColor 7%,transparent);border-radius:8px;padding:.6rem 1rem}\n"
                   "time{opacity:.65;font-size:.85em} .words{white-space:pre-wrap} pre{overflow-x:auto;padding:.7rem;border:1px solid #8886;border-radius:6px}\n"
                   "table{border-collapse:collapse} td,th{border:1px solid #8886;padding:.3rem .6rem} img{max-width:100%} blockquote{opacity:.8}\n"
                   "</style></head>\n<body><h1>%1</h1>\n"_s.arg(title);
    for (const journal::StoredMessage &stored : chat.shown)
        html += section(stored);
    return (html + u"</body></html>\n"_s).toUtf8();
}

} // namespace hsf::ui
