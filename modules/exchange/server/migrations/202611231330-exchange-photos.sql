-- Photos that bodies send to us: by reference (fetched) or inline (kept here until they are a file).
CREATE TABLE exchange.photo (
  district   char(6) COLLATE "C" NOT NULL,
  -- Also the id of the file that it becomes.
  id         uuid NOT NULL,
  endpoint   uuid NOT NULL,
  -- The message that named it: its external id.
  message    text NOT NULL,
  matter     uuid NOT NULL,
  ordinal    smallint NOT NULL,
  url        text,
  sha256     bytea,
  inline     bytea,
  -- kept: it stands in the matter's timeline; dead: it was given up, for the reason in error.
  state      text NOT NULL CHECK (state IN ('waiting', 'kept', 'dead')),
  attempts   int NOT NULL DEFAULT 0,
  next_at    timestamptz,
  -- Taken by a worker until then; a worker that died gives it back by this.
  leased_until timestamptz,
  error      text,
  at         timestamptz NOT NULL,
  settled_at timestamptz,
  CONSTRAINT photo_pkey PRIMARY KEY (district, id)
);
CREATE INDEX photo_due ON exchange.photo (next_at) WHERE state = 'waiting';
CREATE INDEX photo_message ON exchange.photo (district, endpoint, message, ordinal);
CREATE INDEX photo_matter ON exchange.photo (district, matter);
CREATE INDEX photo_settled ON exchange.photo (settled_at) WHERE settled_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.photo TO hezhi_app;
