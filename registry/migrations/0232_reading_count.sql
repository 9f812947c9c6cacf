-- Of how many subjects somebody has opened personal fields on the day of the last opening: counted from the trail it cost the more, the more somebody had read. What
-- supervisors are shown is counted from the trail still (access_trail_readers.sql).
create table reading_count (
    account_id bigint not null,
    subject text not null,
    day date not null,
    subjects bigint not null,
    constraint reading_count_one primary key (account_id, subject)
) with (fillfactor = 50);
grant select, insert, update on reading_count to mall_app;

insert into reading_count (account_id, subject, day, subjects)
select t.account_id, t.subject, (now() at time zone 'Asia/Shanghai')::date, count(distinct t.subject_id)
from access_trail t
where t.at >= date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'
    and t.purpose in ('verify', 'payout', 'complaint', 'correction', 'shipping') and t.fields <> 'statement'
group by t.account_id, t.subject;

drop index access_trail_account_at;
