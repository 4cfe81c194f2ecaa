-- 票决: rolls, ballots, casts, papers, tallies.
CREATE SCHEMA ballots;
GRANT USAGE ON SCHEMA ballots TO hezhi_app;

-- Who may vote. draft -> published -> frozen. `totals` and `digest` are of the frozen roll; `seal` is keyed, its key is not in the database.
CREATE TABLE ballots.roll (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  title text NOT NULL,
  measures text[] NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'frozen')),
  publicity_days int NOT NULL,
  at timestamptz NOT NULL,
  published_at timestamptz,
  frozen_at timestamptz,
  voters int,
  totals jsonb,
  digest bytea,
  seal bytea,
  CONSTRAINT roll_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON ballots.roll TO hezhi_app;
CREATE INDEX roll_area ON ballots.roll (district, area, id);

-- A unit of the roll in one version; a correction is another version and both stay. Areas in square centimetres. Append-only.
CREATE TABLE ballots.entry (
  district text COLLATE "C" NOT NULL,
  roll uuid NOT NULL,
  id uuid NOT NULL,
  version int NOT NULL,
  label text NOT NULL,
  holder text NOT NULL,
  head text NOT NULL,
  area bigint NOT NULL CHECK (area >= 0),
  shares bigint NOT NULL CHECK (shares >= 0),
  phone bytea,
  person uuid,
  removed boolean NOT NULL DEFAULT false,
  reason text,
  objection uuid,
  by uuid,
  at timestamptz NOT NULL,
  CONSTRAINT entry_pkey PRIMARY KEY (district, roll, id, version)
);
GRANT SELECT, INSERT ON ballots.entry TO hezhi_app;
CREATE UNIQUE INDEX entry_label ON ballots.entry (district, roll, label) WHERE version = 1;
CREATE INDEX entry_person ON ballots.entry (district, person) WHERE person IS NOT NULL;

-- Who casts one ballot: all units of one head together. Made when the roll is frozen, never changed.
CREATE TABLE ballots.voter (
  district text COLLATE "C" NOT NULL,
  roll uuid NOT NULL,
  id uuid NOT NULL,
  label text NOT NULL,
  units int NOT NULL,
  area bigint NOT NULL,
  shares bigint NOT NULL,
  persons uuid[] NOT NULL,
  lane int NOT NULL,
  CONSTRAINT voter_pkey PRIMARY KEY (district, roll, id)
);
GRANT SELECT, INSERT ON ballots.voter TO hezhi_app;
CREATE INDEX voter_persons ON ballots.voter USING gin (persons);

-- Which voter casts for a unit.
CREATE TABLE ballots.unit (
  district text COLLATE "C" NOT NULL,
  roll uuid NOT NULL,
  entry uuid NOT NULL,
  voter uuid NOT NULL,
  label text NOT NULL,
  CONSTRAINT unit_pkey PRIMARY KEY (district, roll, entry)
);
GRANT SELECT, INSERT ON ballots.unit TO hezhi_app;
CREATE INDEX unit_label ON ballots.unit (district, roll, label);

-- Objections to a roll (publicity) or a ballot (supervision), with their answers.
CREATE TABLE ballots.objection (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  roll uuid,
  ballot uuid,
  entry uuid,
  person uuid,
  name text NOT NULL,
  text text NOT NULL,
  at timestamptz NOT NULL,
  answer text,
  accepted boolean,
  answered_by uuid,
  answered_at timestamptz,
  CONSTRAINT objection_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT ON ballots.objection TO hezhi_app;
GRANT UPDATE (answer, accepted, answered_by, answered_at) ON ballots.objection TO hezhi_app;
CREATE INDEX objection_roll ON ballots.objection (district, roll, id) WHERE roll IS NOT NULL;
CREATE INDEX objection_ballot ON ballots.objection (district, ballot, id) WHERE ballot IS NOT NULL;

-- A ballot. `face` is what voters were told (title, rule, questions, times): fixed when announced, sealed by a keyed hash.
CREATE TABLE ballots.ballot (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  roll uuid NOT NULL,
  purpose_kind text NOT NULL,
  purpose_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'announced', 'open', 'closed', 'counted', 'void')),
  face jsonb NOT NULL,
  face_seal bytea,
  opens_at timestamptz NOT NULL,
  closes_at timestamptz NOT NULL,
  second_of uuid,
  at timestamptz NOT NULL,
  announced_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  counted_at timestamptz,
  ended_reason text,
  outcome jsonb,
  CONSTRAINT ballot_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON ballots.ballot TO hezhi_app;
CREATE INDEX ballot_area ON ballots.ballot (district, area, id);
CREATE INDEX ballot_purpose ON ballots.ballot (district, purpose_kind, purpose_id, id);
CREATE INDEX ballot_roll ON ballots.ballot (district, roll, id);

-- The key by which sealed votes are counted: wrapped by the vault (`sealed`), or split among keepers and here only described. The row goes with the count.
CREATE TABLE ballots.keybox (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  sealed bytea,
  need int,
  keepers jsonb,
  CONSTRAINT keybox_pkey PRIMARY KEY (district, ballot)
);
GRANT SELECT, INSERT, DELETE ON ballots.keybox TO hezhi_app;

-- Sixteen chains of casts a ballot. stage 0 open, 1 closed (papers received before the close may still be entered), 2 counted or void.
CREATE TABLE ballots.lane (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  lane int NOT NULL,
  stage int NOT NULL DEFAULT 0,
  seq bigint NOT NULL DEFAULT 0,
  chain bytea NOT NULL,
  seal bytea NOT NULL,
  CONSTRAINT lane_pkey PRIMARY KEY (district, ballot, lane)
);
GRANT SELECT, INSERT, UPDATE ON ballots.lane TO hezhi_app;

