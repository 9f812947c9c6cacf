-- An attempt that nobody can close ends in a state of its own; attempts are asked about in the order in which they waited.

alter table payment_attempt drop constraint payment_attempt_state_check;
alter table payment_attempt add constraint payment_attempt_state_check check (state in ('created', 'paid', 'closed', 'failed', 'abandoned'));
create index payment_attempt_to_ask on payment_attempt (coalesce(checked_at, created_at)) where state = 'created';

alter table payment_attempt add column code_at timestamptz;  -- when the code was made: the platform lets it live for two hours
