-- 意见图谱 opinions: open questions, statements, votes on them, the map of groups (decision 17).
CREATE SCHEMA opinions;
GRANT USAGE ON SCHEMA opinions TO hezhi_app;

CREATE TABLE opinions.question (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  area         text COLLATE "C" NOT NULL,
  title        text NOT NULL,
  about        text NOT NULL,
  opens_at     timestamptz NOT NULL,
  closes_at    timestamptz NOT NULL,
  -- Residents may propose statements of their own.
  proposing    boolean NOT NULL,
  made_by      uuid NOT NULL,
  org          uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  published_at timestamptz,
  -- Ended by hand before the announced moment, and why.
  ended_early  text,
  -- When the final map was computed, some seconds after the close.
  counted_at   timestamptz,
  -- The deliberation that took the result up, a matter.
  deliberation uuid,
  handed_at    timestamptz,
  CONSTRAINT question_pkey PRIMARY KEY (district, id),
  CHECK (closes_at > opens_at)
);
CREATE INDEX question_public ON opinions.question (district, id DESC) WHERE published_at IS NOT NULL;
CREATE INDEX question_of ON opinions.question (district, deliberation) WHERE deliberation IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON opinions.question TO hezhi_app;

CREATE TABLE opinions.statement (
  district    char(6) COLLATE "C" NOT NULL,
  question    uuid NOT NULL,
  id          uuid NOT NULL,
  source      text NOT NULL CHECK (source IN ('seed', 'resident')),
  -- The pseudonym under which its author votes on this question; for seeds the person of the staff.
  author      uuid NOT NULL,
  -- As written: for who moderates; overwritten by the shown words once it is let through, erased when it is withdrawn.
  written     text NOT NULL,
  public_text text NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting', 'shown', 'refused', 'removed', 'withdrawn')),
  reason      text,
  at          timestamptz NOT NULL,
  decided_at  timestamptz,
  decided_by  uuid,
  CONSTRAINT statement_pkey PRIMARY KEY (district, question, id)
);
CREATE INDEX statement_queue ON opinions.statement (district, state, id);
CREATE INDEX statement_by ON opinions.statement (district, question, author, at DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON opinions.statement TO hezhi_app;

-- One row for a person and a statement: a changed mind overwrites it.
CREATE TABLE opinions.vote (
  district    char(6) COLLATE "C" NOT NULL,
  question    uuid NOT NULL,
  -- Follows from account and question by a keyed hash whose key is not in the database; differs from question to question.
  participant uuid NOT NULL,
  statement   uuid NOT NULL,
  -- 1 agree, -1 disagree, 0 pass.
  vote        smallint NOT NULL CHECK (vote BETWEEN -1 AND 1),
  at          timestamptz NOT NULL,
  PRIMARY KEY (district, question, participant, statement)
);
GRANT SELECT, INSERT, UPDATE ON opinions.vote TO hezhi_app;

-- The newest map of a question; one row.
CREATE TABLE opinions.map (
  district   char(6) COLLATE "C" NOT NULL,
  question   uuid NOT NULL,
  -- How many votes of how many people it was computed from, and the newest of them.
  votes      int NOT NULL,
  people     int NOT NULL,
  newest     timestamptz,
  at         timestamptz NOT NULL,
  final      boolean NOT NULL,
  result     jsonb NOT NULL,
  -- Components and number of groups, from which the next computation begins.
  remembered jsonb NOT NULL,
  PRIMARY KEY (district, question)
);
GRANT SELECT, INSERT, UPDATE ON opinions.map TO hezhi_app;

-- Where each participant stands; read by that participant alone.
CREATE TABLE opinions.position (
  district    char(6) COLLATE "C" NOT NULL,
  question    uuid NOT NULL,
  participant uuid NOT NULL,
  x           double precision NOT NULL,
  y           double precision NOT NULL,
  -- Null: not enough votes to belong to a group.
  grouped     smallint,
  PRIMARY KEY (district, question, participant)
);
GRANT SELECT, INSERT, UPDATE ON opinions.position TO hezhi_app;
