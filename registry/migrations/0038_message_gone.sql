-- Messages are those of sms/ now; nothing that stood here was sent to anybody.

drop table message;
