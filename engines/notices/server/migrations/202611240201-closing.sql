-- Wishes go with the account (PIPL 47).
GRANT DELETE ON notices.preference TO hezhi_app;
