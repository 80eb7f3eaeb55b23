-- What a skill brings along from where it was imported: since when it exists, and its use when its change set had to wait for a
-- person (app/service/exchange.cpp). One statement between two lines of "-- next"; see README.md.
-- Since when a skill exists that is older than its import.
CREATE TABLE skill_came (
    skill   TEXT PRIMARY KEY NOT NULL,
    created TEXT NOT NULL
) WITHOUT ROWID;
-- next
-- Data: {"set": "…", "created": "…", "uses": 12, …}, as of 'skill-use-imported'.
CREATE TABLE skill_use_waiting (
    change_set TEXT PRIMARY KEY NOT NULL,
    skill      TEXT NOT NULL,
    time       TEXT NOT NULL,
    data       TEXT NOT NULL
) WITHOUT ROWID;
-- next
CREATE TRIGGER skill_use_waits AFTER INSERT ON event WHEN new.kind = 'skill-use-waits' AND new.skill <> '' BEGIN
    INSERT OR REPLACE INTO skill_use_waiting (change_set, skill, time, data)
        VALUES (coalesce(json_extract(new.data, '$.set'), ''), new.skill, new.time, new.data);
END;
-- next
CREATE TRIGGER skill_use_was_waiting AFTER UPDATE OF state ON change_set
    WHEN new.state IN ('applied', 'partly-applied') AND old.state NOT IN ('applied', 'partly-applied', 'undone') BEGIN
    INSERT INTO event (kind, session, skill, time, data)
        SELECT 'skill-use-imported', '', skill, new.decided, data FROM skill_use_waiting WHERE change_set = new.id;
    DELETE FROM skill_use_waiting WHERE change_set = new.id;
END;
-- next
CREATE TRIGGER skill_came_from_elsewhere AFTER INSERT ON event
    WHEN new.kind = 'skill-use-imported' AND new.skill <> '' AND coalesce(json_extract(new.data, '$.created'), '') <> '' BEGIN
    INSERT OR REPLACE INTO skill_came (skill, created) VALUES (new.skill, json_extract(new.data, '$.created'));
    UPDATE skill_fact SET created = json_extract(new.data, '$.created')
        WHERE skill = new.skill AND created > json_extract(new.data, '$.created');
END;
-- next
-- Facts are written anew with each change; whichever comes first, the import's time stays.
CREATE TRIGGER skill_is_older AFTER INSERT ON skill_fact
    WHEN new.created > coalesce((SELECT created FROM skill_came WHERE skill = new.skill), new.created) BEGIN
    UPDATE skill_fact SET created = (SELECT created FROM skill_came WHERE skill = new.skill) WHERE skill = new.skill;
END;
-- next
CREATE TRIGGER skill_is_forgotten AFTER DELETE ON skill_fact BEGIN
    DELETE FROM skill_came WHERE skill = old.skill;
END;
