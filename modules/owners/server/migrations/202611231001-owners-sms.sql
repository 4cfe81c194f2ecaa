-- Whether an owner agreed to be written to by SMS about votes. Given and taken back at the desk, with an entry of the audit log.
ALTER TABLE owners.owner ADD COLUMN sms boolean NOT NULL DEFAULT false;
