-- Whether each attempt is for a trade of its county, and asked for the amount of it. Columns: has_trades, has_amounts. Reads all of payment_attempt, trade: it looks at every attempt.
select count(*) filter (where t.id is null) = 0 as has_trades, count(*) filter (where a.amount_fen <> t.total_fen) = 0 as has_amounts
from payment_attempt a
left join trade t on t.id = a.subject_id and t.county_code = a.county_code
where a.subject_kind = 'trade'
