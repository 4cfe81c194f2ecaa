-- Who may vote and propose on a question (D1). What runs now stays open to every account of the district.
ALTER TABLE opinions.question
  ADD COLUMN who text NOT NULL DEFAULT 'district' CHECK (who IN ('district', 'street', 'community_declared', 'community_confirmed'));
