-- Cases 案件: categories, and the facts of a case beside its matter (one row each, written in the same statement).
CREATE SCHEMA cases;
GRANT USAGE ON SCHEMA cases TO hezhi_app;

-- District 000000 holds the tree that ships with the product; a row of a district stands in its stead there.
CREATE TABLE cases.category (
  district  char(6) COLLATE "C" NOT NULL,
  code      text COLLATE "C" NOT NULL,
  parent    text COLLATE "C" NOT NULL,
  name      jsonb NOT NULL,
  hints     text[] NOT NULL,
  tier      smallint NOT NULL,
  limits    jsonb NOT NULL,
  lead      text NOT NULL,
  settle    text NOT NULL CHECK (settle IN ('grid', 'community', 'street', 'department')),
  questions jsonb NOT NULL,
  example   jsonb NOT NULL,
  active    boolean NOT NULL,
  version   int NOT NULL,
  PRIMARY KEY (district, code)
);
GRANT SELECT, INSERT, UPDATE ON cases.category TO hezhi_app;

CREATE TABLE cases.setting (
  district          char(6) COLLATE "C" NOT NULL PRIMARY KEY,
  anonymous_allowed boolean NOT NULL DEFAULT true,
  version           int NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON cases.setting TO hezhi_app;

CREATE TABLE cases.case (
  district       char(6) COLLATE "C" NOT NULL,
  id             uuid NOT NULL,
  category       text COLLATE "C" NOT NULL,
  description    text NOT NULL,
  -- The description without personal data: the only words that the public reads.
  public_text    text NOT NULL,
  address        text NOT NULL,
  answers        jsonb NOT NULL,
  photos         uuid[] NOT NULL,
  reporter_kind  text NOT NULL CHECK (reporter_kind IN ('resident', 'visitor', 'staff')),
  reporter       uuid,
  reporter_post  uuid,
  hide_name      boolean NOT NULL,
  contact_sealed bytea,
  contact_lookup bytea,
  -- Keyed hash of number and tracking code; the code itself is kept nowhere.
  code_lookup    bytea,
  public_lon     double precision,
  public_lat     double precision,
  PRIMARY KEY (district, id)
);
CREATE INDEX case_code ON cases.case (code_lookup) WHERE code_lookup IS NOT NULL;
CREATE INDEX case_contact ON cases.case (district, contact_lookup) WHERE contact_lookup IS NOT NULL;
CREATE INDEX case_place ON cases.case (district, public_lat, public_lon) WHERE public_lat IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON cases.case TO hezhi_app;
