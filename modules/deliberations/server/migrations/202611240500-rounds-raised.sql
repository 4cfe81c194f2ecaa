-- What the findings of rounds became: one case or topic each, found from both sides. Append-only by grant.
CREATE TABLE deliberations.round_raised (
  district char(6) COLLATE "C" NOT NULL,
  round    uuid NOT NULL,
  -- Which finding of the round, from 0.
  finding  int NOT NULL,
  body     uuid NOT NULL,
  kind     text NOT NULL CHECK (kind IN ('case', 'topic')),
  matter   uuid NOT NULL,
  number   text NOT NULL,
  at       timestamptz NOT NULL,
  CONSTRAINT round_raised_pkey PRIMARY KEY (district, round, finding)
);
CREATE UNIQUE INDEX round_raised_matter ON deliberations.round_raised (district, matter);
GRANT SELECT, INSERT ON deliberations.round_raised TO hezhi_app;

-- Rounds of before kept it with their findings alone.
INSERT INTO deliberations.round_raised (district, round, finding, body, kind, matter, number, at)
SELECT r.district, r.id, f.n - 1, r.body, f.one->>'raised', (f.one->>'id')::uuid, f.one->>'number', r.at
FROM deliberations.round r, jsonb_array_elements(r.findings) WITH ORDINALITY AS f (one, n) WHERE f.one->>'id' IS NOT NULL;
