-- Who may do what an import does in somebody's name.
-- Reads all of organisation: for the codes of those whose people have roles.
-- $1 keys: 'producer/<code of the organisation>', 'station_officer/<county>', 'village_officer/<village>'.
-- Columns: key, id (the first account with that role there), text ('').
select g.key, min(g.account_id) as id, '' as text
from (
    select r.account_id,
        r.role || '/' || case r.role when 'producer' then o.code when 'station_officer' then o.county_code else r.region_code end as key
    from role_grant r
    left join organisation o on o.id = r.org_id
    where r.role in ('producer', 'station_officer', 'village_officer') and r.valid_to is null
) g
where g.key = any ($1::text[])
group by g.key
