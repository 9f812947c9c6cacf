-- The owner of a phone signed in: what all together guessed wrong is forgotten. $1 hash of the phone. Columns: none. Index: login_ask primary key.
update login_ask
set wrong = 0, wrong_at = null
where phone_hash = $1 and requester_hash = ''::bytea and wrong > 0
