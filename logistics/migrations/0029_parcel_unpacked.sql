-- A parcel that was opened again before it left.
alter table parcel drop constraint parcel_state_check;
alter table parcel add constraint parcel_state_check
    check (state in ('packed', 'handed_over', 'in_transit', 'out_for_delivery', 'signed', 'returned', 'lost', 'unpacked'));
