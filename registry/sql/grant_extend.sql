-- A role gets another end. $1 grant, $2 last day, of Beijing ('' = it does not end), $3 who says so, $4 whether a second operator must agree, should it have ended.
-- Columns: id, awaits_second (no row when it was taken back). Index: role_grant primary key. One that has ended begins anew.
update role_grant g
set (expires_at, valid_from, granted_by, awaits_second, confirmed_by) =
    (select (nullif($2::text, '')::date + interval '1 day') at time zone 'Asia/Shanghai',
         case when n.ended then now() else g.valid_from end,
         case when n.ended then $3::bigint else g.granted_by end,
         case when n.ended then $4::boolean else g.awaits_second end,
         case when n.ended then null else g.confirmed_by end
     from (select coalesce(g.expires_at <= now(), false) as ended) n)
where g.id = $1 and g.valid_to is null
returning g.id, g.awaits_second
