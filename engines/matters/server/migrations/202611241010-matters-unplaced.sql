-- Matters without a point, newest first in their community by kind: few, and otherwise found only by reading all the others.
CREATE INDEX matter_unplaced ON matters.matter (district, kind, left(area, 12), opened_at DESC) WHERE lon IS NULL;
