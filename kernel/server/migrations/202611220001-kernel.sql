-- The kernel's own tables. kernel.migration is made by migrate.ts before the first file.
GRANT USAGE ON SCHEMA kernel TO hezhi_app;
GRANT SELECT ON kernel.migration TO hezhi_app;

-- Raised inside a write when a part touched another number of rows than it had to; the message is the part's place.
CREATE FUNCTION kernel.expect(touched bigint, wanted int, place int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF touched <> wanted THEN
    RAISE EXCEPTION USING ERRCODE = 'HZ001', MESSAGE = place::text;
  END IF;
  RETURN 1;
END $$;

-- What happened, waiting for its listeners. A queue: rows live for milliseconds, so it is vacuumed by count, not by share.
CREATE TABLE kernel.event (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  topic text NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (district, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX event_order ON kernel.event (id);
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.event TO hezhi_app;

-- One listener's failed event, given back later; the other listeners have had theirs.
CREATE TABLE kernel.event_retry (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  listener text NOT NULL,
  at timestamptz NOT NULL,
  topic text NOT NULL,
  data jsonb NOT NULL,
  attempts int NOT NULL,
  next_at timestamptz NOT NULL,
  last_error text NOT NULL,
  PRIMARY KEY (district, id, listener)
);
CREATE INDEX event_retry_next ON kernel.event_retry (next_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.event_retry TO hezhi_app;

-- What falls due. due_at is when it is tried, planned_at when it was meant; they differ after a failed attempt only.
CREATE TABLE kernel.timer (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  planned_at timestamptz NOT NULL,
  topic text NOT NULL,
  data jsonb NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  PRIMARY KEY (district, id)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX timer_due ON kernel.timer (due_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.timer TO hezhi_app;

-- Commands that carried an Idempotency-Key, with the reply a repetition gets. status 0: running now.
CREATE TABLE kernel.command (
  district text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  fingerprint text NOT NULL,
  status smallint NOT NULL,
  reply jsonb,
  at timestamptz NOT NULL,
  CONSTRAINT command_pkey PRIMARY KEY (district, actor, key)
);
CREATE INDEX command_at ON kernel.command USING brin (at);
GRANT SELECT, INSERT, UPDATE, DELETE ON kernel.command TO hezhi_app;