-- Every ballot that came in; those that were displaced by another stay. Append-only.
CREATE TABLE ballots.cast (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  lane int NOT NULL,
  seq bigint NOT NULL,
  id uuid NOT NULL,
  entry uuid NOT NULL,
  voter uuid NOT NULL,
  channel text NOT NULL,
  proxy boolean NOT NULL,
  mandate uuid,
  paper text,
  at timestamptz NOT NULL,
  vote text,
  nonce text,
  box bytea,
  mark text,
  by uuid,
  mac bytea NOT NULL,
  chain bytea NOT NULL,
  CONSTRAINT cast_pkey PRIMARY KEY (district, ballot, lane, seq)
);
GRANT SELECT, INSERT ON ballots.cast TO hezhi_app;
CREATE UNIQUE INDEX cast_id ON ballots.cast (district, ballot, id);
CREATE INDEX cast_voter ON ballots.cast (district, ballot, voter);
CREATE UNIQUE INDEX cast_paper ON ballots.cast (district, ballot, paper) WHERE paper IS NOT NULL;

-- Entries of paper ballots: two by different collectors, a third where they differ. Append-only.
CREATE TABLE ballots.paper (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  paper text NOT NULL,
  turn int NOT NULL,
  voter uuid NOT NULL,
  channel text NOT NULL,
  collector uuid NOT NULL,
  witness text,
  received_at timestamptz NOT NULL,
  vote text,
  nonce text,
  box bytea,
  mark text,
  says text NOT NULL,
  settled boolean NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT paper_pkey PRIMARY KEY (district, ballot, paper, turn)
);
GRANT SELECT, INSERT ON ballots.paper TO hezhi_app;
CREATE UNIQUE INDEX paper_collector ON ballots.paper (district, ballot, paper, collector);

-- Written mandates: who may cast for whom. `number` counts the mandates of one proxy, up to the rule's limit. Append-only.
CREATE TABLE ballots.mandate (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  id uuid NOT NULL,
  voter uuid NOT NULL,
  proxy text NOT NULL,
  number int NOT NULL,
  person uuid,
  proxy_name text NOT NULL,
  files uuid[] NOT NULL,
  by uuid,
  at timestamptz NOT NULL,
  mac bytea NOT NULL,
  CONSTRAINT mandate_pkey PRIMARY KEY (district, ballot, id)
);
GRANT SELECT, INSERT ON ballots.mandate TO hezhi_app;
CREATE UNIQUE INDEX mandate_number ON ballots.mandate (district, ballot, proxy, number);
CREATE INDEX mandate_voter ON ballots.mandate (district, ballot, voter);
CREATE INDEX mandate_person ON ballots.mandate (district, person) WHERE person IS NOT NULL;

-- One-time voting codes, as keyed hashes. Append-only: a new code of a voter stands beside the old.
CREATE TABLE ballots.code (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  hash bytea NOT NULL,
  voter uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT code_pkey PRIMARY KEY (district, ballot, hash)
);
GRANT SELECT, INSERT ON ballots.code TO hezhi_app;

-- The published tally, gzipped JSON. One a ballot. Append-only.
CREATE TABLE ballots.tally (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  root bytea NOT NULL,
  sha256 bytea NOT NULL,
  file bytea NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT tally_pkey PRIMARY KEY (district, ballot)
);
GRANT SELECT, INSERT ON ballots.tally TO hezhi_app;

-- Hourly bulletins: heads of the lanes, so that whoever kept one sees a rollback. Append-only.
CREATE TABLE ballots.bulletin (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  number int NOT NULL,
  at timestamptz NOT NULL,
  lanes jsonb NOT NULL,
  took_part jsonb,
  digest bytea NOT NULL,
  CONSTRAINT bulletin_pkey PRIMARY KEY (district, ballot, number)
);
GRANT SELECT, INSERT ON ballots.bulletin TO hezhi_app;

-- HMAC-SHA-256 (RFC 2104) with the key given as its two padded blocks.
CREATE FUNCTION ballots.hmac(pad_in bytea, pad_out bytea, message bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(pad_out || sha256(pad_in || message))
$$;

-- The next link of a lane, or no row when the lane takes none now: closed, too late by the database's own clock, or voted already where votes may not change.
-- The lane is locked first, so that what is looked at afterwards includes whoever came just before.
CREATE FUNCTION ballots.next_cast(of_district text, of_ballot uuid, of_lane int, of_voter uuid, on_paper boolean, once boolean, until timestamptz, mac bytea, pad_in bytea, pad_out bytea)
RETURNS TABLE (seq bigint, chain bytea) LANGUAGE sql VOLATILE AS $$
  SELECT 1 FROM ballots.lane WHERE district = of_district AND ballot = of_ballot AND lane = of_lane FOR NO KEY UPDATE;
  UPDATE ballots.lane l SET seq = l.seq + 1, chain = ballots.hmac(pad_in, pad_out, l.chain || mac),
    seal = ballots.hmac(pad_in, pad_out, convert_to('seal ' || of_lane || ' ' || (l.seq + 1) || ' ', 'UTF8') || ballots.hmac(pad_in, pad_out, l.chain || mac))
  WHERE l.district = of_district AND l.ballot = of_ballot AND l.lane = of_lane
    AND l.stage <= CASE WHEN on_paper THEN 1 ELSE 0 END
    AND (on_paper OR clock_timestamp() < until)
    AND NOT (once AND EXISTS (
      SELECT 1 FROM ballots.cast c WHERE c.district = of_district AND c.ballot = of_ballot AND c.voter = of_voter AND c.paper IS NULL AND NOT c.proxy))
  RETURNING l.seq, l.chain
$$;
