-- Pieces of reach and time in the search text (reach.ts): days; street, community and parties, each plain, by week and by five weeks. The pieces of fifty weeks are not asked any more.
DROP INDEX matters.text_grams;
UPDATE matters.text t SET grams = ts_delete(t.grams, '@y' || floor(extract(epoch FROM m.opened_at) / 604800 / 50)::bigint) || array_to_tsvector(ARRAY['@d' || floor(extract(epoch FROM m.opened_at) / 86400)::bigint]) || (
    SELECT array_to_tsvector(array_agg(DISTINCT r.reach || s.span))
    FROM (SELECT unnest(ARRAY['#' || left(m.area, 9), '#' || left(m.area, 12)]) AS reach
        UNION SELECT '!' || right(p.party::text, 12) FROM matters.party p WHERE p.district = m.district AND p.matter = m.id) r,
      unnest(ARRAY['', '@w' || floor(extract(epoch FROM m.opened_at) / 604800)::bigint, '@m' || floor(extract(epoch FROM m.opened_at) / 604800 / 5)::bigint]) AS s(span))
  FROM matters.matter m WHERE m.district = t.district AND m.id = t.matter;
CREATE INDEX text_grams ON matters.text USING gin (grams);
