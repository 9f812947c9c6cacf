-- What the register said of a household that does not follow from one version to the next: days that are nobody's or two versions', a change before the one before it, or none
-- that holds now. Columns: subject, detail.
select 'household_version:' || v.id as subject,
       case when v.next_id is null then 'no version holds behind it' when v.next_no < v.change_no then 'the next one is of an earlier change'
            else 'the next one holds from another day' end as detail
from (select id, valid_from, valid_to, change_no, lead(id) over w as next_id, lead(valid_from) over w as next_from, lead(change_no) over w as next_no
      from household_version window w as (partition by county_code, household_id order by id)) v
where case when v.next_id is null then v.valid_to is not null
           else v.valid_to is distinct from greatest(v.valid_from, v.next_from) or v.next_no < v.change_no end
limit 20
