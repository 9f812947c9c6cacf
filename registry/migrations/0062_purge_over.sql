-- What is over is found by when it ended, not by reading everybody's.
create index session_over on session (least(expires_at, revoked_at));
create index paper_code_over on paper_code (least(expires_at, revoked_at));
drop index login_ask_seen;
create index login_ask_seen on login_ask (seen_at) where proved_at is null;
create index login_ask_proved on login_ask (proved_at) where proved_at is not null;
