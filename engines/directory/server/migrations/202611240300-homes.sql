-- 住在哪里 homes: the community where a person lives, by the person's own word, confirmed or refused by the community (D1-D3). No address: a community, at most a grid.
CREATE TABLE directory.home (
  district text COLLATE "C" NOT NULL,
  person uuid NOT NULL,
  -- The community, 12 digits, and perhaps the grid in it; null once the person took it back.
  area text COLLATE "C",
  grid text COLLATE "C",
  state text NOT NULL CHECK (state IN ('declared', 'confirmed', 'refused', 'withdrawn')),
  -- How it was said: when registering, from the list, found by the place, or by the community's staff.
  how text NOT NULL CHECK (how IN ('registration', 'list', 'place', 'staff')),
  declared_at timestamptz NOT NULL,
  -- When the person chose last; null: not since registering.
  chosen_at timestamptz,
  decided_at timestamptz,
  -- Who of the community decided; null with `proof`: a register of the community names the person.
  decided_by uuid,
  proof text,
  reason text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT home_pkey PRIMARY KEY (district, person),
  CHECK ((area IS NULL) = (state = 'withdrawn')),
  CHECK (length(area) = 12 AND (grid IS NULL OR left(grid, 12) = area))
);
CREATE INDEX home_area ON directory.home (district, area, state) WHERE area IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON directory.home TO hezhi_app;

-- Residents have said their community when they registered; they may change it once at any time.
INSERT INTO directory.home (district, person, area, grid, state, how, declared_at)
  SELECT n.district, n.id, left(n.area, 12), CASE WHEN length(n.area) = 15 THEN n.area END, 'declared', 'registration', a.created
  FROM directory.person n JOIN directory.account a ON a.district = n.district AND a.person = n.id AND a.kind = 'resident'
  WHERE length(n.area) >= 12;
