-- Spreadsheet imports (C1): a file, its rows, and what became of each. Cells hold names and phones, so they are sealed, and deleted when they are no longer needed.
CREATE TABLE cases.import (
  district     char(6) COLLATE "C" NOT NULL,
  id           uuid NOT NULL,
  person       uuid NOT NULL,
  post         uuid NOT NULL,
  -- The post's territory: no case is made outside it.
  area         text COLLATE "C" NOT NULL,
  file         text NOT NULL,
  sheet        text NOT NULL,
  head_row     int NOT NULL,
  heads_sealed bytea,
  sha256       bytea NOT NULL,
  -- Columns by field, datum, source.
  reading      jsonb NOT NULL,
  guesses      boolean NOT NULL DEFAULT false,
  state        text NOT NULL CHECK (state IN ('checking', 'checked', 'importing', 'done', 'stopped', 'cancelled', 'replaced', 'lapsed')),
  version      int NOT NULL,
  at           timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  -- The worker that has it, until then; one that died gives it back by this.
  lease        uuid,
  leased_until timestamptz,
  PRIMARY KEY (district, id)
);
CREATE INDEX import_list ON cases.import (district, at DESC, id DESC);
-- The look for imports whose worker is gone, and for what is to be deleted, over all districts.
CREATE INDEX import_open ON cases.import (leased_until) WHERE state IN ('checking', 'importing');
CREATE INDEX import_kept ON cases.import (changed_at) WHERE heads_sealed IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON cases.import TO hezhi_app;

CREATE TABLE cases.import_row (
  district     char(6) COLLATE "C" NOT NULL,
  import       uuid NOT NULL,
  -- As the spreadsheet counts.
  row          int NOT NULL,
  cells_sealed bytea,
  state        text NOT NULL CHECK (state IN ('unchecked', 'ready', 'faulty', 'failed', 'done')),
  version      int NOT NULL DEFAULT 1,
  faults       jsonb NOT NULL DEFAULT '[]',
  category     text COLLATE "C",
  guessed      boolean NOT NULL DEFAULT false,
  area         text COLLATE "C",
  lon          double precision,
  lat          double precision,
  reported_at  timestamptz,
  -- The case that the row becomes has this id whenever it is made, so it is made once.
  matter       uuid NOT NULL,
  number       text,
  -- Keyed hash of the number that it has elsewhere.
  reference    bytea,
  PRIMARY KEY (district, import, row)
);
-- What has a number elsewhere becomes a case once, whatever file it comes in.
CREATE UNIQUE INDEX import_row_reference ON cases.import_row (district, reference) WHERE state = 'done' AND reference IS NOT NULL;
CREATE INDEX import_row_state ON cases.import_row (district, import, state, row);
GRANT SELECT, INSERT, UPDATE ON cases.import_row TO hezhi_app;
