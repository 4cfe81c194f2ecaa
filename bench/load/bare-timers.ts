/** Floor of B6: a bare SKIP LOCKED loop over the same table, as many lanes and as large batches as the product's, doing the same to each timer. */
import pg from 'pg';
import { untilNoneDue } from './until.ts';

const LANES = 2;
const BATCH = 20;
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: LANES + 1, options: '-c timezone=UTC -c role=hezhi_app' });
const take = {
  name: 'take',
  text: `WITH next AS MATERIALIZED (SELECT district, id FROM kernel.timer WHERE due_at <= $1 ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    DELETE FROM kernel.timer t USING next WHERE t.district = next.district AND t.id = next.id RETURNING t.district, t.id, t.due_at, t.topic, t.data`,
};

async function lane(open: () => boolean): Promise<void> {
  const client = await pool.connect();
  while (open()) {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; due_at: Date }>({ ...take, values: [new Date()] });
    for (const { id, due_at } of rows)
      await client.query({ name: 'fire', text: 'INSERT INTO bench.fired (id, due_at, at) VALUES ($1, $2, clock_timestamp())', values: [id, due_at] });
    await client.query('COMMIT');
    if (rows.length === 0) await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  client.release();
}

process.send!({ port: 0 });
const obey = async (): Promise<void> => {
  const began = performance.now();
  let open = true;
  const lanes = Array.from({ length: LANES }, () => lane(() => open));
  await untilNoneDue((text) => pool.query(text));
  const seconds = (performance.now() - began) / 1000;
  open = false;
  await Promise.all(lanes);
  process.send!({ seconds });
};
process.on('message', () => void obey());
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(1));
