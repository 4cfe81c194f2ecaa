-- 本人的个人信息 own data (PIPL 44-47): copies asked for, accounts being closed.

-- Set when the account was closed: name, phone and identity number are gone, records that must stay name nobody.
ALTER TABLE directory.person ADD COLUMN closed timestamptz;

-- A copy of what the house keeps about a person: gathered by a job, sealed, gone after seven days.
CREATE TABLE directory.copy (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  account uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
  asked_at timestamptz NOT NULL,
  ready_at timestamptz,
  until timestamptz NOT NULL,
  sealed bytea,
  fetched int NOT NULL DEFAULT 0,
  CONSTRAINT copy_pkey PRIMARY KEY (district, id),
  CHECK ((state = 'ready') = (sealed IS NOT NULL AND ready_at IS NOT NULL))
);
CREATE UNIQUE INDEX copy_waiting ON directory.copy (district, account) WHERE state = 'waiting';
CREATE INDEX copy_account ON directory.copy (district, account, id);
CREATE INDEX copy_until ON directory.copy (until);
GRANT SELECT, INSERT, UPDATE, DELETE ON directory.copy TO hezhi_app;

-- Accounts whose person wants them closed; the row goes when it is taken back or done.
CREATE TABLE directory.closing (
  district text COLLATE "C" NOT NULL,
  account uuid NOT NULL,
  person uuid NOT NULL,
  timer uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  CONSTRAINT closing_pkey PRIMARY KEY (district, account)
);
GRANT SELECT, INSERT, DELETE ON directory.closing TO hezhi_app;
