-- 议事 deliberations: bodies and their members, topics beside their matters, participants, meetings with attendance, floor and minutes, objections, tasks, ratings.
CREATE SCHEMA deliberations;
GRANT USAGE ON SCHEMA deliberations TO hezhi_app;

CREATE TABLE deliberations.body (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  name     text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  -- The organisation that serves it.
  org      uuid NOT NULL,
  purpose  text NOT NULL,
  rhythm   text NOT NULL,
  -- Where it meets: [{name, address}].
  places   jsonb NOT NULL,
  -- Its members may question and object (its kind said so when it was set up).
  supervises boolean NOT NULL,
  -- Shown to the public, with its public meetings in the calendar.
  listed   boolean NOT NULL,
  founded  date NOT NULL,
  ended_on date,
  version  int NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE INDEX body_area ON deliberations.body (district, area, id);
GRANT SELECT, INSERT, UPDATE ON deliberations.body TO hezhi_app;

CREATE TABLE deliberations.member (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  body     uuid NOT NULL,
  -- Null: known by name only.
  person   uuid,
  name     text NOT NULL,
  role     text NOT NULL CHECK (role IN ('chair', 'secretary', 'member', 'observer')),
  chosen   text NOT NULL CHECK (chosen IN ('elected', 'recommended', 'appointed', 'ex_officio', 'volunteer')),
  from_day date NOT NULL,
  to_day   date,
  ended_on date,
  PRIMARY KEY (district, id)
);
CREATE INDEX member_body ON deliberations.member (district, body, id);
CREATE UNIQUE INDEX member_once ON deliberations.member (district, body, person) WHERE person IS NOT NULL AND ended_on IS NULL;
CREATE INDEX member_person ON deliberations.member (district, person) WHERE person IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON deliberations.member TO hezhi_app;

-- A member's private calendar; of the address only a keyed hash is kept.
CREATE TABLE deliberations.feed (
  district char(6) COLLATE "C" NOT NULL,
  person   uuid NOT NULL,
  secret   bytea NOT NULL,
  made_at  timestamptz NOT NULL,
  PRIMARY KEY (district, person)
);
CREATE UNIQUE INDEX feed_secret ON deliberations.feed (district, secret);
GRANT SELECT, INSERT, UPDATE, DELETE ON deliberations.feed TO hezhi_app;

-- Rounds of small self-governing bodies, with what was found. Append-only by grant.
CREATE TABLE deliberations.round (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  body     uuid NOT NULL,
  by_person uuid NOT NULL,
  route    text NOT NULL,
  -- [{text, raised: none | topic | case, id, number}]
  findings jsonb NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE INDEX round_body ON deliberations.round (district, body, id);
GRANT SELECT, INSERT ON deliberations.round TO hezhi_app;

CREATE TABLE deliberations.topic (
  district      char(6) COLLATE "C" NOT NULL,
  id            uuid NOT NULL,
  area          text COLLATE "C" NOT NULL,
  body          uuid,
  proposer      uuid NOT NULL,
  -- The proposer agreed to be named.
  named         boolean NOT NULL,
  title         text NOT NULL,
  text          text NOT NULL,
  wish          text NOT NULL,
  opened_at     timestamptz NOT NULL,
  -- What its procedure demands, as it was when the topic was opened.
  demands       jsonb NOT NULL,
  cosigned      int NOT NULL DEFAULT 0,
  -- Open to everybody from here on.
  listed        boolean NOT NULL DEFAULT false,
  content       text NOT NULL DEFAULT '',
  rules         text NOT NULL DEFAULT '',
  opinion       text NOT NULL DEFAULT '',
  notice_from   timestamptz,
  notice_until  timestamptz,
  -- The ballot of the present proposal; its outcome when counted.
  ballot        uuid,
  options       jsonb NOT NULL DEFAULT '[]',
  outcome       text,
  result        text NOT NULL DEFAULT '',
  publicity_until timestamptz,
  rating_until  timestamptz,
  merged_into   uuid,
  PRIMARY KEY (district, id)
);
CREATE INDEX topic_area ON deliberations.topic (district, area, id) WHERE listed;
CREATE INDEX topic_proposer ON deliberations.topic (district, proposer, id);
GRANT SELECT, INSERT, UPDATE ON deliberations.topic TO hezhi_app;

-- One signature a person. Append-only by grant.
CREATE TABLE deliberations.cosign (
  district char(6) COLLATE "C" NOT NULL,
  topic    uuid NOT NULL,
  person   uuid NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT cosign_pkey PRIMARY KEY (district, topic, person)
);
GRANT SELECT, INSERT ON deliberations.cosign TO hezhi_app;

CREATE TABLE deliberations.participant (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  topic    uuid NOT NULL,
  person   uuid,
  name     text NOT NULL,
  side     text NOT NULL CHECK (side IN ('affected', 'resident', 'member', 'representative', 'unit', 'expert', 'supervisor')),
  why      text NOT NULL,
  told_by  text CHECK (told_by IN ('app', 'phone', 'visit', 'letter', 'poster')),
  told_at  timestamptz,
  removed_at timestamptz,
  PRIMARY KEY (district, id)
);
CREATE INDEX participant_topic ON deliberations.participant (district, topic, id);
CREATE UNIQUE INDEX participant_once ON deliberations.participant (district, topic, person) WHERE person IS NOT NULL AND removed_at IS NULL;
CREATE INDEX participant_person ON deliberations.participant (district, person, topic) WHERE person IS NOT NULL AND removed_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON deliberations.participant TO hezhi_app;

-- What a participant thinks; the last word stands.
CREATE TABLE deliberations.position (
  district    char(6) COLLATE "C" NOT NULL,
  topic       uuid NOT NULL,
  participant uuid NOT NULL,
  stance      text NOT NULL CHECK (stance IN ('for', 'against', 'abstain')),
  words       text NOT NULL,
  -- The name may be published.
  named       boolean NOT NULL,
  -- The person, or the staff who wrote it down.
  by_person   uuid NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (district, topic, participant)
);
GRANT SELECT, INSERT, UPDATE ON deliberations.position TO hezhi_app;

CREATE TABLE deliberations.meeting (
  district  char(6) COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  topic     uuid,
  body      uuid,
  area      text COLLATE "C" NOT NULL,
  kind      text COLLATE "C" NOT NULL,
  -- The kind's rule as it was when the meeting was called.
  rule      jsonb NOT NULL,
  title     text NOT NULL,
  mode      text NOT NULL CHECK (mode IN ('on_site', 'online', 'both')),
  place     text NOT NULL,
  link      text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at   timestamptz NOT NULL,
  agenda    jsonb NOT NULL,
  listed    boolean NOT NULL,
  state     text NOT NULL CHECK (state IN ('announced', 'open', 'closed', 'cancelled')),
  convener  uuid NOT NULL,
  chair     jsonb NOT NULL,
  secretary jsonb NOT NULL,
  electors  int,
  announced_at timestamptz NOT NULL,
  opened_at timestamptz,
  closed_at timestamptz,
  reason    text NOT NULL DEFAULT '',
  -- Signatures on paper that are no rows of attendance.
  on_paper  int NOT NULL DEFAULT 0,
  entitled  int,
  present   int,
  attained  boolean,
  published_at timestamptz,
  published_version int,
  published_text text,
  PRIMARY KEY (district, id)
);
CREATE INDEX meeting_time ON deliberations.meeting (district, starts_at, id);
CREATE INDEX meeting_topic ON deliberations.meeting (district, topic) WHERE topic IS NOT NULL;
CREATE INDEX meeting_body ON deliberations.meeting (district, body) WHERE body IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON deliberations.meeting TO hezhi_app;

-- Who came; never where from: no position is kept. `seat`: the participant, member or elector it counts for.
CREATE TABLE deliberations.attendance (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  meeting  uuid NOT NULL,
  seat     uuid,
  person   uuid,
  name     text NOT NULL,
  how      text NOT NULL CHECK (how IN ('code', 'online', 'desk', 'proxy')),
  -- Name of whoever came in the stead of the seat.
  proxy    text,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE INDEX attendance_meeting ON deliberations.attendance (district, meeting, id);
CREATE UNIQUE INDEX attendance_seat ON deliberations.attendance (district, meeting, seat) WHERE seat IS NOT NULL;
CREATE UNIQUE INDEX attendance_person ON deliberations.attendance (district, meeting, person) WHERE person IS NOT NULL;
GRANT SELECT, INSERT ON deliberations.attendance TO hezhi_app;

CREATE TABLE deliberations.floor (
  district  char(6) COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  meeting   uuid NOT NULL,
  attendance uuid NOT NULL,
  name      text NOT NULL,
  about     text NOT NULL,
  minutes   int NOT NULL,
  state     text NOT NULL CHECK (state IN ('waiting', 'speaking', 'done', 'withdrawn')),
  asked_at  timestamptz NOT NULL,
  called_at timestamptz,
  ended_at  timestamptz,
  PRIMARY KEY (district, id)
);
CREATE INDEX floor_meeting ON deliberations.floor (district, meeting, id);
CREATE UNIQUE INDEX floor_one ON deliberations.floor (district, meeting) WHERE state = 'speaking';
CREATE UNIQUE INDEX floor_waiting ON deliberations.floor (district, meeting, attendance) WHERE state IN ('waiting', 'speaking');
GRANT SELECT, INSERT, UPDATE ON deliberations.floor TO hezhi_app;

-- Every draft of the minutes stays. Append-only by grant.
CREATE TABLE deliberations.minutes (
  district char(6) COLLATE "C" NOT NULL,
  meeting  uuid NOT NULL,
  version  int NOT NULL,
  text     text NOT NULL,
  note     text NOT NULL,
  by_person uuid NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT minutes_pkey PRIMARY KEY (district, meeting, version)
);
GRANT SELECT, INSERT ON deliberations.minutes TO hezhi_app;

CREATE TABLE deliberations.confirmation (
  district char(6) COLLATE "C" NOT NULL,
  meeting  uuid NOT NULL,
  version  int NOT NULL,
  role     text NOT NULL CHECK (role IN ('chair', 'secretary')),
  by_person uuid NOT NULL,
  name     text NOT NULL,
  -- Signed on paper, recorded by the organiser.
  on_paper boolean NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT confirmation_pkey PRIMARY KEY (district, meeting, version, role)
);
GRANT SELECT, INSERT ON deliberations.confirmation TO hezhi_app;

CREATE TABLE deliberations.objection (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  topic    uuid NOT NULL,
  person   uuid NOT NULL,
  standing text NOT NULL CHECK (standing IN ('supervisor', 'participant', 'resident')),
  words    text NOT NULL,
  at       timestamptz NOT NULL,
  answer   text,
  upheld   boolean,
  answered_by uuid,
  answered_at timestamptz,
  CONSTRAINT objection_pkey PRIMARY KEY (district, id)
);
CREATE INDEX objection_topic ON deliberations.objection (district, topic, id);
GRANT SELECT, INSERT, UPDATE ON deliberations.objection TO hezhi_app;

-- A task of a topic beside its matter.
CREATE TABLE deliberations.task (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  topic    uuid NOT NULL,
  title    text NOT NULL,
  owner    uuid NOT NULL,
  due      date NOT NULL,
  state    text COLLATE "C" NOT NULL,
  told     text NOT NULL DEFAULT '',
  told_at  timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (district, id)
);
CREATE INDEX task_topic ON deliberations.task (district, topic, id);
GRANT SELECT, INSERT, UPDATE ON deliberations.task TO hezhi_app;

-- One rating a person. Append-only by grant.
CREATE TABLE deliberations.rating (
  district char(6) COLLATE "C" NOT NULL,
  topic    uuid NOT NULL,
  person   uuid NOT NULL,
  standing text NOT NULL CHECK (standing IN ('participant', 'resident')),
  score    smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
  words    text NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT rating_pkey PRIMARY KEY (district, topic, person)
);
GRANT SELECT, INSERT ON deliberations.rating TO hezhi_app;
