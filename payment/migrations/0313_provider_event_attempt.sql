-- The nightly audit looks at what was heard of attempts of these days, and at who paid a trade.
create index provider_event_attempt on provider_event (attempt_id);
