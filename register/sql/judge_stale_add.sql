-- The links of a county on which a verdict stands are to be judged again. $1 county. Columns: none.
-- Reads all of register_verdict: the standing ones of a county, once for each new list or dossier of it. Index: register_verdict_of, register_recheck primary key.
insert into register_recheck (household_id, county_code)
select distinct d.household_id, d.county_code
from register_verdict d
where d.county_code = $1::text and d.until is null
on conflict on constraint register_recheck_pkey do nothing
