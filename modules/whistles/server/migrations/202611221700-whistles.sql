-- 吹哨报到 whistles: the facts of a whistle beside its matter, what each department did, and the kinds with their times.
CREATE SCHEMA whistles;
GRANT USAGE ON SCHEMA whistles TO hezhi_app;

-- A district's own times and form of check-in; what is absent is as shipped (contract/kinds.ts).
CREATE TABLE whistles.kind (
  district char(6) COLLATE "C" NOT NULL,
  key      text COLLATE "C" NOT NULL,
  check_in jsonb NOT NULL,
  handle   jsonb NOT NULL,
  decision jsonb NOT NULL,
  on_site  boolean NOT NULL,
  tier     smallint NOT NULL CHECK (tier BETWEEN 1 AND 4),
  active   boolean NOT NULL,
  version  int NOT NULL,
  PRIMARY KEY (district, key)
);
GRANT SELECT, INSERT, UPDATE ON whistles.kind TO hezhi_app;

CREATE TABLE whistles.whistle (
  district  char(6) COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  text      text NOT NULL,
  address   text NOT NULL,
  -- Whether checking in needs a position: as the kind was when it was whistled.
  on_site   boolean NOT NULL,
  whistler  uuid NOT NULL,
  -- The case from which it was whistled.
  case_id   uuid,
  opened_at timestamptz NOT NULL,
  -- The district's finding; null while it has not said.
  verdict   text CHECK (verdict IN ('necessary', 'needless')),
  PRIMARY KEY (district, id)
);
CREATE INDEX whistle_case ON whistles.whistle (district, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX whistle_opened ON whistles.whistle (district, opened_at);
GRANT SELECT, INSERT, UPDATE ON whistles.whistle TO hezhi_app;

-- One row a department and check-in, written in the write of the step that it follows from.
CREATE TABLE whistles.response (
  district        char(6) COLLATE "C" NOT NULL,
  whistle         uuid NOT NULL,
  leg             uuid NOT NULL,
  role            text NOT NULL CHECK (role IN ('lead', 'assist')),
  org             uuid NOT NULL,
  via             text NOT NULL,
  whistled_at     timestamptz NOT NULL,
  due_at          timestamptz NOT NULL,
  checked_in_at   timestamptz,
  checked_in_by   uuid,
  -- From the whistle to the check-in: minutes of the clock, and of working time by the calendar as it was then.
  minutes         int,
  working_minutes int,
  distance        int,
  silent          boolean NOT NULL,
  refusal         text CHECK (refusal IN ('asked', 'agreed', 'refused')),
  refusal_reason  text,
  respond_leg     uuid,
  handle_due_at   timestamptz,
  late            boolean NOT NULL,
  done_at         timestamptz,
  outcome         text,
  necessary       boolean,
  score           smallint,
  result          text CHECK (result IN ('done', 'refused', 'reassigned', 'closed', 'withdrawn')),
  PRIMARY KEY (district, whistle, leg)
);
CREATE INDEX response_org ON whistles.response (district, org, whistled_at);
GRANT SELECT, INSERT, UPDATE ON whistles.response TO hezhi_app;
