-- 公约 covenants: written together, adopted, signed, reminded of kindly (D6).
CREATE SCHEMA covenants;
GRANT USAGE ON SCHEMA covenants TO hezhi_app;

CREATE TABLE covenants.covenant (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  area         text COLLATE "C" NOT NULL,
  scope        text NOT NULL CHECK (scope IN ('community', 'village', 'compound', 'street', 'group')),
  scope_name   text NOT NULL,
  title        text NOT NULL,
  org          uuid NOT NULL,
  sign_by      text NOT NULL CHECK (sign_by IN ('person', 'household')),
  -- [{key, label, households}]: what signers are counted by.
  buildings    jsonb NOT NULL,
  phase        text NOT NULL CHECK (phase IN ('drafting', 'consulting', 'voting', 'idle', 'ended')),
  edition      int NOT NULL,
  consult_ends timestamptz,
  ballot       uuid,
  -- Number and day of effect, fixed when it was put to the vote.
  pending      jsonb,
  -- The version adopted last; 0 before the first.
  version      int NOT NULL,
  reason       text,
  revision     int NOT NULL,
  at           timestamptz NOT NULL,
  CONSTRAINT covenant_pkey PRIMARY KEY (district, id)
);
CREATE INDEX covenant_area ON covenants.covenant (district, at DESC, id DESC);
CREATE UNIQUE INDEX covenant_ballot ON covenants.covenant (district, ballot) WHERE ballot IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON covenants.covenant TO hezhi_app;

-- Every text that was ever saved. Append-only by grant.
CREATE TABLE covenants.edition (
  district char(6) COLLATE "C" NOT NULL,
  covenant uuid NOT NULL,
  edition  int NOT NULL,
  articles jsonb NOT NULL,
  note     text NOT NULL,
  by_person uuid,
  at       timestamptz NOT NULL,
  CONSTRAINT edition_pkey PRIMARY KEY (district, covenant, edition)
);
GRANT SELECT, INSERT ON covenants.edition TO hezhi_app;

-- What was adopted: an edition with number and day of effect. Append-only by grant.
CREATE TABLE covenants.version (
  district     char(6) COLLATE "C" NOT NULL,
  covenant     uuid NOT NULL,
  version      int NOT NULL,
  edition      int NOT NULL,
  number       text NOT NULL,
  adopted_on   date NOT NULL,
  effective_on date NOT NULL,
  by_what      text NOT NULL CHECK (by_what IN ('vote', 'meeting')),
  meeting      jsonb,
  ballot       uuid,
  filed        text NOT NULL,
  at           timestamptz NOT NULL,
  CONSTRAINT version_pkey PRIMARY KEY (district, covenant, version),
  CHECK ((by_what = 'vote') = (ballot IS NOT NULL) AND (by_what = 'meeting') = (meeting IS NOT NULL))
);
GRANT SELECT, INSERT ON covenants.version TO hezhi_app;

CREATE TABLE covenants.suggestion (
  district    char(6) COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  covenant    uuid NOT NULL,
  -- The article it speaks of; null for the whole or something new.
  article     uuid,
  edition     int NOT NULL,
  person      uuid NOT NULL,
  public_text text NOT NULL,
  state       text NOT NULL CHECK (state IN ('open', 'adopted', 'partly', 'declined', 'withdrawn')),
  reason      text,
  at          timestamptz NOT NULL,
  answered_at timestamptz,
  CONSTRAINT suggestion_pkey PRIMARY KEY (district, id)
);
CREATE INDEX suggestion_of ON covenants.suggestion (district, covenant, id DESC);
GRANT SELECT, INSERT, UPDATE ON covenants.suggestion TO hezhi_app;

CREATE TABLE covenants.signature (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  covenant     uuid NOT NULL,
  version      int NOT NULL,
  person       uuid NOT NULL,
  building     text,
  -- The home, where a household signs: sealed, and a keyed hash by which the same one is known again.
  home_sealed  bytea,
  home_lookup  bytea,
  -- The picture of the signature, sealed; erased when it is withdrawn.
  image_sealed bytea,
  at           timestamptz NOT NULL,
  withdrawn_at timestamptz,
  CONSTRAINT signature_pkey PRIMARY KEY (district, id),
  CHECK ((image_sealed IS NULL) = (withdrawn_at IS NOT NULL))
);
CREATE UNIQUE INDEX signature_person ON covenants.signature (district, covenant, version, person) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX signature_home ON covenants.signature (district, covenant, version, home_lookup) WHERE withdrawn_at IS NULL AND home_lookup IS NOT NULL;
CREATE INDEX signature_of ON covenants.signature (district, covenant, version, id) WHERE withdrawn_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON covenants.signature TO hezhi_app;

-- A kind word about an article: place and what was said, never who. Only the case that it became may follow.
CREATE TABLE covenants.reminder (
  district char(6) COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  covenant uuid NOT NULL,
  version  int NOT NULL,
  article  uuid NOT NULL,
  area     text COLLATE "C" NOT NULL,
  place    text NOT NULL,
  said     text NOT NULL,
  by_person uuid NOT NULL,
  case_id  uuid,
  at       timestamptz NOT NULL,
  CONSTRAINT reminder_pkey PRIMARY KEY (district, id)
);
CREATE INDEX reminder_of ON covenants.reminder (district, covenant, at DESC, id DESC);
GRANT SELECT, INSERT, UPDATE (case_id) ON covenants.reminder TO hezhi_app;
