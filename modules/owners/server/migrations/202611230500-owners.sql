-- 业主自治: compounds, their registers of owners, committees, votes.
CREATE SCHEMA owners;
GRANT USAGE ON SCHEMA owners TO hezhi_app;

-- A residential compound. `basis`: the owners' own rules on record; empty: votes here bind nobody.
CREATE TABLE owners.compound (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  buildings jsonb NOT NULL,
  developer text NOT NULL,
  manager text NOT NULL,
  basis text NOT NULL,
  basis_on date,
  rules jsonb NOT NULL,
  version int NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT compound_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.compound TO hezhi_app;
CREATE INDEX compound_area ON owners.compound (district, area, id);

-- Who holds units, alone or jointly (`others`: further holders; `name` votes for them all). Names and phones are sealed; keys are keyed hashes.
CREATE TABLE owners.owner (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  compound uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('person', 'company', 'developer')),
  name bytea NOT NULL,
  name_key bytea NOT NULL,
  others bytea,
  others_count int NOT NULL,
  phone bytea,
  phone_key bytea,
  person uuid,
  version int NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT owner_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.owner TO hezhi_app;
CREATE INDEX owner_compound ON owners.owner (district, compound, id);
CREATE INDEX owner_person ON owners.owner (district, person) WHERE person IS NOT NULL;

-- A unit with exclusive area, in square centimetres, and where the area comes from. What is not handed over counts with the developer.
CREATE TABLE owners.unit (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  compound uuid NOT NULL,
  label text NOT NULL,
  building text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('home', 'shop', 'office', 'parking', 'other')),
  area bigint NOT NULL CHECK (area > 0),
  source text NOT NULL CHECK (source IN ('register', 'survey', 'contract')),
  owner uuid NOT NULL,
  delivered boolean NOT NULL,
  removed boolean NOT NULL,
  version int NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT unit_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.unit TO hezhi_app;
CREATE UNIQUE INDEX unit_label ON owners.unit (district, compound, label COLLATE "C") WHERE NOT removed;
CREATE INDEX unit_owner ON owners.unit (district, owner);

-- Every version of a unit or owner, sealed. Append-only.
CREATE TABLE owners.history (
  district text COLLATE "C" NOT NULL,
  subject uuid NOT NULL,
  version int NOT NULL,
  compound uuid NOT NULL,
  body bytea NOT NULL,
  reason text NOT NULL,
  by uuid,
  at timestamptz NOT NULL,
  CONSTRAINT history_pkey PRIMARY KEY (district, subject, version)
);
GRANT SELECT, INSERT ON owners.history TO hezhi_app;

-- Members of committee and preparing group; their names are posted by law.
CREATE TABLE owners.member (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  compound uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('committee', 'preparing')),
  owner uuid,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('chair', 'vice', 'member', 'reserve')),
  place int NOT NULL,
  from_day date NOT NULL,
  to_day date,
  ended_on date,
  reason text NOT NULL,
  vote uuid,
  CONSTRAINT member_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.member TO hezhi_app;
CREATE INDEX member_compound ON owners.member (district, compound, id);

-- A vote of owners: the facts of a matter of kind owners_vote.
CREATE TABLE owners.vote (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  compound uuid NOT NULL,
  subject text NOT NULL,
  proposer_kind text NOT NULL CHECK (proposer_kind IN ('committee', 'owners', 'community')),
  proposer uuid,
  title text NOT NULL,
  text text NOT NULL,
  questions jsonb NOT NULL,
  seats int,
  reserves int,
  roll uuid,
  ballot uuid,
  outcome text,
  result text NOT NULL DEFAULT '',
  elected jsonb,
  posting uuid,
  posted_at timestamptz,
  at timestamptz NOT NULL,
  CONSTRAINT vote_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.vote TO hezhi_app;
CREATE INDEX vote_compound ON owners.vote (district, compound, id);

-- Owners who want a proposal put to the vote. Append-only.
CREATE TABLE owners.support (
  district text COLLATE "C" NOT NULL,
  vote uuid NOT NULL,
  owner uuid NOT NULL,
  way text NOT NULL CHECK (way IN ('online', 'paper')),
  by uuid,
  at timestamptz NOT NULL,
  CONSTRAINT support_pkey PRIMARY KEY (district, vote, owner)
);
GRANT SELECT, INSERT ON owners.support TO hezhi_app;

-- Candidates of an election; their names stand on the ballot.
CREATE TABLE owners.candidate (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  vote uuid NOT NULL,
  owner uuid NOT NULL,
  name text NOT NULL,
  intro text NOT NULL,
  at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  CONSTRAINT candidate_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.candidate TO hezhi_app;
CREATE UNIQUE INDEX candidate_once ON owners.candidate (district, vote, owner) WHERE withdrawn_at IS NULL;

-- Whoever asked the court to revoke a decision (民法典 280). The name is sealed.
CREATE TABLE owners.challenge (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  vote uuid NOT NULL,
  name bytea NOT NULL,
  text text NOT NULL,
  known_on date NOT NULL,
  court text NOT NULL,
  at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'upheld', 'dismissed', 'withdrawn')),
  note text NOT NULL DEFAULT '',
  closed_at timestamptz,
  CONSTRAINT challenge_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT, UPDATE ON owners.challenge TO hezhi_app;
CREATE INDEX challenge_vote ON owners.challenge (district, vote, id);
