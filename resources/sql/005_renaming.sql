-- A skill may be switched off, and may be renamed: what is known of it and how it was used goes with it (app/changes).
-- One statement between two lines of "-- next"; see README.md.
ALTER TABLE skill_fact ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1;
-- next
ALTER TABLE skill_fact ADD COLUMN renamed_from TEXT NOT NULL DEFAULT '';
-- next
-- `data` says from which id: {"from": "old-name"}.
CREATE TRIGGER skill_was_renamed AFTER INSERT ON event WHEN new.kind = 'skill-renamed' AND new.skill <> '' BEGIN
    INSERT OR IGNORE INTO skill_use (skill) SELECT new.skill FROM skill_use WHERE skill = json_extract(new.data, '$.from');
    UPDATE skill_use SET uses = skill_use.uses + was.uses, views = skill_use.views + was.views,
            last_used = max(skill_use.last_used, was.last_used), last_viewed = max(skill_use.last_viewed, was.last_viewed)
        FROM (SELECT * FROM skill_use WHERE skill = json_extract(new.data, '$.from')) AS was
        WHERE skill_use.skill = new.skill;
    DELETE FROM skill_use WHERE skill = json_extract(new.data, '$.from');
    UPDATE OR IGNORE skill_load SET skill = new.skill WHERE skill = json_extract(new.data, '$.from');
    DELETE FROM skill_load WHERE skill = json_extract(new.data, '$.from');
END;
