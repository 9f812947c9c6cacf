-- What holds of a household's consent. $1 id, $2 kind, $3 given. Columns: none. Index: household primary key.
update household
set consent_linked = case $2::text when 'linked' then $3::boolean else consent_linked end,
    consent_named = case $2::text when 'named' then $3::boolean else consent_named end,
    consent_shown = case $2::text when 'shown' then $3::boolean else consent_shown end
where id = $1
