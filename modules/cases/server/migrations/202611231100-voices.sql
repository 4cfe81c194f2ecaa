-- Voice notes of a report, beside its photos. Never public: heard by who reported and by the staff who see the case.
ALTER TABLE cases.case ADD COLUMN voices uuid[] NOT NULL DEFAULT '{}';
