-- The budgets of all together as they stand in this hour and on this day. Columns: hours, used, most. Index: sms_budget primary key.
select hours::bigint as hours, used, most
from sms_budget
where scope = 'all' and key = ''
    and began_at = case hours when 1 then date_trunc('hour', now()) else date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' end
order by hours
