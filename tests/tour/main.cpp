// SPDX-License-Identifier: MIT
//
// hsf-tour OUT: the story's scenes as pictures, each dark and light, and one with large text and one in a narrow window.
#include "tour/eyes.h"
#include "tour/story.h"

#include "base/translations.h"
#include "ui/chat/conversationaccess.h"

#include <QApplication>
#include <QDir>

using namespace Qt::StringLiterals;
using namespace hsf;
using Theme = AppearanceSettings::Theme;

namespace {

bool save(test::Story &story, const QString &file)
{
    const QImage picture = test::pictureOf(story.window());
    if (!test::showsSomething(picture)) {
        qCritical("%s would be blank.", qPrintable(file));
        return false;
    }
    if (!picture.save(file)) {
        qCritical("Could not write %s.", qPrintable(file));
        return false;
    }
    return true;
}

bool saveBoth(test::Story &story, const QString &stem)
{
    story.appear(Theme::Dark);
    const bool dark = save(story, stem + u".dark.png"_s);
    story.appear(Theme::Light);
    return dark && save(story, stem + u".light.png"_s);
}

bool saveUnusual(test::Story &story, const QString &stem)
{
    story.appear(Theme::Light, 150);
    bool saved = save(story, stem + u"-150-percent.light.png"_s);
    story.appear(Theme::Dark);
    story.window().resize(900, 800);
    saved = save(story, stem + u"-narrow.dark.png"_s) && saved;
    story.window().resize(1280, 800);
    return saved;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationDisplayName(u"Hermes Skill Factory"_s);
    installTranslations(app); // "1 skill", not "1 skill(s)", in the pictures too
    ui::installConversationAccess();
    if (argc != 2 || !QDir().mkpath(QString::fromLocal8Bit(argv[1]))) {
        qCritical("Please name a folder for the pictures: hsf-tour OUT");
        return 2;
    }
    const QDir out(QString::fromLocal8Bit(argv[1]));
    test::Story story;
    for (const test::Scene &scene : test::Story::scenes()) {
        if (const auto reached = (story.*scene.reach)(); !reached) {
            qCritical("%s: %s", qPrintable(scene.name), qPrintable(reached.error().message));
            return 1;
        }
        const QString stem = out.filePath(scene.name);
        if (!saveBoth(story, stem) || (scene.name.endsWith(u"chat-again") && !saveUnusual(story, stem)))
            return 1;
        qInfo("%s", qPrintable(scene.name));
    }
    return 0;
}
