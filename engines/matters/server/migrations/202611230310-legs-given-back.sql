-- Legs that were returned, and refused applications: few, and asked for by unit and period (推诿).
CREATE INDEX leg_given_back ON matters.leg (district, result, started_at) WHERE result IN ('returned', 'refused');
