-- What the driver of the demo town has done, so that an interrupted run goes on where it stopped. Empty where there is no demo.
CREATE SCHEMA demo;
GRANT USAGE ON SCHEMA demo TO hezhi_app;

-- One row a place: with which seed and at which moment it was founded, how many cases are planned, when all were there.
CREATE TABLE demo.founding (
  district text COLLATE "C" PRIMARY KEY,
  seed text NOT NULL,
  founded_at timestamptz NOT NULL,
  planned int NOT NULL,
  usable_at timestamptz,
  finished_at timestamptz
);
GRANT SELECT, INSERT, UPDATE ON demo.founding TO hezhi_app;

-- One row a case, written in the transaction that made its whole life.
CREATE TABLE demo.made (
  district text COLLATE "C" NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (district, key)
);
GRANT SELECT, INSERT ON demo.made TO hezhi_app;
