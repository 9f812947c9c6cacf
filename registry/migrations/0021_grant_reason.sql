-- Why a role was given, in the words of who gave it.

alter table role_grant add column reason text not null default '';
