-- Gives a closed refund its next number and asks for it anew. $1 refund, $2 stamp key. Columns: number, county_code. No row when it is not closed.
-- Index: primary key, refund_number_ordinal.
with next as (
    select r.id, r.county_code, max(n.ordinal) + 1 as ordinal
    from refund r
    join refund_number n on n.refund_id = r.id and n.county_code = r.county_code
    where r.id = $1 and r.state = 'closed'
    group by r.id, r.county_code
), made as (
    insert into refund_number (number, refund_id, county_code, ordinal, stamp)
    select 'R' || id || '-' || ordinal, id, county_code, ordinal,
           row_stamp($2::bytea, record_send(row('refund_number'::text, 'R' || id || '-' || ordinal, id, county_code, ordinal)))
    from next
    returning number, refund_id, county_code
)
update refund r
set state = 'requested', number = made.number, asked_at = null, said_code = null
from made
where r.id = made.refund_id and r.county_code = made.county_code and r.state = 'closed'
returning r.number, r.county_code
