-- Households are found by the name of a member and by their phone, through keyed hashes. The hash of a name is of its one form (registry/household_name.h); names that were there
-- before are hashed by timed work, as the key is not in the database: until then the column is null, and the member is found by number only.

alter table household_member add column name_hash bytea;
create index household_member_name on household_member (county_code, name_hash, household_id) where name_hash is not null;
create index household_member_name_due on household_member (id) where name_hash is null;
create index household_phone on household (county_code, phone_hash, id) where phone_hash is not null;

alter table household_stage_member add column name_hash bytea;
