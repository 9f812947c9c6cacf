-- Whether accounts are all there. $1 their ids. Columns: agree. Index: account primary key.
select not exists (select 1 from unnest($1::bigint[]) as i (id) where not exists (select 1 from account a where a.id = i.id)) as agree
