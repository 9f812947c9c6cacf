-- Locks a county whose row changed since it was summed: one, so that who waits for somebody who publishes there holds up nobody else; all of them when a day begins, as
-- each was counted anew. There is none of another day. No parameters. Columns: county_code. Index: product_tally_not_summed.
select t.county_code
from product_tally t
where not t.summed and t.day = to_char(now() at time zone 'Asia/Shanghai', 'MM-DD')
order by t.county_code
limit (select case when c.day = to_char(now() at time zone 'Asia/Shanghai', 'MM-DD') then 1 end from product_country c)
for no key update
