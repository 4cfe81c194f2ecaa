-- 人 people: territory, organisations, people, posts, accounts, sessions (decision 7).
CREATE SCHEMA IF NOT EXISTS directory;
GRANT USAGE ON SCHEMA directory TO hezhi_app;

-- Reference: the tree by official code; the code is the path.
CREATE TABLE directory.territory (
  code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  level text NOT NULL,
  parent text COLLATE "C",
  kind text,
  valid_from date,
  valid_to date,
  successors text[] NOT NULL DEFAULT '{}'
);
CREATE INDEX territory_parent ON directory.territory (parent, code);
GRANT SELECT, INSERT, UPDATE ON directory.territory TO hezhi_app;

-- Reference: names used in the press, N:1 to official territories.
CREATE TABLE directory.press_name (
  name text NOT NULL,
  code text COLLATE "C" NOT NULL,
  PRIMARY KEY (name, code)
);
CREATE INDEX press_name_code ON directory.press_name (code);
GRANT SELECT, INSERT, DELETE ON directory.press_name TO hezhi_app;

-- Reference data of the method packs.
CREATE TABLE directory.org_kind (key text PRIMARY KEY, words jsonb NOT NULL, governs text);
CREATE TABLE directory.role (
  key text PRIMARY KEY,
  words jsonb NOT NULL,
  duties jsonb,
  level text,
  reserved boolean NOT NULL DEFAULT false,
  permissions text[] NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON directory.org_kind, directory.role TO hezhi_app;

CREATE TABLE directory.org (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  short_name text NOT NULL,
  pinyin text NOT NULL,
  area text COLLATE "C" NOT NULL,
  parent uuid,
  phone text,
  valid_from date NOT NULL,
  valid_to date,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX org_name_key ON directory.org (district, area, name) WHERE valid_to IS NULL;
CREATE INDEX org_area ON directory.org (district, area, id);
GRANT SELECT, INSERT, UPDATE ON directory.org TO hezhi_app;

CREATE TABLE directory.person (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  pinyin text NOT NULL,
  phone_sealed bytea,
  phone_lookup bytea,
  identity_sealed bytea,
  identity_lookup bytea,
  -- Where a resident belongs; null for staff.
  area text COLLATE "C",
  language text NOT NULL,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (district, id)
);
CREATE INDEX person_phone ON directory.person (district, phone_lookup) WHERE phone_lookup IS NOT NULL;
CREATE INDEX person_name ON directory.person (district, name, id);
CREATE INDEX person_area ON directory.person (district, area, name, id) WHERE area IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON directory.person TO hezhi_app;

CREATE TABLE directory.post (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  role text NOT NULL,
  org uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  term_from timestamptz NOT NULL,
  term_to timestamptz,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX post_once ON directory.post (district, person, role, org, area) WHERE term_to IS NULL;
CREATE INDEX post_person ON directory.post (district, person);
CREATE INDEX post_org ON directory.post (district, org);
CREATE INDEX post_area ON directory.post (district, area);
GRANT SELECT, INSERT, UPDATE ON directory.post TO hezhi_app;

-- Reference: a login name says person and district.
CREATE TABLE directory.account (
  id uuid PRIMARY KEY,
  district text COLLATE "C" NOT NULL,
  person uuid NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL CONSTRAINT account_name_key UNIQUE,
  phone_lookup bytea CONSTRAINT account_phone_key UNIQUE,
  kind text NOT NULL,
  status text NOT NULL DEFAULT 'active',
  password_hash text,
  must_change boolean NOT NULL DEFAULT false,
  totp_sealed bytea,
  totp_on boolean NOT NULL DEFAULT false,
  -- Time step of the last accepted code: no code is taken twice.
  totp_step bigint NOT NULL DEFAULT 0,
  factor_recovery text[] NOT NULL DEFAULT '{}',
  recovery_hash bytea,
  recovery_expires timestamptz,
  created timestamptz NOT NULL,
  version int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX account_person ON directory.account (district, person);
CREATE INDEX account_list ON directory.account (district, name_key, id);
GRANT SELECT, INSERT, UPDATE ON directory.account TO hezhi_app;

-- Reference: identities of outside providers.
CREATE TABLE directory.oidc_link (issuer text NOT NULL, subject text NOT NULL, account uuid NOT NULL, PRIMARY KEY (issuer, subject));
CREATE TABLE directory.oidc_flow (
  state_hash bytea PRIMARY KEY,
  browser_hash bytea NOT NULL,
  sealed bytea NOT NULL,
  expires timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON directory.oidc_link, directory.oidc_flow TO hezhi_app;

-- Failed attempts by account name and by address; a key is a hash, so nothing typed is kept.
-- No district: who fails to log in belongs to none yet; rows live for a day.
CREATE TABLE directory.attempt (
  key bytea PRIMARY KEY,
  allowed int NOT NULL,
  failed int NOT NULL,
  last_at timestamptz NOT NULL,
  until timestamptz
);
-- Codes sent to a phone.
-- No district: the phone's account is not known yet; rows live for minutes.
CREATE TABLE directory.sign_in_code (
  phone_lookup bytea PRIMARY KEY,
  code_hash bytea NOT NULL,
  expires timestamptz NOT NULL,
  tries int NOT NULL DEFAULT 0,
  sent_at timestamptz NOT NULL,
  sent_today int NOT NULL DEFAULT 1
);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory.attempt, directory.sign_in_code TO hezhi_app;

CREATE TABLE directory.session (
  district text COLLATE "C" NOT NULL,
  token_hash bytea NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  account uuid NOT NULL,
  post uuid,
  created timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  address text,
  device text,
  PRIMARY KEY (district, token_hash)
);
CREATE INDEX session_account ON directory.session (district, account);
CREATE INDEX session_expires ON directory.session (expires);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory.session TO hezhi_app;

-- Who read protected data, when and why. Append-only by grant.
CREATE TABLE directory.reading (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  person uuid NOT NULL,
  reader uuid NOT NULL,
  reader_post uuid,
  fields text[] NOT NULL,
  purpose text NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE INDEX reading_person ON directory.reading (district, person, id);
GRANT SELECT, INSERT ON directory.reading TO hezhi_app;

-- The audit log: append-only by grant, hash-chained per district. `entry` is the very text that is hashed.
CREATE TABLE directory.audit (
  district text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  actor uuid,
  target text,
  entry text NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_pkey PRIMARY KEY (district, seq)
);
CREATE INDEX audit_actor ON directory.audit (district, actor, seq);
CREATE INDEX audit_target ON directory.audit (district, target, seq);
GRANT SELECT, INSERT ON directory.audit TO hezhi_app;
CREATE TABLE directory.audit_head (district text COLLATE "C" PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL);
GRANT SELECT, INSERT, UPDATE ON directory.audit_head TO hezhi_app;

-- The next link of a district's chain. The row lock of the head puts concurrent entries in order.
CREATE FUNCTION directory.next_audit(of_district text, new_entry text) RETURNS TABLE (seq bigint, hash bytea) LANGUAGE sql VOLATILE AS $$
  INSERT INTO directory.audit_head AS h (district, seq, hash)
  VALUES (of_district, 1, sha256(convert_to(of_district || E'\n' || new_entry, 'UTF8')))
  ON CONFLICT (district) DO UPDATE SET seq = h.seq + 1, hash = sha256(h.hash || convert_to(new_entry, 'UTF8'))
  RETURNING h.seq, h.hash
$$;
