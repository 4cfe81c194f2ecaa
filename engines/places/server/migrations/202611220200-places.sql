-- 物: borders of territories, roads, compounds and buildings. No PostGIS: boxes have GiST in every PostgreSQL, exact tests run in the product.
CREATE SCHEMA places;
GRANT USAGE ON SCHEMA places TO hezhi_app;

-- One row for each border a territory has had; the one without valid_to holds now. Redrawing ends the old row.
CREATE TABLE places.shape (
  district text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  version int NOT NULL,
  kind text NOT NULL CHECK (kind IN ('district', 'street', 'community', 'grid')),
  area jsonb NOT NULL,
  bbox box NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  PRIMARY KEY (district, code, version)
);
CREATE UNIQUE INDEX shape_now ON places.shape (district, code) WHERE valid_to IS NULL;
GRANT SELECT, INSERT, UPDATE ON places.shape TO hezhi_app;

CREATE TABLE places.road (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  line jsonb NOT NULL,
  bbox box NOT NULL,
  sound text NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE INDEX road_box ON places.road USING gist (bbox);
GRANT SELECT, INSERT, UPDATE, DELETE ON places.road TO hezhi_app;

CREATE TABLE places.compound (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  grid text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  polygon jsonb NOT NULL,
  bbox box NOT NULL,
  sound text NOT NULL,
  PRIMARY KEY (district, id)
);
CREATE INDEX compound_box ON places.compound USING gist (bbox);
CREATE INDEX compound_grid ON places.compound (district, grid);
GRANT SELECT, INSERT, UPDATE, DELETE ON places.compound TO hezhi_app;

CREATE TABLE places.building (
  district text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  compound uuid,
  number text NOT NULL,
  grid text COLLATE "C" NOT NULL,
  polygon jsonb NOT NULL,
  bbox box NOT NULL,
  floors int NOT NULL,
  units int NOT NULL,
  PRIMARY KEY (district, id),
  FOREIGN KEY (district, compound) REFERENCES places.compound (district, id)
);
CREATE INDEX building_box ON places.building USING gist (bbox);
CREATE INDEX building_grid ON places.building (district, grid);
CREATE INDEX building_compound ON places.building (district, compound);
GRANT SELECT, INSERT, UPDATE, DELETE ON places.building TO hezhi_app;
