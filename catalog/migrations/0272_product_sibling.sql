-- Other sizes of one produce are looked for among what its producer sells of that produce, not among all that it sells.
create index product_producer_produce on product (producer_id, produce, version_id);
