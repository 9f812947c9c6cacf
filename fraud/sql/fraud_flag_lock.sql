-- Holds a flag, and says whether it is about who wants to decide it. $1 flag, $2 account. Columns: county_code, state, household_id, organisation_id, counts (the household is confirmed), is_own (he has a role at the seller, or is of the household).
-- Index: fraud_flag primary key, household primary key, role_grant_once.
select f.county_code, f.state, f.household_id, f.organisation_id,
    exists (select 1 from household h where h.id = f.household_id and h.county_code = f.county_code and h.state = 'confirmed') as counts,
    exists (select 1 from role_grant g
            where g.account_id = $2 and (g.valid_to is null or g.valid_to > now())
                and ((f.organisation_id > 0 and g.org_id = f.organisation_id) or (f.household_id > 0 and g.household_id = f.household_id))) as is_own
from fraud_flag f
where f.id = $1
for update of f
