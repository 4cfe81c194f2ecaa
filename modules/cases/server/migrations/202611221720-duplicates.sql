-- Reports of the same (C1): "me too" of people and devices, and the way to what was reported near by of late.
CREATE TABLE cases.support (
  district       char(6) COLLATE "C" NOT NULL,
  matter         uuid NOT NULL,
  -- A person of the directory, or what follows from the secret of a visitor's device or the phone of a caller by a keyed hash.
  supporter      uuid NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('person', 'device', 'caller')),
  language       text NOT NULL,
  contact_sealed bytea,
  at             timestamptz NOT NULL,
  PRIMARY KEY (district, matter, supporter)
);
CREATE INDEX support_of ON cases.support (district, supporter, at DESC, matter) WHERE kind = 'person';
GRANT SELECT, INSERT, DELETE ON cases.support TO hezhi_app;

-- Squares of 0.005 degrees (about 500 m), the newest first: ids are UUIDv7, so their order is that of time.
CREATE INDEX case_square ON cases.case (district, (floor(public_lat * 200)::int), (floor(public_lon * 200)::int), id DESC) INCLUDE (public_lat, public_lon)
  WHERE public_lat IS NOT NULL;
