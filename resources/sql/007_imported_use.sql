-- Use of a skill before it was imported (app/service/exchange.cpp): an event that counts for many.
-- Its data: {"uses": 12, "views": 3, "last_used": "…", "last_viewed": "…"}, times empty for never.
CREATE TRIGGER skill_use_was_imported AFTER INSERT ON event WHEN new.kind = 'skill-use-imported' AND new.skill <> '' BEGIN
    INSERT OR IGNORE INTO skill_use (skill) VALUES (new.skill);
    UPDATE skill_use SET uses = uses + coalesce(json_extract(new.data, '$.uses'), 0),
        views = views + coalesce(json_extract(new.data, '$.views'), 0),
        last_used = max(last_used, coalesce(json_extract(new.data, '$.last_used'), '')),
        last_viewed = max(last_viewed, coalesce(json_extract(new.data, '$.last_viewed'), ''))
        WHERE skill = new.skill;
END;
