-- When each revision was made (app/library/revisionindex.h), so that the library as of a moment is found without reading every
-- commit; and which change sets touch memory, so that its page reads no others (app/changes/memorysets.h).
-- One statement between two lines of "-- next"; see README.md.
-- Seconds since 1970 by the commit. NULL: known since before this was kept; read from the commit until upkeep has filled it in.
ALTER TABLE revision ADD COLUMN time INTEGER;
-- next
CREATE INDEX change_file_beside_skills ON change_file (path, change_set) WHERE skill = '';
