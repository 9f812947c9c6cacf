-- Needs beyond measure. Columns: subject, detail.
select 'need:' || id as subject, boxes || ' boxes' as detail
from need
where boxes > 100000
limit 20
