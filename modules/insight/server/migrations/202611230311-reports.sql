-- Monthly reports: who asked for which and how far it is; and the numbers, written once.
CREATE TABLE insight.report (
  district text COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  area     text COLLATE "C" NOT NULL,
  -- 2026-11
  month    text COLLATE "C" NOT NULL,
  revision int NOT NULL,
  -- The month had not ended; the numbers go up to this day.
  so_far   boolean NOT NULL,
  through  date NOT NULL,
  state    text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  done     smallint NOT NULL DEFAULT 0,
  at       timestamptz NOT NULL,
  -- Null: by schedule.
  person   uuid,
  CONSTRAINT report_pkey PRIMARY KEY (district, id),
  CONSTRAINT report_revision_key UNIQUE (district, area, month, revision)
);
-- One at a time of a territory and month; by schedule one ever.
CREATE UNIQUE INDEX report_under_way ON insight.report (district, area, month) WHERE state IN ('waiting', 'making');
CREATE UNIQUE INDEX report_scheduled ON insight.report (district, area, month) WHERE person IS NULL;
GRANT SELECT, INSERT ON insight.report TO hezhi_app;
GRANT UPDATE (state, done) ON insight.report TO hezhi_app;

CREATE TABLE insight.report_numbers (
  district text COLLATE "C" NOT NULL,
  report   uuid NOT NULL,
  made_at  timestamptz NOT NULL,
  numbers  jsonb NOT NULL,
  CONSTRAINT report_numbers_pkey PRIMARY KEY (district, report)
);
GRANT SELECT, INSERT ON insight.report_numbers TO hezhi_app;
