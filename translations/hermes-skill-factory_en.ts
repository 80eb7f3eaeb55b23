<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n words in a row are word for word from %1 (“%2 …”)</source>
        <translation>
            <numerusform>%n words in a row are word for word from %1 (“%2 …”)</numerusform>
            <numerusform>%n words in a row are word for word from %1 (“%2 …”)</numerusform>
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
    <name>hsf::library::Words</name>
    <message numerus="yes">
        <source>%n change(s) of skills</source>
        <translation>
            <numerusform>%n change of skills</numerusform>
            <numerusform>%n changes of skills</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The system watches no more than %n folder(s) for this program. What other programs change in the others is noticed once a minute; the system&apos;s setting fs.inotify.max_user_watches allows more.</source>
        <translation>
            <numerusform>The system watches no more than %n folder for this program. What other programs change in the others is noticed once a minute; the system&apos;s setting fs.inotify.max_user_watches allows more.</numerusform>
            <numerusform>The system watches no more than %n folders for this program. What other programs change in the others is noticed once a minute; the system&apos;s setting fs.inotify.max_user_watches allows more.</numerusform>
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
    <message numerus="yes">
        <source>%1 · %n change(s)</source>
        <translation>
            <numerusform>%1 · %n change</numerusform>
            <numerusform>%1 · %n changes</numerusform>
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
    <name>hsf::models::SkillList</name>
    <message numerus="yes">
        <source>%1, %n skill(s), %2</source>
        <translation>
            <numerusform>%1, %n skill, %2</numerusform>
            <numerusform>%1, %n skills, %2</numerusform>
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
    <name>hsf::service::Words</name>
    <message numerus="yes">
        <source>Nothing was sent yet: %n change(s) wait for you on Changes. Decide, then sync again.</source>
        <translation>
            <numerusform>Nothing was sent yet: a change waits for you on Changes. Decide, then sync again.</numerusform>
            <numerusform>Nothing was sent yet: %n changes wait for you on Changes. Decide, then sync again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::BulkView</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s)</source>
        <translation>
            <numerusform>%n skill</numerusform>
            <numerusform>%n skills</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n will be outdated</source>
        <translation>
            <numerusform>%n will be outdated</numerusform>
            <numerusform>%n will be outdated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) nothing any more</source>
        <translation>
            <numerusform>%n changes nothing any more</numerusform>
            <numerusform>%n change nothing any more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s): %1</source>
        <translation>
            <numerusform>%n change: %1</numerusform>
            <numerusform>%n changes: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accept %n change(s)</source>
        <translation>
            <numerusform>Accept %n change</numerusform>
            <numerusform>Accept %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n change(s)</source>
        <translation>
            <numerusform>Reject %n change</numerusform>
            <numerusform>Reject %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo %n change(s)</source>
        <translation>
            <numerusform>Undo %n change</numerusform>
            <numerusform>Undo %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them need a careful look: a finding of the scan, or new powers.</source>
        <translation>
            <numerusform>%n of them needs a careful look: a finding of the scan, or new powers.</numerusform>
            <numerusform>%n of them need a careful look: a finding of the scan, or new powers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) accepted</source>
        <translation>
            <numerusform>%n change accepted</numerusform>
            <numerusform>%n changes accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) rejected</source>
        <translation>
            <numerusform>%n change rejected</numerusform>
            <numerusform>%n changes rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) undone</source>
        <translation>
            <numerusform>%n change undone</numerusform>
            <numerusform>%n changes undone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be decided so; below it says why.</source>
        <translation>
            <numerusform>%n could not be decided so; below it says why.</numerusform>
            <numerusform>%n could not be decided so; below it says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::CatalogueDialog</name>
    <message numerus="yes">
        <source>About %L1 of %L2 tokens for %n skill(s)</source>
        <translation>
            <numerusform>About %L1 of %L2 tokens for %n skill</numerusform>
            <numerusform>About %L1 of %L2 tokens for %n skills</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without room</source>
        <translation>
            <numerusform>%n without room</numerusform>
            <numerusform>%n without room</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archived</source>
        <translation>
            <numerusform>%n archived</numerusform>
            <numerusform>%n archived</numerusform>
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
    <message numerus="yes">
        <source>Show older ones (%n more)</source>
        <translation>
            <numerusform>Show older ones (%n more)</numerusform>
            <numerusform>Show older ones (%n more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ChatFindBar</name>
    <message numerus="yes">
        <source>in %n message(s)</source>
        <translation>
            <numerusform>in %n message</numerusform>
            <numerusform>in %n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ChatListPane</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
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
    <message numerus="yes">
        <source>%n pair(s) of skills overlap; a run lists them under Overlaps.</source>
        <translation>
            <numerusform>%n pair of skills overlaps; a run lists it under Overlaps.</numerusform>
            <numerusform>%n pairs of skills overlap; a run lists them under Overlaps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) of skills overlap; see Overlaps.</source>
        <translation>
            <numerusform>%n pair of skills overlaps; see Overlaps.</numerusform>
            <numerusform>%n pairs of skills overlap; see Overlaps.</numerusform>
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
    <name>hsf::ui::FilterBar</name>
    <message numerus="yes">
        <source>%n hidden by filter</source>
        <translation>
            <numerusform>%n hidden by filter</numerusform>
            <numerusform>%n hidden by filter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::FilterMenu</name>
    <message numerus="yes">
        <source>%n rarer tag(s): search for their words</source>
        <translation>
            <numerusform>%n rarer tag: search for their words</numerusform>
            <numerusform>%n rarer tags: search for their words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::FindBar</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced; Ctrl+Z brings all back</source>
        <translation>
            <numerusform>%n replaced; Ctrl+Z brings all back</numerusform>
            <numerusform>%n replaced; Ctrl+Z brings all back</numerusform>
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
    <name>hsf::ui::GrantsView</name>
    <message numerus="yes">
        <source>%n command(s) allowed</source>
        <translation>
            <numerusform>%n command allowed</numerusform>
            <numerusform>%n commands allowed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n permission(s) revoked: these calls ask again.</source>
        <translation>
            <numerusform>%n permission revoked: such calls ask again.</numerusform>
            <numerusform>%n permissions revoked: such calls ask again.</numerusform>
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
    <name>hsf::ui::ModelsList</name>
    <message numerus="yes">
        <source>%n hidden by the search.</source>
        <translation>
            <numerusform>%n hidden by the search.</numerusform>
            <numerusform>%n hidden by the search.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::PlaceDialog</name>
    <message numerus="yes">
        <source>%n skill(s) are there and become the library</source>
        <translation>
            <numerusform>%n skill is there and become the library</numerusform>
            <numerusform>%n skills are there and become the library</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, with %n archived</source>
        <translation>
            <numerusform>, with %n archived</numerusform>
            <numerusform>, with %n archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At first nothing in it is written. The state of its %n file(s) is recorded in the history, which stays in the program&apos;s own folder.</source>
        <translation>
            <numerusform>At first nothing in it is written. The state of its %n file is recorded in the history, which stays in the program&apos;s own folder.</numerusform>
            <numerusform>At first nothing in it is written. The state of its %n files is recorded in the history, which stays in the program&apos;s own folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) in it cannot be read: %1</source>
        <translation>
            <numerusform>%n thing in it cannot be read: %1</numerusform>
            <numerusform>%n things in it cannot be read: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s) of today&apos;s library are not there (%1). They stay where they are and in the history, and are not shown any more; today&apos;s folder can be shown as a source.</source>
        <translation>
            <numerusform>%n skill of today&apos;s library are not there (%1). They stay where they are and in the history, and are not shown any more; today&apos;s folder can be shown as a source.</numerusform>
            <numerusform>%n skills of today&apos;s library are not there (%1). They stay where they are and in the history, and are not shown any more; today&apos;s folder can be shown as a source.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::ProblemsList</name>
    <message numerus="yes">
        <source>%n finding(s), %1 can be fixed at once</source>
        <translation>
            <numerusform>%n finding, %1 can be fixed at once</numerusform>
            <numerusform>%n findings, %1 can be fixed at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::RateSpark</name>
    <message numerus="yes">
        <source>%n a day</source>
        <comment>changes</comment>
        <translation>
            <numerusform>%n a day</numerusform>
            <numerusform>%n a day</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::RevokeDialog</name>
    <message numerus="yes">
        <source>&amp;Revoke %n permission(s)</source>
        <translation>
            <numerusform>&amp;Revoke %n permission</numerusform>
            <numerusform>&amp;Revoke %n permissions</numerusform>
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
    <name>hsf::ui::SkillDeeds</name>
    <message numerus="yes">
        <source>%n file(s) change.</source>
        <translation>
            <numerusform>%n file change.</numerusform>
            <numerusform>%n files change.</numerusform>
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
    <message numerus="yes">
        <source>%n more after it.</source>
        <translation>
            <numerusform>%n more after it.</numerusform>
            <numerusform>%n more after it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) become what they were. What came since stays in the history.</source>
        <translation>
            <numerusform>%n file become what they were. What came since stays in the history.</numerusform>
            <numerusform>%n files become what they were. What came since stays in the history.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::SourcesDialog</name>
    <message numerus="yes">
        <source>%n skill(s), shown read-only</source>
        <translation>
            <numerusform>%n skill, shown read-only</numerusform>
            <numerusform>%n skills, shown read-only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s), not shown</source>
        <translation>
            <numerusform>%n skill, not shown</numerusform>
            <numerusform>%n skills, not shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::SyncDialog</name>
    <message numerus="yes">
        <source>%n skill(s) come here</source>
        <translation>
            <numerusform>%n skill comes here</numerusform>
            <numerusform>%n skills come here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s) go there</source>
        <translation>
            <numerusform>%n skill goes there</numerusform>
            <numerusform>%n skills go there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) of the last sync wait for you on Changes; nothing is sent before.</source>
        <translation>
            <numerusform>%n change of the last sync wait for you on Changes; nothing is sent before.</numerusform>
            <numerusform>%n changes of the last sync wait for you on Changes; nothing is sent before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n skill(s) came</source>
        <translation>
            <numerusform>%n skill came</numerusform>
            <numerusform>%n skills came</numerusform>
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
<context>
    <name>hsf::ui::TrashDialog</name>
    <message numerus="yes">
        <source>Delete %n chat(s) for ever, with all messages? This cannot be undone.</source>
        <translation>
            <numerusform>Delete %n chat for ever, with all messages? This cannot be undone.</numerusform>
            <numerusform>Delete %n chats for ever, with all messages? This cannot be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hsf::ui::Words</name>
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
    <message numerus="yes">
        <source>leaves the queue in %n day(s)</source>
        <translation>
            <numerusform>leaves the queue in %n day</numerusform>
            <numerusform>leaves the queue in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) differ from what was proposed.</source>
        <translation>
            <numerusform>%n file differs from what was proposed.</numerusform>
            <numerusform>%n files differ from what was proposed.</numerusform>
        </translation>
    </message>
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
    <message numerus="yes">
        <source>%n description(s) of categories come along.</source>
        <translation>
            <numerusform>%n description of a category comes along.</numerusform>
            <numerusform>%n descriptions of categories come along.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answers are ready</source>
        <translation>
            <numerusform>%n answer is ready</numerusform>
            <numerusform>%n answers are ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answers could not be finished</source>
        <translation>
            <numerusform>%n answer could not be finished</numerusform>
            <numerusform>%n answers could not be finished</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approvals are asked for</source>
        <translation>
            <numerusform>%n approval is asked for</numerusform>
            <numerusform>%n approvals are asked for</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes wait for your decision</source>
        <translation>
            <numerusform>%n change waits for your decision</numerusform>
            <numerusform>%n changes wait for your decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The curator has %n proposals</source>
        <translation>
            <numerusform>The curator has %n proposal</numerusform>
            <numerusform>The curator has %n proposals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
</TS>
