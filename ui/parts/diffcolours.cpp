// SPDX-License-Identifier: MIT
#include "ui/parts/diffcolours.h"

#include "diff/lines.h"
#include "ui/parts/diffview.h"
#include "ui/parts/theme.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>
#include <QMutex>

namespace hsf::ui {

namespace {

using KSyntaxHighlighting::Repository;

constexpr qsizetype mostBytes = 400'000, longestLine = 4'000;

// The library's colours, moved towards the text's colour until they can be read on every ground of a diff.
QRgb readable(QColor colour, const Colours &c)
{
    const auto worst = [&](const QColor &ink) {
        double least = 21;
        for (const QColor &ground : {c.base, c.added, c.removed, c.addedMark, c.removedMark, c.accentSoft, c.glow})
            least = std::min(least, contrast(ink, ground));
        return least;
    };
    const QColor wanted = colour;
    for (int part = 0; part <= 10 && worst(colour) < 4.5; ++part) {
        const float own = 1 - float(part) / 10, text = float(part) / 10;
        colour = QColor::fromRgbF(wanted.redF() * own + c.text.redF() * text,
                                  wanted.greenF() * own + c.text.greenF() * text,
                                  wanted.blueF() * own + c.text.blueF() * text);
    }
    return colour.rgb();
}

class Collector final : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    explicit Collector(const Repository &repository)
        : m_light(repository.defaultTheme(Repository::LightTheme))
        , m_dark(repository.defaultTheme(Repository::DarkTheme))
    { }
    QList<QList<ColourSpan>> lines(const QByteArray &text, const std::function<bool()> &stopped)
    {
        QList<QList<ColourSpan>> all;
        KSyntaxHighlighting::State state;
        for (const QByteArray &bytes : diff::splitLines(text)) {
            if (stopped && stopped())
                return {};
            m_line.clear();
            QString line = QString::fromUtf8(bytes);
            while (line.endsWith(u'\n') || line.endsWith(u'\r'))
                line.chop(1);
            if (line.size() <= longestLine)
                state = highlightLine(line, state);
            all.append(m_line);
        }
        return all;
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length <= 0 || !format.isValid() || !format.hasTextColor(m_light))
            return;
        auto known = m_known.constFind(format.id());
        if (known == m_known.constEnd())
            known = decltype(known)(m_known.insert(format.id(),
                                                   {readable(format.textColor(m_light), lightColours()),
                                                    readable(format.textColor(m_dark), darkColours())}));
        m_line.append({offset, length, known->first, known->second});
    }

private:
    const KSyntaxHighlighting::Theme m_light, m_dark;
    QHash<int, std::pair<QRgb, QRgb>> m_known;
    QList<ColourSpan> m_line;
};

} // namespace

bool isWorthColouring(const FileDiff &file)
{
    return std::max(file.before.size(), file.after.size()) <= mostBytes;
}

DiffColours coloursOf(const FileDiff &file, const std::function<bool()> &stopped)
{
    // Definitions are loaded as they are met, which is no matter for two threads: one at a time, apart from the
    // editor's own.
    static auto *mutex = new QMutex; // lives as long as the threads of the pool
    const QMutexLocker lock(mutex);
    static auto *repository = new Repository; // and so does this
    const auto definition = repository->definitionForFileName(file.path);
    if (!definition.isValid() || !isWorthColouring(file))
        return {};
    Collector collector(*repository);
    collector.setDefinition(definition);
    collector.setTheme(repository->defaultTheme(Repository::LightTheme));
    return {collector.lines(file.before, stopped), collector.lines(file.after, stopped)};
}

} // namespace hsf::ui
