import type { FastifyInstance } from 'fastify';
import type { House } from '../house.ts';
import { sql } from '../sql.ts';

/** How long the database may take to answer before it counts as away, in ms. */
const patience = 1500;

/** GET /api/health: 200 while the database answers, else 503, quickly and without a session. Askers at one moment share one question. */
export function addHealth(app: FastifyInstance, house: House, version: string): void {
  let asking: Promise<boolean> | null = null;
  const answers = async (): Promise<boolean> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, patience, false);
    });
    const asked = house.db.run(sql`SELECT 1`).then(
      () => true as const,
      () => false as const,
    );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  };
  app.get('/api/health', { config: { quiet: true } }, async (_request, reply) => {
    asking ??= answers().finally(() => (asking = null));
    const there = await asking;
    if (!there) reply.code(503).header('retry-after', '2');
    return { status: there ? 'ok' : 'unavailable', version, database: there ? 'ok' : 'away', time: new Date(house.now()).toISOString() };
  });
}
