-- Legs of an organisation by the moment they began: the list behind a unit's number.
CREATE INDEX leg_given ON matters.leg (district, org, started_at DESC, id) WHERE org IS NOT NULL;
