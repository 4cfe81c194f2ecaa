import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '@hezhi/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { House } from '../house.ts';
import { outboxLag } from '../outbox.ts';
import { nextDue, timerLag } from '../timer.ts';
import { httpErrors } from './errors.ts';

/** GET /metrics: Prometheus text for this machine, or for the holder of the token. A proxy on this machine is not this machine. */
export function addMetrics(app: FastifyInstance, house: House, token: string | null): void {
  const registers = [new Registry()];
  const register = registers[0]!;
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    name: 'hezhi_http_seconds',
    help: 'Time to answer a request',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const { pool } = house.db;
  new Gauge({
    name: 'hezhi_db_connections',
    help: 'Connections of the pool',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
  const queues = {
    events: gauge('hezhi_outbox_events', 'Events waiting for their listeners, counted to 10,000'),
    lag: gauge('hezhi_outbox_lag_seconds', 'Age of the oldest waiting event'),
    retries: gauge('hezhi_outbox_retries', 'Events that a listener failed on and gets back'),
    overdue: gauge('hezhi_timers_waiting', 'Timers that are due and not yet fired, counted to 10,000'),
    late: gauge('hezhi_timers_late_seconds', 'How late the first of them is'),
    next: gauge('hezhi_timer_next_seconds', 'When the next timer is due, as epoch seconds; 0 without timers'),
    up: gauge('hezhi_database_up', '1 while the database answers'),
  };
  // Finding a child of the histogram costs more than its observation.
  const children = new Map<string, Histogram.Internal<'route' | 'status'>>();
  const timed = (route: string, status: number): Histogram.Internal<'route' | 'status'> => {
    const key = `${status} ${route}`;
    let child = children.get(key);
    if (!child) children.set(key, (child = requests.labels({ route, status })));
    return child;
  };
  app.addHook('onResponse', (request, reply, done) => {
    const label = request.routeOptions.config?.label;
    if (label) timed(label, reply.statusCode).observe(reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', { config: { quiet: true } }, async (request, reply) => {
    if (!mayRead(request, token)) throw new Refusal(httpErrors.metrics_closed);
    await Promise.all([outboxLag(house), timerLag(house), nextDue(house)]).then(
      ([outbox, timers, due]) => {
        queues.events.set(outbox.events);
        queues.lag.set(outbox.oldestSeconds);
        queues.retries.set(outbox.retries);
        queues.overdue.set(timers.overdue);
        queues.late.set(timers.lateSeconds);
        queues.next.set(due === null ? 0 : due / 1000);
        queues.up.set(1);
      },
      () => queues.up.set(0),
    );
    return reply.header('content-type', register.contentType).send(await register.metrics());
  });
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token && given) {
    const [a, b] = [Buffer.from(given), Buffer.from(token)];
    if (a.length === b.length && timingSafeEqual(a, b)) return true;
  }
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined) return false;
  return ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
}
