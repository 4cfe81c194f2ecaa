-- 公示 postings: what must be shown to everybody for a time (D7), with objections and answers.

-- A district's own rules of a class of posting; what is absent is as shipped.
CREATE TABLE publicity.posting_class (
  district    char(6) COLLATE "C" NOT NULL,
  key         text NOT NULL,
  days        int NOT NULL CHECK (days BETWEEN 1 AND 90),
  every       text CHECK (every IN ('month', 'quarter', 'half', 'year')),
  second      boolean NOT NULL,
  answer_days int NOT NULL CHECK (answer_days BETWEEN 1 AND 15),
  version     int NOT NULL,
  PRIMARY KEY (district, key)
);
GRANT SELECT, INSERT, UPDATE ON publicity.posting_class TO hezhi_app;

CREATE TABLE publicity.posting (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  area         text COLLATE "C" NOT NULL,
  class        text NOT NULL,
  -- The matter or thing of another room that it shows.
  purpose_kind text,
  purpose_id   uuid,
  -- The period that it accounts for: 2026-10, 2026-Q3, 2026-H1, 2026.
  period_of    text,
  org          uuid,
  state        text NOT NULL CHECK (state IN ('draft', 'shown', 'ended', 'withdrawn')),
  -- The version that is shown; 0 before the first.
  version      int NOT NULL,
  days         int NOT NULL,
  -- What is being written: the first words, or a correction of what is shown.
  draft        jsonb,
  draft_by     uuid,
  note         text,
  restart      boolean NOT NULL,
  waiting      boolean NOT NULL,
  returned     text,
  starts_at    timestamptz,
  ends_at      timestamptz,
  reason       text,
  revision     int NOT NULL,
  at           timestamptz NOT NULL,
  CONSTRAINT posting_pkey PRIMARY KEY (district, id),
  CHECK ((purpose_kind IS NULL) = (purpose_id IS NULL)),
  CHECK ((state IN ('shown', 'ended')) <= (version > 0 AND starts_at IS NOT NULL AND ends_at IS NOT NULL))
);
CREATE INDEX posting_shown ON publicity.posting (district, starts_at DESC, id DESC) WHERE starts_at IS NOT NULL;
CREATE INDEX posting_own ON publicity.posting (district, at DESC, id DESC);
CREATE INDEX posting_purpose ON publicity.posting (district, purpose_id) WHERE purpose_id IS NOT NULL;
CREATE INDEX posting_period ON publicity.posting (district, class, period_of) WHERE period_of IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON publicity.posting TO hezhi_app;

-- Every version that was ever shown. Append-only by grant.
CREATE TABLE publicity.posting_version (
  district    char(6) COLLATE "C" NOT NULL,
  posting     uuid NOT NULL,
  version     int NOT NULL,
  content     jsonb NOT NULL,
  note        text,
  by_person   uuid,
  approved_by uuid,
  at          timestamptz NOT NULL,
  CONSTRAINT posting_version_pkey PRIMARY KEY (district, posting, version)
);
GRANT SELECT, INSERT ON publicity.posting_version TO hezhi_app;

-- An objection is a matter; here is what stands beside the posting.
CREATE TABLE publicity.objection (
  district    char(6) COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  posting     uuid NOT NULL,
  person      uuid NOT NULL,
  public_text text NOT NULL,
  state       text NOT NULL CHECK (state IN ('open', 'answered', 'withdrawn')),
  result      text,
  answer      text,
  org         uuid,
  at          timestamptz NOT NULL,
  answered_at timestamptz,
  CONSTRAINT objection_pkey PRIMARY KEY (district, id)
);
-- One at a time: who waits for an answer waits for it before asking again.
CREATE UNIQUE INDEX objection_waiting ON publicity.objection (district, posting, person) WHERE state = 'open';
CREATE INDEX objection_of ON publicity.objection (district, posting, at);
GRANT SELECT, INSERT, UPDATE ON publicity.objection TO hezhi_app;
