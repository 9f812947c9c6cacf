-- The access trail by county: who read what of whose, for the county's auditor.

-- The county of what was read; '' = of none (a role over the whole mall).
alter table access_trail add column county_code text not null default '';
update access_trail t set county_code = h.county_code from household h where t.subject = 'household' and h.id = t.subject_id;
update access_trail t set county_code = coalesce(nullif(left(g.region_code, 6), ''), o.county_code, '')
from role_grant g
left join organisation o on o.id = g.org_id
where t.subject = 'role_grant' and g.id = t.subject_id;
-- Addresses were read by the station that packs: the county is that of the reader's station.
update access_trail t set county_code = left(g.region_code, 6)
from role_grant g
where t.subject = 'order' and g.account_id = t.account_id and g.role = 'station_officer';
alter table access_trail alter column county_code drop default;
create index access_trail_county on access_trail (county_code, id);
