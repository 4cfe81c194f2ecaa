-- Matters 事项: what is now (matter, leg), how it came (entry), and what helps to find it (decisions 3, 5, 6).
CREATE SCHEMA matters;

-- Reference: procedures by version; one set for all districts.
CREATE TABLE matters.procedure (
  key      text NOT NULL,
  version  int NOT NULL,
  kind     text NOT NULL,
  body     jsonb NOT NULL,
  loaded   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key, version)
);

CREATE SEQUENCE matters.number MINVALUE 1 MAXVALUE 999999 CYCLE;

-- The columns that change with a step are not indexed, so updates stay on the page (HOT).
CREATE TABLE matters.matter (
  district          char(6) COLLATE "C" NOT NULL,
  id                uuid NOT NULL,
  number            text COLLATE "C" NOT NULL,
  kind              text NOT NULL,
  procedure         text NOT NULL,
  procedure_version int NOT NULL,
  title             text NOT NULL,
  state             text NOT NULL,
  stage             text NOT NULL,
  revision          int NOT NULL,
  area              text COLLATE "C" NOT NULL,
  lon               double precision,
  lat               double precision,
  subject           text COLLATE "C" NOT NULL,
  tier              smallint NOT NULL,
  channel           text NOT NULL,
  asker             uuid,
  secrecy           smallint NOT NULL,
  public            boolean NOT NULL,
  opened_at         timestamptz NOT NULL,
  closed_at         timestamptz,
  due_at            timestamptz,
  overdue           boolean NOT NULL,
  marks             text[] NOT NULL,
  rating            smallint,
  memory            jsonb NOT NULL,
  head              bytea NOT NULL,
  changed_at        timestamptz NOT NULL,
  PRIMARY KEY (district, id)
) WITH (fillfactor = 75);
CREATE UNIQUE INDEX matter_number ON matters.matter (district, number);
CREATE INDEX matter_opened ON matters.matter (district, opened_at DESC, id);
CREATE INDEX matter_street ON matters.matter (district, left(area, 9), opened_at DESC, id);
CREATE INDEX matter_community ON matters.matter (district, left(area, 12), opened_at DESC, id);

CREATE TABLE matters.leg (
  district   char(6) COLLATE "C" NOT NULL,
  matter     uuid NOT NULL,
  id         uuid NOT NULL,
  key        text NOT NULL,
  org        uuid,
  post       uuid,
  person     uuid,
  area       text COLLATE "C" NOT NULL,
  -- When the inbox shows it: the due moment, or the end of the pause.
  sort_at    timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  overdue    boolean NOT NULL,
  offer_org  uuid,
  ended_at   timestamptz,
  result     text,
  revision   int NOT NULL,
  body       jsonb NOT NULL,
  PRIMARY KEY (district, matter, id)
) WITH (fillfactor = 80);
CREATE INDEX leg_post   ON matters.leg (district, post, sort_at, matter, id) WHERE ended_at IS NULL AND post IS NOT NULL;
CREATE INDEX leg_free   ON matters.leg (district, org, sort_at, matter, id) WHERE ended_at IS NULL AND post IS NULL AND org IS NOT NULL;
CREATE INDEX leg_org    ON matters.leg (district, org, sort_at, matter, id) WHERE ended_at IS NULL AND org IS NOT NULL;
CREATE INDEX leg_person ON matters.leg (district, person, sort_at, matter, id) WHERE ended_at IS NULL AND person IS NOT NULL;
CREATE INDEX leg_offer  ON matters.leg (district, offer_org, sort_at, matter, id) WHERE ended_at IS NULL AND offer_org IS NOT NULL;
CREATE INDEX leg_district  ON matters.leg (district, sort_at, matter, id) WHERE ended_at IS NULL;
CREATE INDEX leg_street    ON matters.leg (district, left(area, 9), sort_at, matter, id) WHERE ended_at IS NULL;
CREATE INDEX leg_community ON matters.leg (district, left(area, 12), sort_at, matter, id) WHERE ended_at IS NULL;

-- The timeline: appended to, never changed. `body` is json, not jsonb: the hash is over its very bytes.
CREATE TABLE matters.entry (
  district char(6) COLLATE "C" NOT NULL,
  matter   uuid NOT NULL,
  seq      int NOT NULL,
  at       timestamptz NOT NULL,
  step     text NOT NULL,
  body     json NOT NULL,
  hash     bytea NOT NULL,
  PRIMARY KEY (district, matter, seq)
);

-- Who asked for a matter or ever had a leg of it (persons, organisations, posts).
CREATE TABLE matters.party (
  district  char(6) COLLATE "C" NOT NULL,
  party     uuid NOT NULL,
  matter    uuid NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (district, party, matter)
);
CREATE INDEX party_list ON matters.party (district, party, opened_at DESC, matter);
CREATE INDEX party_of ON matters.party (district, matter);

-- Two-character pieces of the searchable text: Chinese search without a dictionary, exact for phrases.
CREATE TABLE matters.text (
  district char(6) COLLATE "C" NOT NULL,
  matter   uuid NOT NULL,
  words    text NOT NULL,
  grams    tsvector NOT NULL,
  PRIMARY KEY (district, matter)
);
CREATE INDEX text_grams ON matters.text USING gin (grams);

CREATE TABLE matters.link (
  district char(6) COLLATE "C" NOT NULL,
  child    uuid NOT NULL,
  parent   uuid NOT NULL,
  meaning  text NOT NULL CHECK (meaning IN ('must_end', 'informs', 'repeats', 'pauses')),
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, child, parent)
);
CREATE INDEX link_parent ON matters.link (district, parent);

CREATE TABLE matters.watch (
  district char(6) COLLATE "C" NOT NULL,
  person   uuid NOT NULL,
  matter   uuid NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, person, matter)
);

CREATE TABLE matters.draft (
  district char(6) COLLATE "C" NOT NULL,
  person   uuid NOT NULL,
  id       uuid NOT NULL,
  kind     text NOT NULL,
  body     jsonb NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, person, id)
);

GRANT USAGE ON SCHEMA matters TO hezhi_app;
GRANT USAGE ON SEQUENCE matters.number TO hezhi_app;
GRANT SELECT, INSERT ON matters.procedure, matters.entry, matters.party TO hezhi_app;
GRANT SELECT, INSERT, UPDATE ON matters.matter, matters.leg, matters.text TO hezhi_app;
GRANT SELECT, INSERT, DELETE ON matters.link, matters.watch TO hezhi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON matters.draft TO hezhi_app;
