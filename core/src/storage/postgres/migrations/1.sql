-- One row for each workspace: its last change position, and when a claim last served it. Who writes in a
-- workspace holds its row, so that positions become visible in their order.
CREATE TABLE workspaces (
    workspace text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    served bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- The order in which claims serve workspaces.
CREATE SEQUENCE turns;

-- Streams: the head fences writers, the events follow it.
CREATE TABLE streams (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    epoch bigint NOT NULL,
    UNIQUE (workspace, name)
) WITH (fillfactor = 70);

CREATE TABLE events (
    workspace text COLLATE "C" NOT NULL,
    stream bigint NOT NULL,
    sequence bigint NOT NULL,
    event jsonb NOT NULL,
    PRIMARY KEY (stream, sequence)
);

-- The last change of each record; a further change moves it to a new position.
CREATE TABLE changes (
    workspace text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    collection text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    deleted boolean NOT NULL,
    PRIMARY KEY (workspace, collection, id)
);

CREATE INDEX changes_by_position ON changes (workspace, position);

CREATE TABLE outbox (
    key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text COLLATE "C" NOT NULL,
    payload text COLLATE "C" NOT NULL
);
