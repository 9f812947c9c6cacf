-- Moves a version from one state to another and notes when. $1 version id, $2 from, $3 to. No row is changed when it is not in that state any more.
-- Columns: none. Index: listing_version primary key.
update listing_version
set state = $3::text,
    submitted_at = case when $3::text = 'submitted' then now() else submitted_at end,
    decided_at = case when $3::text in ('county_approved', 'rejected', 'expired') then now() else decided_at end
where id = $1 and state = $2::text
