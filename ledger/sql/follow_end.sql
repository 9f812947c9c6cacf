-- How far a reader of the journal has come. $1 reader, $2 the last id it has read (the largest number when it read all), $3 the oldest transaction that was under way for
-- the statement that read, $4 this transaction, $5 the id before which no transaction behind this one writes. Columns: none. Index: journal_follower primary key.
update journal_follower
set floor_id = case when next_xid <= $3::text::xid8 then greatest(floor_id, least(next_floor_id, $2::bigint)) else floor_id end,
    next_floor_id = case when next_xid <= $3::text::xid8 then $5::bigint else next_floor_id end,
    next_xid = case when next_xid <= $3::text::xid8 then $4::text::xid8 else next_xid end,
    taken_at = now()
where name = $1::text
