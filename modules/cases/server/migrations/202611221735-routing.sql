-- Rules of dispatch (C1): versions of a district, kept for good once published; one draft at most. In force is the highest version whose moment has come.
CREATE TABLE cases.routing (
  district     char(6) COLLATE "C" NOT NULL,
  version      int NOT NULL,
  rules        jsonb NOT NULL,
  note         text NOT NULL,
  revision     int NOT NULL,
  changed_at   timestamptz NOT NULL,
  changed_by   uuid NOT NULL,
  -- Null: the draft.
  published_at timestamptz,
  published_by uuid,
  valid_from   timestamptz,
  PRIMARY KEY (district, version),
  CHECK ((published_at IS NULL) = (valid_from IS NULL) AND (published_at IS NULL) = (published_by IS NULL))
);
CREATE UNIQUE INDEX routing_draft ON cases.routing (district) WHERE published_at IS NULL;
GRANT SELECT, INSERT, UPDATE ON cases.routing TO hezhi_app;
