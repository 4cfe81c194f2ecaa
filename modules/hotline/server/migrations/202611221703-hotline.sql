-- Hotline 热线: lines, calls, agents, callers' wishes, call-backs, response templates.
CREATE SCHEMA hotline;
GRANT USAGE ON SCHEMA hotline TO hezhi_app;

-- A line of the telephone system; of its key only the hash is kept.
CREATE TABLE hotline.line (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  name     text NOT NULL,
  number   text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  key_hash bytea NOT NULL,
  active   boolean NOT NULL,
  version  int NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX line_key ON hotline.line (district, key_hash);
GRANT SELECT, INSERT, UPDATE ON hotline.line TO hezhi_app;

-- One row a call, from the ring to the end of the wrap-up. The caller's number is sealed and found again by keyed hash.
CREATE TABLE hotline.call (
  district      char(6) COLLATE "C" NOT NULL,
  id            uuid NOT NULL,
  area          text COLLATE "C" NOT NULL,
  line          uuid,
  ref           text,
  number_sealed bytea,
  number_lookup bytea,
  rang_at       timestamptz NOT NULL,
  answered_at   timestamptz,
  ended_at      timestamptz,
  lost_at       timestamptz,
  wrapped_at    timestamptz,
  agent         uuid,
  agent_post    uuid,
  kind          text CHECK (kind IN ('consult', 'help', 'complaint', 'tip_off', 'suggestion')),
  outcome       text CHECK (outcome IN ('answered', 'case', 'existing', 'diverted', 'dropped', 'nuisance')),
  divert        text,
  divert_to     text,
  category      text COLLATE "C",
  matters       uuid[] NOT NULL DEFAULT '{}',
  note          text NOT NULL DEFAULT '',
  revision      int NOT NULL DEFAULT 1,
  CONSTRAINT call_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX call_ref ON hotline.call (district, line, ref) WHERE ref IS NOT NULL;
CREATE INDEX call_time ON hotline.call (district, rang_at DESC, id DESC);
CREATE INDEX call_number ON hotline.call (district, number_lookup, rang_at DESC) WHERE number_lookup IS NOT NULL;
CREATE INDEX call_ringing ON hotline.call (district, rang_at) WHERE answered_at IS NULL AND lost_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON hotline.call TO hezhi_app;

-- What an agent does now; `call` is the one that is not finished.
CREATE TABLE hotline.agent (
  district char(6) COLLATE "C" NOT NULL,
  person   uuid NOT NULL,
  area     text COLLATE "C" NOT NULL,
  state    text NOT NULL CHECK (state IN ('ready', 'talking', 'wrap_up', 'break')),
  since    timestamptz NOT NULL,
  call     uuid,
  PRIMARY KEY (district, person)
);
GRANT SELECT, INSERT, UPDATE ON hotline.agent TO hezhi_app;

-- What a caller asked for ("call after 18:00"), by keyed hash of the number.
CREATE TABLE hotline.wish (
  district char(6) COLLATE "C" NOT NULL,
  lookup   bytea NOT NULL,
  sealed   bytea NOT NULL,
  from_min smallint,
  to_min   smallint,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, lookup)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON hotline.wish TO hezhi_app;

CREATE TABLE hotline.rules (
  district char(6) COLLATE "C" NOT NULL PRIMARY KEY,
  body     jsonb NOT NULL,
  version  int NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON hotline.rules TO hezhi_app;

-- A call-back; `round` is the revision at which the case was closed, so that one closing is picked once.
CREATE TABLE hotline.callback (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  matter   uuid NOT NULL,
  round    int NOT NULL,
  area     text COLLATE "C" NOT NULL,
  rule     text NOT NULL,
  due_at   timestamptz NOT NULL,
  state    text NOT NULL CHECK (state IN ('waiting', 'taken', 'done', 'unreached', 'dropped')),
  tries    int NOT NULL DEFAULT 0,
  agent    uuid,
  taken_at timestamptz,
  skipped  text,
  done_at  timestamptz,
  reached  boolean,
  solved   text CHECK (solved IN ('yes', 'partly', 'no')),
  score    smallint CHECK (score BETWEEN 1 AND 5),
  PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX callback_once ON hotline.callback (district, matter, round);
CREATE INDEX callback_due ON hotline.callback (district, due_at, id) WHERE state IN ('waiting', 'taken');
CREATE INDEX callback_done ON hotline.callback (district, done_at DESC, id DESC) WHERE state IN ('done', 'unreached');
GRANT SELECT, INSERT, UPDATE ON hotline.callback TO hezhi_app;

-- District 000000 holds what ships with the product. `org` NULL: for the whole district.
CREATE TABLE hotline.template (
  district   char(6) COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  org        uuid,
  title      text NOT NULL,
  categories text[] NOT NULL,
  steps      text[] NOT NULL,
  texts      jsonb NOT NULL,
  active     boolean NOT NULL,
  version    int NOT NULL,
  CONSTRAINT template_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON hotline.template TO hezhi_app;

CREATE TABLE hotline.template_use (
  district char(6) COLLATE "C" NOT NULL,
  template uuid NOT NULL,
  day      date NOT NULL,
  uses     int NOT NULL,
  PRIMARY KEY (district, template, day)
);
GRANT SELECT, INSERT, UPDATE ON hotline.template_use TO hezhi_app;
