-- Supervision letters: matters of kind `letter`, and what stands in them.
CREATE TABLE insight.letter (
  district  text COLLATE "C" NOT NULL,
  -- The matter's.
  id        uuid NOT NULL,
  year      int NOT NULL,
  n         int NOT NULL,
  number    text NOT NULL,
  org       uuid NOT NULL,
  issuer    uuid NOT NULL,
  body      text NOT NULL,
  matters   uuid[] NOT NULL,
  answer_by timestamptz NOT NULL,
  at        timestamptz NOT NULL,
  CONSTRAINT letter_pkey PRIMARY KEY (district, id),
  CONSTRAINT letter_number_key UNIQUE (district, year, n)
);
GRANT SELECT, INSERT ON insight.letter TO hezhi_app;

-- The last number given in a year; taken in the transaction of the letter, so that none is lost.
CREATE TABLE insight.letter_number (
  district text COLLATE "C" NOT NULL,
  year     int NOT NULL,
  n        int NOT NULL,
  CONSTRAINT letter_number_pkey PRIMARY KEY (district, year)
);
GRANT SELECT, INSERT, UPDATE ON insight.letter_number TO hezhi_app;
