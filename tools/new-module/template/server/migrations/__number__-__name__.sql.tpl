-- __zh__: notes of a territory.
CREATE SCHEMA __name__;
GRANT USAGE ON SCHEMA __name__ TO hezhi_app;

-- Append-only by grant.
CREATE TABLE __name__.note (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  area text COLLATE "C" NOT NULL,
  title text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT note_pkey PRIMARY KEY (district, id)
);
GRANT SELECT, INSERT ON __name__.note TO hezhi_app;
