-- Figures: rollups and what is not folded into them yet (decision 5).
CREATE SCHEMA figures;

CREATE TABLE figures.delta (
  district char(6) COLLATE "C" NOT NULL,
  id       bigint GENERATED ALWAYS AS IDENTITY,
  kind     text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  subjects text[] NOT NULL,
  day      date NOT NULL,
  n        jsonb NOT NULL,
  PRIMARY KEY (district, id)
);

CREATE TABLE figures.rollup (
  district char(6) COLLATE "C" NOT NULL,
  kind     text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  subject  text COLLATE "C" NOT NULL,
  grain    char(1) NOT NULL CHECK (grain IN ('d', 'm')),
  at       date NOT NULL,
  measure  text COLLATE "C" NOT NULL,
  n        bigint NOT NULL,
  PRIMARY KEY (district, kind, grain, area, subject, measure, at)
);

GRANT USAGE ON SCHEMA figures TO hezhi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON figures.delta TO hezhi_app;
GRANT SELECT, INSERT, UPDATE ON figures.rollup TO hezhi_app;
