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

-- Reference: where a measure of a kind stands in the rollups' arrays: 1, 2, 3 and on, given at first sight and for good.
CREATE TABLE figures.measure (
  kind text NOT NULL,
  key  text COLLATE "C" NOT NULL,
  slot int NOT NULL CHECK (slot > 0),
  PRIMARY KEY (kind, key),
  UNIQUE (kind, slot)
);

CREATE TABLE figures.rollup (
  district char(6) COLLATE "C" NOT NULL,
  kind     text NOT NULL,
  area     text COLLATE "C" NOT NULL,
  subject  text COLLATE "C" NOT NULL,
  grain    char(1) NOT NULL CHECK (grain IN ('d', 'm')),
  at       date NOT NULL,
  n        bigint[] NOT NULL,
  PRIMARY KEY (district, kind, grain, area, subject, at)
);

-- Values by slot as one array; slots in ascending order.
CREATE FUNCTION figures.placed(slots int[], n bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  made bigint[] := array_fill(0::bigint, ARRAY[slots[cardinality(slots)]]);
BEGIN
  FOR i IN 1..cardinality(slots) LOOP
    made[slots[i]] := n[i];
  END LOOP;
  RETURN made;
END $$;

-- Element by element; what one of them does not have counts as 0.
CREATE FUNCTION figures.plus(a bigint[], b bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  FOR i IN 1..cardinality(b) LOOP
    IF b[i] <> 0 OR a[i] IS NULL THEN
      a[i] := coalesce(a[i], 0) + b[i];
    END IF;
  END LOOP;
  RETURN a;
END $$;

GRANT USAGE ON SCHEMA figures TO hezhi_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON figures.delta TO hezhi_app;
GRANT SELECT, INSERT ON figures.measure TO hezhi_app;
GRANT SELECT, INSERT, UPDATE ON figures.rollup TO hezhi_app;
