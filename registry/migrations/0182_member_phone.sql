-- A household is found by a member's own phone too. Sealed and hashed like the household's, so that one search asks for both; an empty text where none is known. What was there before gets
-- it by timed work from what the register said (registry/member_phone.h), as the key is not in the database: until then the column is null.
alter table household_member add column phone_sealed bytea, add column phone_hash bytea;
create index household_member_phone on household_member (county_code, phone_hash, household_id) where phone_hash is not null;
create index household_member_phone_due on household_member (id) where phone_sealed is null;
alter table household_stage_member add column phone_sealed bytea, add column phone_hash bytea;
