-- Deletes pieces of files a week after their export or import was asked for. $1 at most so many. Columns: none. Index: stored_part primary key.
delete from stored_part
where (file_id, place) in (
    select p.file_id, p.place
    from stored_part p
    left join export_run e on e.id = p.file_id
    left join import_upload u on u.id = p.file_id
    where coalesce(e.created_at, u.created_at, '-infinity') < now() - interval '7 days'
    limit $1
)
