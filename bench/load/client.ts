/** A load generator in a process of its own: keep-alive connections, one request at a time on each, no library between. Told by IPC what to ask. */
import { connect, type Socket } from 'node:net';
import { newId } from '@hezhi/contract';

/** One request. `{id}` in path or body becomes a fresh id, the same one in both. */
export type Ask = { method: 'GET' | 'POST'; path: string; token?: string; body?: string; keyed?: boolean };
export type Order = {
  port: number;
  connections: number;
  seconds: number;
  asks: readonly Ask[];
  /** Each request is sent once and no more (steps of a matter); else they go round. */
  once: boolean;
  /** Where to go on in `asks`. */
  from: number;
  /** At most this many requests a second; 0: as fast as it goes. */
  rate: number;
};
export type Told = {
  requests: number;
  seconds: number;
  next: number;
  failed: number;
  statuses: Record<string, number>;
  sample: string;
  p50: number;
  p99: number;
};

function text(ask: Ask): string {
  const id = ask.method === 'POST' ? newId() : '';
  const path = ask.path.replaceAll('{id}', id);
  const body = ask.body?.replaceAll('{id}', id);
  let head = `${ask.method} ${path} HTTP/1.1\r\nhost: bench\r\naccept: application/json\r\n`;
  if (ask.token) head += `authorization: Bearer ${ask.token}\r\n`;
  if (ask.keyed) head += `idempotency-key: ${id}\r\n`;
  if (body !== undefined) head += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return `${head}\r\n${body ?? ''}`;
}

async function run(order: Order): Promise<Told> {
  const { asks, once } = order;
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  let next = order.from;
  let failed = 0;
  let sample = '';
  const start = performance.now();
  const end = start + order.seconds * 1000;
  let sent = 0;

  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      let began = 0;
      let buffer = Buffer.alloc(0);
      const socket: Socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
      const send = (): void => {
        const now = performance.now();
        if (now >= end || (once && next >= asks.length)) {
          socket.end();
          resolve();
          return;
        }
        if (order.rate > 0) {
          const due = start + (sent * 1000) / order.rate;
          if (due > now) return void setTimeout(send, due - now);
        }
        sent++;
        const ask = asks[next++ % asks.length]!;
        began = performance.now();
        socket.write(text(ask));
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('data', (data) => {
        buffer = buffer.length === 0 ? data : Buffer.concat([buffer, data]);
        const at = buffer.indexOf('\r\n\r\n');
        if (at < 0) return;
        const head = buffer.toString('latin1', 0, at);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (buffer.length < at + 4 + length) return;
        const status = head.slice(9, 12);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status[0] !== '2') {
          failed++;
          sample ||= buffer.toString('utf8');
        } else times.push(performance.now() - began);
        buffer = Buffer.alloc(0);
        send();
      });
    });

  await Promise.all(Array.from({ length: order.connections }, one));
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requests: times.length, seconds, next, failed, statuses, sample, p50: at(0.5), p99: at(0.99) };
}

process.on('message', (order: Order) => {
  run(order).then(
    (told) => process.send!(told),
    (error: Error) => process.send!({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit(1));
