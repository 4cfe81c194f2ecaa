/** Stands in for the companies outside in tests. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = { method: string; url: URL; headers: IncomingMessage['headers']; body: string };
/** A local HTTP server that answers what the test says (null: the connection breaks), and keeps what it was asked. */
export async function serverOf(
  answer: (asked: Asked) => { status?: number; json: unknown } | null,
): Promise<{ url: string; asked: Asked[]; close: () => Promise<void> }> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { method: request.method!, url: new URL(request.url!, `http://${request.headers.host}`), headers: request.headers, body };
      asked.push(one);
      const reply = answer(one);
      if (!reply) return void request.socket.destroy();
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(reply.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
