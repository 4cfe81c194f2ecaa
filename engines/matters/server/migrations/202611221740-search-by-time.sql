-- Pieces of time in the search text (search-windows.ts): weeks, and stretches of five and fifty, since 1970.
UPDATE matters.text t SET grams = t.grams || array_to_tsvector(ARRAY[
    '@w' || floor(extract(epoch FROM m.opened_at) / 604800)::bigint, '@m' || floor(extract(epoch FROM m.opened_at) / 604800 / 5)::bigint,
    '@y' || floor(extract(epoch FROM m.opened_at) / 604800 / 50)::bigint])
  FROM matters.matter m WHERE m.district = t.district AND m.id = t.matter;
