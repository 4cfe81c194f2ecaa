-- Values by slot as one array: slots in any order, those of the same slot add up.
CREATE OR REPLACE FUNCTION figures.placed(slots int[], n bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  made bigint[] := '{}';
BEGIN
  FOR i IN 1..cardinality(slots) LOOP
    IF slots[i] > cardinality(made) THEN
      made := made || array_fill(0::bigint, ARRAY[slots[i] - cardinality(made)]);
    END IF;
    made[slots[i]] := made[slots[i]] + n[i];
  END LOOP;
  RETURN made;
END $$;

-- Room on a page for a few newer versions of its cells: they need no new entry in the index then.
ALTER TABLE figures.rollup SET (fillfactor = 85);
