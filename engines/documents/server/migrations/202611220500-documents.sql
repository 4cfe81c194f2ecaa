-- 文件: photos and voice notes. The bytes lie in the file store under a name made of id and content.
CREATE SCHEMA documents;
GRANT USAGE ON SCHEMA documents TO hezhi_app;

CREATE TABLE documents.file (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('image', 'sound')),
  type text NOT NULL,
  suffix text NOT NULL,
  bytes int NOT NULL,
  width int,
  height int,
  sha256 bytea NOT NULL,
  source_sha256 bytea NOT NULL,
  person uuid,
  token_hash bytea,
  matter uuid,
  audience jsonb,
  at timestamptz NOT NULL,
  PRIMARY KEY (district, id),
  CHECK ((person IS NULL) <> (token_hash IS NULL))
);
CREATE INDEX file_unclaimed ON documents.file (at) WHERE matter IS NULL;
CREATE INDEX file_matter ON documents.file (district, matter) WHERE matter IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON documents.file TO hezhi_app;
