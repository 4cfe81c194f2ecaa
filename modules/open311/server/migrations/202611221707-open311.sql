-- 开放接口 Open311: who may post, what came once, and what was told.
CREATE SCHEMA open311;
GRANT USAGE ON SCHEMA open311 TO hezhi_app;

-- A key of an outside body. Only the keyed hash of the key is kept; `id` is also the body that asks for the cases it reports.
CREATE TABLE open311.key (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  name         text NOT NULL,
  jurisdiction text COLLATE "C" NOT NULL,
  hash         bytea NOT NULL,
  may_post     boolean NOT NULL,
  rate         int NOT NULL CHECK (rate > 0),
  created_at   timestamptz NOT NULL,
  created_by   uuid NOT NULL,
  revoked_at   timestamptz,
  revoked_by   uuid,
  last_used    date,
  CONSTRAINT key_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX key_hash ON open311.key (district, hash);
GRANT SELECT, INSERT ON open311.key TO hezhi_app;
GRANT UPDATE (revoked_at, revoked_by, last_used) ON open311.key TO hezhi_app;

-- What a key sent under a reference of its own, and the answer it got, until it may be forgotten. References are hashes.
CREATE TABLE open311.receipt (
  district    char(6) COLLATE "C" NOT NULL,
  key         uuid NOT NULL,
  kind        text COLLATE "C" NOT NULL CHECK (kind IN ('request', 'update', 'test_request', 'test_update', 'test_case')),
  ref         text COLLATE "C" NOT NULL,
  fingerprint text,
  until       timestamptz NOT NULL,
  answer      jsonb NOT NULL,
  PRIMARY KEY (district, key, kind, ref)
);
CREATE INDEX receipt_ref ON open311.receipt (district, kind, ref);
CREATE INDEX receipt_until ON open311.receipt (until);
GRANT SELECT, INSERT, UPDATE, DELETE ON open311.receipt TO hezhi_app;

-- Entries of the timelines of public cases in the order of time, with the state each left behind: what is told as an update. Append-only.
CREATE TABLE open311.change (
  district   char(6) COLLATE "C" NOT NULL,
  matter     uuid NOT NULL,
  seq        int NOT NULL,
  at         timestamptz NOT NULL,
  state      text NOT NULL,
  for_public boolean NOT NULL,
  for_asker  boolean NOT NULL,
  PRIMARY KEY (district, matter, seq)
);
CREATE INDEX change_at ON open311.change (district, at, matter, seq);
GRANT SELECT, INSERT ON open311.change TO hezhi_app;

-- Reference, one row: since when the services of all districts are as they are.
CREATE TABLE open311.changeset (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  tag text NOT NULL,
  at  timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON open311.changeset TO hezhi_app;
