-- When who registered was told that nobody has decided yet and that it will soon lapse; null = not yet.
alter table registration add column warned_at timestamptz;
