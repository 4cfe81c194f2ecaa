-- What a posting keeps of its class when it is first shown: classes come from the method in force at a place, and what was promised stands when that changes. NULL: shown before, the class as it ships.
ALTER TABLE publicity.posting ADD COLUMN class_as jsonb;
