-- Keeps that a full run found nothing, with the newest closed day of the journal. $1 report, $2 when it began (microseconds since 1970), $3 stamp key. Columns: none.
insert into audit_proof (report_id, began_at, day, chain, stamp)
select p.report_id, p.began_at, p.day, p.chain, row_stamp($3::bytea, record_send(row('audit_proof'::text, p.report_id, p.began_at, p.day, p.chain)))
from (select $1::bigint as report_id, timestamptz 'epoch' + $2::bigint * interval '1 microsecond' as began_at, d.day, d.chain
      from (select 1) one
      left join (select day, chain from ledger_day order by day desc limit 1) d on true) p
