-- Deletes photos that nothing refers to a week after they came. $1 at most so many. Columns: none. Reads all of consent_scan: those that are referred to are looked at again. Index: consent_scan_created, proxy_authority_scan, registration_scan.
with passed as (
    select s.id, s.county_code
    from consent_scan s
    where s.created_at < now() - interval '7 days'
        and not exists (select from proxy_authority a where a.scan_id = s.id and a.county_code = s.county_code)
        and not exists (select from registration r where r.scan_id = s.id and r.county_code = s.county_code)
    order by s.created_at
    limit $1::bigint
)
delete from consent_scan s
using passed d
where s.id = d.id and s.county_code = d.county_code
