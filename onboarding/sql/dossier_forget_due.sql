-- Dossiers that nobody has gone on with for so long that what is personal in them goes. $1 limit, $2 days. Columns: id. Index: dossier_forget.
select d.id
from dossier d
where d.forgotten_at is null and d.state in ('draft', 'sent_back', 'withdrawn') and d.touched_at < now() - make_interval(days => $2::int)
order by d.touched_at
limit $1
