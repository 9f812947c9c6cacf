-- Rosters whose places are not those they were written with, and withheld shares that are not as they were written. A roster's digest (roster_digest) is written out: a function that
-- reads rows is begun anew for each roster. $1 stamp key. Columns: subject, detail. Index: roster_place primary key.
select 'roster:' || t.id as subject, 'does not fit its ' || case when t.digest = d.digest then 'stamp' else 'digest' end as detail
from roster t
cross join lateral (select sha256(convert_to(coalesce(string_agg(p.household_id || '|' || p.village_code || E'\n', '' order by p.place), ''), 'UTF8')) as digest
                    from roster_place p
                    where p.roster_id = t.id and p.county_code = t.county_code) d
where t.digest is distinct from d.digest or t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'withheld:' || t.id, 'does not fit its stamp'
from withheld_share t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
