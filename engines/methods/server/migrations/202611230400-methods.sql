-- 工作法: packs as they were put in force or published, and which of them is in force where.
CREATE SCHEMA methods;
GRANT USAGE ON SCHEMA methods TO hezhi_app;

-- Reference: packs of all districts, by key and version; append-only by grant: a version never changes. Files as they were written, by path.
-- home: the territory that published it as its own; null = it came with the product or was put in force from a folder.
CREATE TABLE methods.pack (
  key          text COLLATE "C" NOT NULL,
  version      int NOT NULL,
  digest       bytea NOT NULL,
  files        jsonb NOT NULL,
  home         text COLLATE "C",
  published_by uuid,
  at           timestamptz NOT NULL,
  CONSTRAINT pack_pkey PRIMARY KEY (key, version)
);
GRANT SELECT, INSERT ON methods.pack TO hezhi_app;

-- What was put in force and withdrawn, by territory in the order of seq; append-only by grant. What is in force is the fold of it: an installation is laid upon the former, a withdrawal takes
-- the upmost away. The unique key lets one of two changes at one territory win.
CREATE TABLE methods.change (
  district   text COLLATE "C" NOT NULL,
  area       text COLLATE "C" NOT NULL,
  seq        int NOT NULL,
  id         uuid NOT NULL,
  action     text NOT NULL CHECK (action IN ('install', 'withdraw')),
  pack       text COLLATE "C" NOT NULL,
  version    int NOT NULL,
  settings   jsonb NOT NULL,
  procedures jsonb NOT NULL,
  person     uuid,
  post       uuid,
  reason     text NOT NULL,
  at         timestamptz NOT NULL,
  CONSTRAINT change_pkey PRIMARY KEY (district, area, seq),
  CONSTRAINT change_id UNIQUE (district, id)
);
GRANT SELECT, INSERT ON methods.change TO hezhi_app;
