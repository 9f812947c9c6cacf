-- Deletes scans that no paper shows a week after they came. $1 at most so many. Columns: none. Index: dossier_scan primary key by the time in the id.
delete from dossier_scan
where ctid = any (array(
    select s.ctid
    from dossier_scan s
    where s.created_at < now() - interval '7 days'
        and not exists (select from dossier_paper p where p.dossier_id = s.dossier_id and p.county_code = s.county_code and p.scan_id = s.id)
    limit $1))
