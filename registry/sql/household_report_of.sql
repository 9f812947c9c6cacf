-- What the register was told of a household, or is to be told, newest first. $1 household, $2 cursor (ids below it), $3 limit. Columns: report_id, kind, from_day (of income), to_day,
-- credited_fen, reversed_fen, state, changed_at, told_at, _text (sealed). Index: household_report_one.
select r.id as report_id, r.kind, case when r.kind = 'income' then to_char(r.from_day, 'YYYY-MM-DD') end as from_day, to_char(r.to_day, 'YYYY-MM-DD') as to_day, r.credited_fen, r.reversed_fen,
    r.state, r.changed_at, r.told_at, r.text_sealed as _text
from household_report r
where r.household_id = $1 and r.id < $2
order by r.id desc
limit $3
