-- 值班: rosters, their months and turns, swaps, leave and check-ins (T7).
CREATE SCHEMA duty;
GRANT USAGE ON SCHEMA duty TO hezhi_app;

CREATE TABLE duty.roster (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  org uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  name text NOT NULL,
  -- Residents may read that the organisation is on duty, and its telephone.
  public boolean NOT NULL,
  phone text,
  shifts jsonb NOT NULL,
  rules jsonb NOT NULL,
  -- Posts, in the order of their turn.
  members uuid[] NOT NULL,
  ended_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT roster_pkey PRIMARY KEY (district, id)
);
CREATE INDEX roster_area ON duty.roster (district, area, id);
CREATE INDEX roster_org ON duty.roster (district, org);
GRANT SELECT, INSERT, UPDATE ON duty.roster TO hezhi_app;

-- A month of a roster; every change of its turns raises the version.
CREATE TABLE duty.month (
  district text COLLATE "C" NOT NULL,
  roster uuid NOT NULL,
  month text COLLATE "C" NOT NULL,
  version int NOT NULL DEFAULT 1,
  published_at timestamptz,
  despite text,
  CONSTRAINT month_pkey PRIMARY KEY (district, roster, month)
);
GRANT SELECT, INSERT, UPDATE ON duty.month TO hezhi_app;

CREATE TABLE duty.turn (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  roster uuid NOT NULL,
  org uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  day date NOT NULL,
  shift text NOT NULL,
  post uuid NOT NULL,
  person uuid NOT NULL,
  starts timestamptz NOT NULL,
  ends timestamptz NOT NULL,
  by_hand boolean NOT NULL,
  published boolean NOT NULL,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT turn_pkey PRIMARY KEY (district, id),
  CONSTRAINT turn_once UNIQUE (district, roster, day, shift, person)
);
CREATE INDEX turn_person ON duty.turn (district, person, ends);
CREATE INDEX turn_now ON duty.turn (district, ends, starts) WHERE published;
GRANT SELECT, INSERT, UPDATE, DELETE ON duty.turn TO hezhi_app;

-- Who changed what. Append-only by grant.
CREATE TABLE duty.change (
  district text COLLATE "C" NOT NULL,
  roster uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  day date,
  shift text NOT NULL,
  before_person uuid,
  after_person uuid,
  by_person uuid,
  note text NOT NULL,
  PRIMARY KEY (district, roster, id)
);
GRANT SELECT, INSERT ON duty.change TO hezhi_app;

CREATE TABLE duty.swap (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  roster uuid NOT NULL,
  turn uuid NOT NULL,
  against uuid,
  from_post uuid NOT NULL,
  from_person uuid NOT NULL,
  to_post uuid NOT NULL,
  to_person uuid NOT NULL,
  state text NOT NULL,
  note text NOT NULL,
  answer text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  CONSTRAINT swap_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX swap_open ON duty.swap (district, turn) WHERE state IN ('asked', 'accepted');
CREATE INDEX swap_from ON duty.swap (district, from_person, id);
CREATE INDEX swap_to ON duty.swap (district, to_person, id);
CREATE INDEX swap_roster ON duty.swap (district, roster, id);
GRANT SELECT, INSERT, UPDATE ON duty.swap TO hezhi_app;

CREATE TABLE duty.leave (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  org uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  from_day date NOT NULL,
  to_day date NOT NULL,
  reason text NOT NULL,
  state text NOT NULL,
  note text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  decided_by uuid,
  CONSTRAINT leave_pkey PRIMARY KEY (district, id)
);
CREATE INDEX leave_person ON duty.leave (district, person, to_day);
CREATE INDEX leave_area ON duty.leave (district, area, id);
GRANT SELECT, INSERT, UPDATE ON duty.leave TO hezhi_app;

-- Check-ins that a worker made on purpose. The position is taken out by the next check-in of the person and after 24 hours; nobody is tracked.
CREATE TABLE duty.check_in (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  turn uuid NOT NULL,
  post uuid NOT NULL,
  person uuid NOT NULL,
  at timestamptz NOT NULL,
  lon double precision,
  lat double precision,
  CONSTRAINT check_in_pkey PRIMARY KEY (district, id)
);
CREATE INDEX check_in_turn ON duty.check_in (district, turn, at);
CREATE INDEX check_in_place ON duty.check_in (district, person) WHERE lon IS NOT NULL;
CREATE INDEX check_in_old ON duty.check_in (at) WHERE lon IS NOT NULL;
GRANT SELECT, INSERT ON duty.check_in TO hezhi_app;
GRANT UPDATE (lon, lat) ON duty.check_in TO hezhi_app;
