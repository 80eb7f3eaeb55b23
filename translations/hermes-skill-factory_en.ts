<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>hsf::curator::Words</name>
    <message numerus="yes">
        <source>loaded in %n chats so far</source>
        <translation>
            <numerusform>loaded in %n chat so far</numerusform>
            <numerusform>loaded in %n chats so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Never used in %n days</source>
        <translation>
            <numerusform>Never used in %n day</numerusform>
            <numerusform>Never used in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not used for %n days</source>
        <translation>
            <numerusform>Not used for %n day</numerusform>
            <numerusform>Not used for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it costs %n tokens at the start of every chat</source>
        <translation>
            <numerusform>it costs %n token at the start of every chat</numerusform>
            <numerusform>it costs %n tokens at the start of every chat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Loaded in %n different chats: its trial is over.</source>
        <translation>
            <numerusform>Loaded in %n different chat: its trial is over.</numerusform>
            <numerusform>Loaded in %n different chats: its trial is over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::models</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::models::ChangeSetModel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::models::ProposalModel</name>
    <message numerus="yes">
        <source>archive %n skill(s)</source>
        <translation>
            <numerusform>archive %n skill</numerusform>
            <numerusform>archive %n skills</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mark %n as stale</source>
        <translation>
            <numerusform>mark %n as stale</numerusform>
            <numerusform>mark %n as stale</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>bring %n back to active</source>
        <translation>
            <numerusform>bring %n back to active</numerusform>
            <numerusform>bring %n back to active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::models::SkillModel</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::service::ChatService</name>
    <message numerus="yes">
        <source>Stopped after %n model calls, the limit of a turn.</source>
        <translation>
            <numerusform>Stopped after %n model call, the limit of a turn.</numerusform>
            <numerusform>Stopped after %n model calls, the limit of a turn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::service::CuratorService</name>
    <message numerus="yes">
        <source>Keep %1 for %n days</source>
        <translation>
            <numerusform>Keep %1 for %n day</numerusform>
            <numerusform>Keep %1 for %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui</name>
    <message numerus="yes">
        <source>and %n more finding(s)</source>
        <translation>
            <numerusform>and %n more finding</numerusform>
            <numerusform>and %n more findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⋯ %n line(s) alike</source>
        <translation>
            <numerusform>⋯ %n line alike</numerusform>
            <numerusform>⋯ %n lines alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>⋯ %n line(s) differ in white space only</source>
        <translation>
            <numerusform>⋯ %n line differs in white space only</numerusform>
            <numerusform>⋯ %n lines differ in white space only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▾ Fold %n line(s) again</source>
        <translation>
            <numerusform>▾ Fold %n line again</numerusform>
            <numerusform>▾ Fold %n lines again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ChangesPage</name>
    <message numerus="yes">
        <source>%n change(s) wait for your word.</source>
        <translation>
            <numerusform>%n change waits for your word.</numerusform>
            <numerusform>%n changes wait for your word.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ChatPage</name>
    <message numerus="yes">
        <source>review in %n tool iterations</source>
        <translation>
            <numerusform>review in %n tool iteration</numerusform>
            <numerusform>review in %n tool iterations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>memory review in %n messages</source>
        <translation>
            <numerusform>memory review in %n message</numerusform>
            <numerusform>memory review in %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::CuratorPage</name>
    <message numerus="yes">
        <source>%n skill(s) it may manage</source>
        <translation>
            <numerusform>%n skill it may manage</numerusform>
            <numerusform>%n skills it may manage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::LibraryPane</name>
    <message numerus="yes">
        <source>%n thing(s) could not be read</source>
        <translation>
            <numerusform>%n thing could not be read</numerusform>
            <numerusform>%n things could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden by filter · Show</source>
        <translation>
            <numerusform>%n hidden by filter · Show</numerusform>
            <numerusform>%n hidden by filter · Show</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::MainWindow</name>
    <message numerus="yes">
        <source>%1, %n waiting</source>
        <translation>
            <numerusform>%1, %n waiting</numerusform>
            <numerusform>%1, %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for you</source>
        <translation>
            <numerusform>%n waiting for you</numerusform>
            <numerusform>%n waiting for you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::RowDelegate</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::SkillEditor</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::SkillFacts</name>
    <message numerus="yes">
        <source>%1, %n file(s)</source>
        <translation>
            <numerusform>%1, %n file</numerusform>
            <numerusform>%1, %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::SkillsPage</name>
    <message numerus="yes">
        <source>%n skill(s)</source>
        <translation>
            <numerusform>%n skill</numerusform>
            <numerusform>%n skills</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s), %1 archived</source>
        <translation>
            <numerusform>%n skill, %1 archived</numerusform>
            <numerusform>%n skills, %1 archived</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::changes::Words</name>
    <message numerus="yes">
        <source>used %n time(s)</source>
        <translation>
            <numerusform>used once</numerusform>
            <numerusform>used %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ExportDialog</name>
    <message numerus="yes">
        <source>Exported %n skill(s) to %1.</source>
        <translation>
            <numerusform>Exported %n skill to %1.</numerusform>
            <numerusform>Exported %n skills to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s) ticked</source>
        <translation>
            <numerusform>%n skill ticked</numerusform>
            <numerusform>%n skills ticked</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::FirstRun</name>
    <message numerus="yes">
        <source>%1: %n skill(s)</source>
        <translation>
            <numerusform>%1: %n skill</numerusform>
            <numerusform>%1: %n skills</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%1 · %n skill(s) · %2</source>
        <translation>
            <numerusform>%1 · %n skill · %2</numerusform>
            <numerusform>%1 · %n skills · %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Import %n skill(s)</source>
        <translation>
            <numerusform>&amp;Import %n skill</numerusform>
            <numerusform>&amp;Import %n skills</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ImportPreview</name>
    <message numerus="yes">
        <source>%n entries would be added</source>
        <translation>
            <numerusform>%n entry would be added</numerusform>
            <numerusform>%n entries would be added</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ImportWords</name>
    <message numerus="yes">
        <source>A Hermes home with %n skill(s).</source>
        <translation>
            <numerusform>A Hermes home with %n skill.</numerusform>
            <numerusform>A Hermes home with %n skills.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s) found.</source>
        <translation>
            <numerusform>%n skill found.</numerusform>
            <numerusform>%n skills found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The place of %n of them is taken.</source>
        <translation>
            <numerusform>The place of one of them is taken.</numerusform>
            <numerusform>The places of %n of them are taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are in the library already, the very same.</source>
        <translation>
            <numerusform>One of them is in the library already, the very same.</numerusform>
            <numerusform>%n of them are in the library already, the very same.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would wait for your decision.</source>
        <translation>
            <numerusform>One would wait for your decision.</numerusform>
            <numerusform>%n would wait for your decision.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would be refused as too dangerous.</source>
        <translation>
            <numerusform>One would be refused as too dangerous.</numerusform>
            <numerusform>%n would be refused as too dangerous.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s)</source>
        <translation>
            <numerusform>%n remark</numerusform>
            <numerusform>%n remarks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s) came.</source>
        <translation>
            <numerusform>%n skill came.</numerusform>
            <numerusform>%n skills came.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for your decision.</source>
        <translation>
            <numerusform>One waits for your decision.</numerusform>
            <numerusform>%n wait for your decision.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not come.</source>
        <translation>
            <numerusform>One could not come.</numerusform>
            <numerusform>%n could not come.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out.</source>
        <translation>
            <numerusform>One left out.</numerusform>
            <numerusform>%n left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::DiffView</name>
    <message numerus="yes">
        <source>%n file(s) are not shown unasked: large, or not text.</source>
        <translation>
            <numerusform>%n file is not shown unasked: large, or not text.</numerusform>
            <numerusform>%n files are not shown unasked: large, or not text.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>White space is ignored here: %n change(s) of nothing else are folded. What is accepted is still exact.</source>
        <translation>
            <numerusform>White space is ignored here: %n change of nothing else is folded. What is accepted is still exact.</numerusform>
            <numerusform>White space is ignored here: %n changes of nothing else are folded. What is accepted is still exact.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ThreeWayCanvas</name>
    <message numerus="yes">
        <source>⋯ %n line(s) nobody changed</source>
        <translation>
            <numerusform>⋯ %n line nobody changed</numerusform>
            <numerusform>⋯ %n lines nobody changed</numerusform>
        </translation>
    </message>
</context>
</TS>
