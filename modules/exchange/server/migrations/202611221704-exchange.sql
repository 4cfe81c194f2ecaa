-- 数据交换: bodies and webhooks, their secrets, and every message to and from them.
CREATE SCHEMA exchange;
GRANT USAGE ON SCHEMA exchange TO hezhi_app;

-- A body is tied to an organisation and speaks both ways; a webhook hears only.
CREATE TABLE exchange.endpoint (
  district   char(6) COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  role       text NOT NULL CHECK (role IN ('body', 'webhook')),
  name       text NOT NULL,
  address    text,
  active     boolean NOT NULL DEFAULT true,
  org        uuid CHECK ((org IS NOT NULL) = (role = 'body')),
  orders     boolean NOT NULL DEFAULT false,
  topics     text[] NOT NULL DEFAULT '{}',
  area       text COLLATE "C",
  subjects   text[] NOT NULL DEFAULT '{}',
  -- Attempts that failed in a row, and until when the circuit rests.
  failures   int NOT NULL DEFAULT 0,
  rests_until timestamptz,
  last_out   timestamptz,
  last_in    timestamptz,
  created_at timestamptz NOT NULL,
  -- One that has ended keeps its traffic; its organisation may be tied anew.
  ended_at   timestamptz,
  version    int NOT NULL DEFAULT 1,
  CONSTRAINT endpoint_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX endpoint_org ON exchange.endpoint (district, org) WHERE org IS NOT NULL AND ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON exchange.endpoint TO hezhi_app;

-- Two at most are valid for a direction: a new one and the one it takes over from.
CREATE TABLE exchange.secret (
  district   char(6) COLLATE "C" NOT NULL,
  endpoint   uuid NOT NULL,
  id         uuid NOT NULL,
  direction  text NOT NULL CHECK (direction IN ('out', 'in')),
  sealed     bytea NOT NULL,
  hint       text NOT NULL,
  created_at timestamptz NOT NULL,
  lapses_at  timestamptz,
  CONSTRAINT secret_pkey PRIMARY KEY (district, endpoint, id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.secret TO hezhi_app;

-- What joins a body to a matter: since it first had a leg of it, or since it reported the order that became it.
CREATE TABLE exchange.tie (
  district   char(6) COLLATE "C" NOT NULL,
  endpoint   uuid NOT NULL,
  matter     uuid NOT NULL,
  number     text NOT NULL,
  -- The body's own order, where the matter was born of one.
  order_no   text,
  order_kind text,
  deadline   timestamptz,
  -- The legs and the revision that the body was told of last.
  legs       uuid[] NOT NULL DEFAULT '{}',
  revision   int NOT NULL,
  at         timestamptz NOT NULL,
  CONSTRAINT tie_pkey PRIMARY KEY (district, endpoint, matter)
);
CREATE UNIQUE INDEX tie_order ON exchange.tie (district, endpoint, order_no) WHERE order_no IS NOT NULL;
CREATE INDEX tie_matter ON exchange.tie (district, matter);
CREATE INDEX tie_number ON exchange.tie (district, endpoint, number);
GRANT SELECT, INSERT, UPDATE ON exchange.tie TO hezhi_app;

CREATE TABLE exchange.message (
  district    char(6) COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  endpoint    uuid NOT NULL,
  direction   text NOT NULL CHECK (direction IN ('out', 'in')),
  type        text NOT NULL,
  -- Out: the message's own id. In: source and id of the event.
  external_id text NOT NULL,
  -- In: hash of what was said, compared when the id comes again.
  print       bytea,
  payload     jsonb NOT NULL,
  state       text NOT NULL CHECK (state IN ('queued', 'failed', 'sent', 'acknowledged', 'dead', 'dropped')),
  matter      uuid,
  number      text,
  order_no    text,
  -- Place among the messages about the same matter.
  ordinal     bigint NOT NULL DEFAULT 0,
  attempts    int NOT NULL DEFAULT 0,
  next_at     timestamptz,
  -- Taken by a worker until then; a worker that died gives it back by this.
  leased_until timestamptz,
  error       text,
  reply       jsonb,
  note        text,
  at          timestamptz NOT NULL,
  settled_at  timestamptz,
  CONSTRAINT message_pkey PRIMARY KEY (district, id)
);
CREATE UNIQUE INDEX message_once ON exchange.message (district, endpoint, external_id) WHERE direction = 'in';
-- The worker's look at what is due, over all districts; settled messages are not in it.
CREATE INDEX message_due ON exchange.message (next_at) WHERE direction = 'out' AND state IN ('queued', 'failed', 'sent');
CREATE INDEX message_open ON exchange.message (district, endpoint, matter, ordinal) WHERE direction = 'out' AND state IN ('queued', 'failed', 'sent', 'dead');
CREATE INDEX message_list ON exchange.message (district, at DESC, id DESC);
CREATE INDEX message_endpoint ON exchange.message (district, endpoint, at DESC, id DESC);
CREATE INDEX message_dead ON exchange.message (district, at DESC, id DESC) WHERE state = 'dead';
CREATE INDEX message_number ON exchange.message (district, number) WHERE number IS NOT NULL;
CREATE INDEX message_order ON exchange.message (district, order_no) WHERE order_no IS NOT NULL;
CREATE INDEX message_external ON exchange.message (district, external_id);
CREATE INDEX message_matter ON exchange.message (district, matter) WHERE matter IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.message TO hezhi_app;
