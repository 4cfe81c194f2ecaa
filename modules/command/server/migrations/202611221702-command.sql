-- 指挥: emergency plans and emergencies, hand-over notes of the desk (C6).
CREATE SCHEMA command;
GRANT USAGE ON SCHEMA command TO hezhi_app;

-- A district's own plans; they stand in the stead of the shipped one of the same key.
CREATE TABLE command.plan (
  district text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  body jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT plan_pkey PRIMARY KEY (district, key)
);
GRANT SELECT, INSERT, UPDATE ON command.plan TO hezhi_app;

-- The facts of a matter of kind `incident`.
CREATE TABLE command.incident (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  plan text NOT NULL,
  plan_title jsonb NOT NULL,
  reason text NOT NULL,
  area text COLLATE "C" NOT NULL,
  started_at timestamptz NOT NULL,
  -- Organisations and posts that were told of it and are told of its end.
  told jsonb NOT NULL,
  ended_at timestamptz,
  CONSTRAINT incident_pkey PRIMARY KEY (district, id)
);
-- One emergency of a plan at a time in a territory.
CREATE UNIQUE INDEX incident_running ON command.incident (district, area, plan) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON command.incident TO hezhi_app;

-- Items of the checklist: each a matter of kind `incident_item`.
CREATE TABLE command.item (
  district text COLLATE "C" NOT NULL,
  incident uuid NOT NULL,
  seq int NOT NULL,
  id uuid NOT NULL,
  title jsonb NOT NULL,
  detail jsonb NOT NULL,
  CONSTRAINT item_pkey PRIMARY KEY (district, incident, seq)
);
GRANT SELECT, INSERT ON command.item TO hezhi_app;

-- Hand-over notes. Append-only by grant, like what is marked on them.
CREATE TABLE command.handover (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  by_person uuid NOT NULL,
  text text NOT NULL,
  points jsonb NOT NULL,
  CONSTRAINT handover_pkey PRIMARY KEY (district, id)
);
CREATE INDEX handover_area ON command.handover (district, area, id);
CREATE TABLE command.handover_mark (
  district text COLLATE "C" NOT NULL,
  note uuid NOT NULL,
  -- The point that is settled; the note's own id where the whole is acknowledged.
  subject uuid NOT NULL,
  at timestamptz NOT NULL,
  by_person uuid NOT NULL,
  remark text NOT NULL,
  CONSTRAINT handover_mark_pkey PRIMARY KEY (district, note, subject)
);
GRANT SELECT, INSERT ON command.handover, command.handover_mark TO hezhi_app;
