-- How a ballot's chains are keyed. 1: one key for all links of a ballot. 2: a key of its own for each cast, so that whoever logs statements cannot make links of casts that come later.
ALTER TABLE ballots.ballot ADD COLUMN links int NOT NULL DEFAULT 1;

-- Whether the phone of a unit may be written to: consent as it stands on the roll.
ALTER TABLE ballots.entry ADD COLUMN sms boolean NOT NULL DEFAULT false;

-- A mandate that its giver took back before a vote was cast with it: who, when, why, by which way. Append-only.
CREATE TABLE ballots.mandate_end (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  mandate uuid NOT NULL,
  via text NOT NULL CHECK (via IN ('staff', 'account', 'code')),
  by uuid,
  reason text NOT NULL,
  files uuid[] NOT NULL,
  at timestamptz NOT NULL,
  mac bytea NOT NULL,
  CONSTRAINT mandate_end_pkey PRIMARY KEY (district, ballot, mandate)
);
GRANT SELECT, INSERT ON ballots.mandate_end TO hezhi_app;

-- The account of a proxy whose mandate was recorded by name: from then on the proxy may vote from the own phone. Append-only.
CREATE TABLE ballots.mandate_account (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  mandate uuid NOT NULL,
  person uuid NOT NULL,
  by uuid,
  at timestamptz NOT NULL,
  mac bytea NOT NULL,
  CONSTRAINT mandate_account_pkey PRIMARY KEY (district, ballot, mandate)
);
GRANT SELECT, INSERT ON ballots.mandate_account TO hezhi_app;
CREATE INDEX mandate_account_person ON ballots.mandate_account (district, person);

-- A voter who was sent the voting code by SMS: once for each voter and ballot. The code itself is nowhere. Append-only.
CREATE TABLE ballots.code_sms (
  district text COLLATE "C" NOT NULL,
  ballot uuid NOT NULL,
  voter uuid NOT NULL,
  by uuid,
  at timestamptz NOT NULL,
  CONSTRAINT code_sms_pkey PRIMARY KEY (district, ballot, voter)
);
GRANT SELECT, INSERT ON ballots.code_sms TO hezhi_app;

-- The next link of a lane, or no row when the lane takes none now; also none by a mandate that was withdrawn. The lane is locked first, so that what is looked at afterwards
-- includes whoever came just before: a cast or a withdrawal.
DROP FUNCTION ballots.next_cast(text, uuid, int, uuid, boolean, boolean, timestamptz, bytea, bytea, bytea);
CREATE FUNCTION ballots.next_cast(of_district text, of_ballot uuid, of_lane int, of_voter uuid, of_mandate uuid, on_paper boolean, once boolean, until timestamptz, mac bytea, pad_in bytea, pad_out bytea)
RETURNS TABLE (seq bigint, chain bytea) LANGUAGE sql VOLATILE AS $$
  SELECT 1 FROM ballots.lane WHERE district = of_district AND ballot = of_ballot AND lane = of_lane FOR NO KEY UPDATE;
  UPDATE ballots.lane l SET seq = l.seq + 1, chain = ballots.hmac(pad_in, pad_out, l.chain || mac),
    seal = ballots.hmac(pad_in, pad_out, convert_to('seal ' || of_lane || ' ' || (l.seq + 1) || ' ', 'UTF8') || ballots.hmac(pad_in, pad_out, l.chain || mac))
  WHERE l.district = of_district AND l.ballot = of_ballot AND l.lane = of_lane
    AND l.stage <= CASE WHEN on_paper THEN 1 ELSE 0 END
    AND (on_paper OR clock_timestamp() < until)
    AND NOT (once AND EXISTS (
      SELECT 1 FROM ballots.cast c WHERE c.district = of_district AND c.ballot = of_ballot AND c.voter = of_voter AND c.paper IS NULL AND NOT c.proxy))
    AND NOT (of_mandate IS NOT NULL AND EXISTS (
      SELECT 1 FROM ballots.mandate_end e WHERE e.district = of_district AND e.ballot = of_ballot AND e.mandate = of_mandate))
  RETURNING l.seq, l.chain
$$;
