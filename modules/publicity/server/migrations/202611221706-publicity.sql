-- 公开 publicity: who follows a case, what people say about it, who wants to be told of an area.
CREATE SCHEMA publicity;
GRANT USAGE ON SCHEMA publicity TO hezhi_app;

CREATE TABLE publicity.follow (
  district char(6) COLLATE "C" NOT NULL,
  matter   uuid NOT NULL,
  -- A person of the directory, or what follows from the secret of a visitor's device by a keyed hash.
  follower uuid NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('person', 'device')),
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, matter, follower)
);
CREATE INDEX follow_of ON publicity.follow (district, follower, at DESC, matter);
GRANT SELECT, INSERT, DELETE ON publicity.follow TO hezhi_app;

CREATE TABLE publicity.comment (
  district    char(6) COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  matter      uuid NOT NULL,
  author      uuid NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('person', 'device', 'official')),
  org         uuid,
  -- As written: for who moderates; overwritten by the shown words once it is let through, erased when it is withdrawn.
  written     text NOT NULL,
  public_text text NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting', 'shown', 'refused', 'removed', 'withdrawn')),
  reason      text,
  at          timestamptz NOT NULL,
  decided_at  timestamptz,
  decided_by  uuid,
  CONSTRAINT comment_pkey PRIMARY KEY (district, id)
);
CREATE INDEX comment_of ON publicity.comment (district, matter, id DESC);
CREATE INDEX comment_by ON publicity.comment (district, author, at DESC);
CREATE INDEX comment_queue ON publicity.comment (district, state, id);
GRANT SELECT, INSERT, UPDATE, DELETE ON publicity.comment TO hezhi_app;

CREATE TABLE publicity.abuse (
  district   char(6) COLLATE "C" NOT NULL,
  comment    uuid NOT NULL,
  reporter   uuid NOT NULL,
  reason     text NOT NULL,
  at         timestamptz NOT NULL,
  settled_at timestamptz,
  PRIMARY KEY (district, comment, reporter)
);
CREATE INDEX abuse_open ON publicity.abuse (district, comment) WHERE settled_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON publicity.abuse TO hezhi_app;

CREATE TABLE publicity.alert (
  district   char(6) COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  person     uuid NOT NULL,
  label      text NOT NULL,
  area       text COLLATE "C",
  lon        double precision,
  lat        double precision,
  -- Metres.
  radius     int,
  categories text[] NOT NULL,
  often      text NOT NULL CHECK (often IN ('once', 'daily')),
  created_at timestamptz NOT NULL,
  CONSTRAINT alert_pkey PRIMARY KEY (district, id),
  CHECK ((area IS NULL) <> (lon IS NULL) AND (lon IS NULL) = (lat IS NULL) AND (lon IS NULL) = (radius IS NULL))
);
CREATE INDEX alert_of ON publicity.alert (district, person, id);
CREATE INDEX alert_area ON publicity.alert (district, area) WHERE area IS NOT NULL;
CREATE INDEX alert_circle ON publicity.alert (district, lat) WHERE lat IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON publicity.alert TO hezhi_app;

-- Cases whose becoming public was told to the alerts: each is news once. Forgotten after a month.
CREATE TABLE publicity.announced (
  district char(6) COLLATE "C" NOT NULL,
  matter   uuid NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, matter)
);
GRANT SELECT, INSERT, DELETE ON publicity.announced TO hezhi_app;

-- What a daily alert has gathered since it spoke last.
CREATE TABLE publicity.gathered (
  district char(6) COLLATE "C" NOT NULL,
  alert    uuid NOT NULL,
  matter   uuid NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, alert, matter)
);
GRANT SELECT, INSERT, DELETE ON publicity.gathered TO hezhi_app;
