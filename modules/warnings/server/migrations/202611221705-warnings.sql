-- 预警: what rises out of the ordinary, what was decided on it, what is not to be told for a while, when it was last looked at.
CREATE SCHEMA warnings;
GRANT USAGE ON SCHEMA warnings TO hezhi_app;

CREATE TABLE warnings.warning (
  district  text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  area      text COLLATE "C" NOT NULL,
  subject   text COLLATE "C" NOT NULL,
  -- open: nobody decided; dismissed, matter: somebody did; over: it went away by itself.
  state     text NOT NULL CHECK (state IN ('open', 'dismissed', 'matter', 'over')),
  first_day date NOT NULL,
  -- The last day of the seven on which it still stood out.
  day       date NOT NULL,
  seen      int NOT NULL,
  expected  double precision NOT NULL,
  upper     double precision NOT NULL,
  score     double precision NOT NULL,
  -- How it was found: dispersion, season, trend, weeks of the baseline.
  found     jsonb NOT NULL,
  matter    uuid,
  at        timestamptz NOT NULL,
  CONSTRAINT warning_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX warning_open ON warnings.warning (district, area, subject) WHERE state = 'open';
CREATE INDEX warning_cell ON warnings.warning (district, day);
GRANT SELECT, INSERT, UPDATE ON warnings.warning TO hezhi_app;

-- Append-only by grant.
CREATE TABLE warnings.decision (
  district text COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  warning  uuid NOT NULL,
  what     text NOT NULL CHECK (what IN ('dismiss', 'mute', 'matter')),
  reason   text NOT NULL,
  person   uuid NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT decision_pkey PRIMARY KEY (district, id)
);
CREATE INDEX decision_of ON warnings.decision (district, warning);
GRANT SELECT, INSERT ON warnings.decision TO hezhi_app;

CREATE TABLE warnings.mute (
  district text COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  area     text COLLATE "C" NOT NULL,
  subject  text COLLATE "C" NOT NULL,
  until    date NOT NULL,
  reason   text NOT NULL,
  person   uuid NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT mute_pkey PRIMARY KEY (district, id)
);
CREATE INDEX mute_until ON warnings.mute (district, until);
GRANT SELECT, INSERT, UPDATE ON warnings.mute TO hezhi_app;

-- When a district was last looked at, and on how much history.
CREATE TABLE warnings.look (
  district text COLLATE "C" NOT NULL,
  at       timestamptz NOT NULL,
  day      date NOT NULL,
  weeks    int NOT NULL,
  cells    int NOT NULL,
  CONSTRAINT look_pkey PRIMARY KEY (district)
);
GRANT SELECT, INSERT, UPDATE ON warnings.look TO hezhi_app;
