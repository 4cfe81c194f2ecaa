-- Identities of outside providers: one of each provider an account, with when it was bound and last used. The subject is a keyed hash from now on, so
-- that nobody reads from the database who somebody is elsewhere. Until today only the demo's stand-in could make links; it makes them again at the next log-in.
DELETE FROM directory.oidc_link;
ALTER TABLE directory.oidc_link
  ADD COLUMN id uuid NOT NULL,
  ADD COLUMN since timestamptz NOT NULL,
  ADD COLUMN last_used timestamptz NOT NULL,
  ADD CONSTRAINT oidc_link_account UNIQUE (account, issuer);
GRANT UPDATE (last_used) ON directory.oidc_link TO hezhi_app;

-- Which provider a session came from, and what its log-out wants to be told; sealed, gone with the session.
ALTER TABLE directory.session ADD COLUMN sso_sealed bytea;
