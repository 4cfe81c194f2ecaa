-- Notices 通知: what people are told, and by which ways it went out.
CREATE SCHEMA notices;
GRANT USAGE ON SCHEMA notices TO hezhi_app;

-- One thing told to one recipient: the inbox. `recipient` is a person's id, a hash of a contact, or the name of a hook.
CREATE TABLE notices.notice (
  district  text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  person    uuid,
  key       text COLLATE "C" NOT NULL,
  template  text COLLATE "C" NOT NULL,
  category  text NOT NULL,
  urgent    boolean NOT NULL,
  area      text COLLATE "C" NOT NULL,
  matter    uuid,
  link      text,
  words     jsonb NOT NULL,
  -- What the templates' placeholders stand for.
  given     jsonb NOT NULL,
  at        timestamptz NOT NULL,
  read_at   timestamptz,
  CONSTRAINT notice_pkey PRIMARY KEY (district, id)
);
-- Nobody is told the same thing twice.
CREATE UNIQUE INDEX notice_once ON notices.notice (district, recipient, key);
CREATE INDEX notice_inbox ON notices.notice (district, person, id DESC) WHERE person IS NOT NULL;
CREATE INDEX notice_unread ON notices.notice (district, person) WHERE person IS NOT NULL AND read_at IS NULL;
CREATE INDEX notice_matter ON notices.notice (district, matter) WHERE matter IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.notice TO hezhi_app;

-- One way out of the house for one notice. Its id is the token that a provider never takes twice.
CREATE TABLE notices.delivery (
  district       text COLLATE "C" NOT NULL,
  id             uuid NOT NULL,
  notice         uuid NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('sms', 'wechat', 'email', 'webhook')),
  state          text NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'skipped')),
  person         uuid,
  hook           text,
  -- A contact that no person of the directory stands for; emptied thirty days after.
  contact_sealed bytea,
  masked         text NOT NULL,
  language       text NOT NULL,
  attempts       int NOT NULL DEFAULT 0,
  -- Whether it has been counted against the day's number.
  counted        boolean NOT NULL DEFAULT false,
  -- When it is looked at next: not before the quiet hours end, after a failure, or when a claim lapses.
  next_at        timestamptz,
  reason         text,
  reference      text,
  created_at     timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  CONSTRAINT delivery_pkey PRIMARY KEY (district, id)
);
CREATE INDEX delivery_due ON notices.delivery (next_at) WHERE state IN ('queued', 'sending');
CREATE INDEX delivery_notice ON notices.delivery (district, notice);
CREATE INDEX delivery_state ON notices.delivery (district, state, id DESC);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.delivery TO hezhi_app;

-- What a person wants to be told by which way.
CREATE TABLE notices.preference (
  district   text COLLATE "C" NOT NULL,
  person     uuid NOT NULL,
  modes      jsonb NOT NULL,
  quiet_from int,
  quiet_to   int,
  PRIMARY KEY (district, person)
);
GRANT SELECT, INSERT, UPDATE ON notices.preference TO hezhi_app;

-- Addresses the directory does not know: e-mail and WeChat openid, sealed. An e-mail address counts once its code was entered.
CREATE TABLE notices.address (
  district    text COLLATE "C" NOT NULL,
  person      uuid NOT NULL,
  channel     text NOT NULL CHECK (channel IN ('email', 'wechat')),
  sealed      bytea NOT NULL,
  confirmed   boolean NOT NULL,
  code_hash   bytea,
  code_tries  int NOT NULL DEFAULT 0,
  code_sent   timestamptz,
  code_day    int NOT NULL DEFAULT 0,
  PRIMARY KEY (district, person, channel)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.address TO hezhi_app;

-- A district's own words in the stead of the shipped ones.
CREATE TABLE notices.template (
  district text COLLATE "C" NOT NULL,
  key      text COLLATE "C" NOT NULL,
  words    jsonb NOT NULL,
  version  int NOT NULL,
  person   uuid NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (district, key)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.template TO hezhi_app;

-- How many went to a recipient by a way on a day in China.
CREATE TABLE notices.tally (
  district  text COLLATE "C" NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  channel   text NOT NULL,
  day       date NOT NULL,
  n         int NOT NULL,
  PRIMARY KEY (district, recipient, channel, day)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON notices.tally TO hezhi_app;

-- The sandbox providers' outbox: takes each token once, as a careful provider does.
-- No district: stands in for a company outside; exists in the demo and in tests.
CREATE TABLE notices.sandbox (
  channel text NOT NULL,
  token   uuid NOT NULL,
  "to"    bytea NOT NULL,
  sealed  bytea NOT NULL,
  at      timestamptz NOT NULL,
  PRIMARY KEY (channel, token)
);
CREATE INDEX sandbox_to ON notices.sandbox ("to", at DESC);
GRANT SELECT, INSERT, DELETE ON notices.sandbox TO hezhi_app;
