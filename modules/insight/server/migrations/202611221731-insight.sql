-- Insight: what a district decided about its figures. Append-only by grant: the latest line holds, the earlier ones say what held before.
CREATE SCHEMA insight;
GRANT USAGE ON SCHEMA insight TO hezhi_app;

CREATE TABLE insight.weights (
  district  text COLLATE "C" NOT NULL,
  id        uuid NOT NULL,
  at        timestamptz NOT NULL,
  responded smallint NOT NULL CHECK (responded >= 0),
  solved    smallint NOT NULL CHECK (solved >= 0),
  satisfied smallint NOT NULL CHECK (satisfied >= 0),
  basis     text NOT NULL,
  person    uuid NOT NULL,
  CONSTRAINT weights_pkey PRIMARY KEY (district, id),
  CHECK (responded + solved + satisfied = 100)
);
CREATE INDEX weights_latest ON insight.weights (district, at DESC, id DESC);
GRANT SELECT, INSERT ON insight.weights TO hezhi_app;
