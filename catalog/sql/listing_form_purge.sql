-- Deletes forms half a year after they were saved last, whether they became something or not. $1 limit. Columns: none. Index: listing_form_saved.
delete from listing_form
where id in (select f.id from listing_form f where f.saved_at < now() - interval '180 days' order by f.saved_at limit $1::bigint)
