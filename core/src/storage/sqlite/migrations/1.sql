-- Streams: the head fences writers, the events follow it.
CREATE TABLE streams (
    key INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    UNIQUE (workspace, name)
) STRICT;

-- With a rowid: an index holds a quarter of a page of each row, and an event of more than 1,002 bytes would take a page
-- of its own beside it.
CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (key),
    sequence INTEGER NOT NULL,
    event TEXT NOT NULL,
    UNIQUE (stream, sequence)
) STRICT;

-- One row for each workspace: its last change position, and when a claim last served it.
CREATE TABLE workspaces (
    workspace TEXT PRIMARY KEY,
    position INTEGER NOT NULL DEFAULT 0,
    served INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The last change of each record; a further change moves it to a new position.
CREATE TABLE changes (
    workspace TEXT NOT NULL,
    position INTEGER NOT NULL,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    deleted INTEGER NOT NULL,
    PRIMARY KEY (workspace, position),
    UNIQUE (workspace, collection, id)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a key is never used again, so forgetting one twice forgets nothing else.
CREATE TABLE outbox (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    payload TEXT NOT NULL
) STRICT;
