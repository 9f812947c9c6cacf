-- Deletes scans that no paper shows a week after they came. $1 at most so many. Columns: none. Reads all of dossier_scan and dossier_paper: those that a paper shows are looked at again.
-- Index: dossier_scan_created.
with passed as (
    select s.id, s.county_code
    from dossier_scan s
    where s.created_at < now() - interval '7 days'
        and not exists (select from dossier_paper p where p.dossier_id = s.dossier_id and p.county_code = s.county_code and p.scan_id = s.id)
    order by s.created_at
    limit $1::bigint
)
delete from dossier_scan s
using passed d
where s.id = d.id and s.county_code = d.county_code
