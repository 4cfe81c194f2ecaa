import type { FastifyInstance } from 'fastify';

/** Stops accepting, closes live streams, lets running requests finish for `within` ms, then cuts what is left. */
export async function stopApp(app: FastifyInstance, within = 10_000): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), within);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
