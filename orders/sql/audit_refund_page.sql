-- What must have been booked of the next refunds, and of it paid back (null = nothing). $1 after id, $2 refunds. Binary columns: id, county_code, total_fen, paid_fen. Index: refund primary key.
select r.id, r.county_code, r.total_fen, case when r.state = 'succeeded' then r.total_fen end as paid_fen
from refund r
where r.id > $1
order by r.id
limit $2
