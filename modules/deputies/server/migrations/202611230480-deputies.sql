-- 代表联络 deputies: studios, deputies and members, reception days, what was raised and what became of it (D8).
CREATE SCHEMA deputies;
GRANT USAGE ON SCHEMA deputies TO hezhi_app;

CREATE TABLE deputies.studio (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  area     text COLLATE "C" NOT NULL,
  name     text NOT NULL,
  place    text NOT NULL,
  phone    text NOT NULL,
  hours    text NOT NULL,
  active   boolean NOT NULL,
  revision int NOT NULL,
  CONSTRAINT studio_pkey PRIMARY KEY (district, id)
);
CREATE INDEX studio_area ON deputies.studio (district, area);
GRANT SELECT, INSERT, UPDATE ON deputies.studio TO hezhi_app;

CREATE TABLE deputies.deputy (
  district  char(6) COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  studio    uuid NOT NULL,
  name      text NOT NULL,
  kind      text NOT NULL CHECK (kind IN ('party', 'congress', 'conference')),
  level     text NOT NULL CHECK (level IN ('street', 'district', 'city', 'province', 'nation')),
  duty      text NOT NULL,
  intro     text NOT NULL,
  hours     text NOT NULL,
  term_from date NOT NULL,
  term_to   date,
  -- One-to-one contacts: [{id, area, label, note}].
  contacts  jsonb NOT NULL,
  revision  int NOT NULL,
  CONSTRAINT deputy_pkey PRIMARY KEY (district, id)
);
CREATE INDEX deputy_studio ON deputies.deputy (district, studio);
GRANT SELECT, INSERT, UPDATE ON deputies.deputy TO hezhi_app;

CREATE TABLE deputies.reception (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  studio       uuid NOT NULL,
  deputies     uuid[] NOT NULL,
  starts_at    timestamptz NOT NULL,
  ends_at      timestamptz NOT NULL,
  -- Minutes of one appointment.
  slot         int NOT NULL CHECK (slot BETWEEN 5 AND 240),
  ways         text[] NOT NULL,
  place        text NOT NULL,
  online       text NOT NULL,
  topic        text NOT NULL,
  state        text NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  note         text,
  revision     int NOT NULL,
  CONSTRAINT reception_pkey PRIMARY KEY (district, id),
  CHECK (starts_at < ends_at)
);
CREATE INDEX reception_time ON deputies.reception (district, starts_at, id);
GRANT SELECT, INSERT, UPDATE ON deputies.reception TO hezhi_app;

CREATE TABLE deputies.signup (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  reception    uuid NOT NULL,
  -- From 0; the appointment begins at starts_at + place x slot.
  place        int NOT NULL,
  person       uuid NOT NULL,
  way          text NOT NULL CHECK (way IN ('onsite', 'phone', 'online')),
  topic        text NOT NULL,
  phone_sealed bytea,
  state        text NOT NULL CHECK (state IN ('booked', 'came', 'missed', 'cancelled')),
  at           timestamptz NOT NULL,
  CONSTRAINT signup_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX signup_place ON deputies.signup (district, reception, place) WHERE state <> 'cancelled';
CREATE UNIQUE INDEX signup_person ON deputies.signup (district, reception, person) WHERE state <> 'cancelled';
CREATE INDEX signup_of ON deputies.signup (district, person, at DESC);
GRANT SELECT, INSERT, UPDATE ON deputies.signup TO hezhi_app;

CREATE TABLE deputies.raised (
  district    char(6) COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  studio      uuid NOT NULL,
  deputy      uuid NOT NULL,
  reception   uuid,
  -- Who raised it, where it was somebody with an account.
  person      uuid,
  way         text NOT NULL CHECK (way IN ('onsite', 'phone', 'online', 'message')),
  -- As said, for the studio; the public reads the redacted words, and only where who raised it agrees.
  words       text NOT NULL,
  public_text text NOT NULL,
  public      boolean NOT NULL,
  state       text NOT NULL CHECK (state IN ('open', 'case', 'topic', 'answered')),
  matter      uuid,
  -- How the case ended; null while it runs or where nobody said.
  ended_at    timestamptz,
  solved      boolean,
  answer      text,
  answered_at timestamptz,
  at          timestamptz NOT NULL,
  CONSTRAINT raised_pkey PRIMARY KEY (district, id)
);
CREATE INDEX raised_studio ON deputies.raised (district, studio, at DESC, id DESC);
CREATE INDEX raised_person ON deputies.raised (district, person, at DESC) WHERE person IS NOT NULL;
CREATE UNIQUE INDEX raised_matter ON deputies.raised (district, matter) WHERE matter IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON deputies.raised TO hezhi_app;
