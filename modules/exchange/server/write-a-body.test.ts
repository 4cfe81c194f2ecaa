import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { currentProcedure, kindOf } from '@hezhi/matters/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Envelope, inTypes, orderKinds, outTypes, published, routes } from '../contract/index.ts';
import { exchangeTest, type ExchangeTest } from './exchange.fixture.ts';
import { allMappings } from './mapping.ts';
import { signedHeaders } from './signature.ts';

const doc = readFileSync(new URL('../../../docs/how-to/write-a-body.md', import.meta.url), 'utf8');
const blocks = (language: string): string[] => [...doc.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}

describe('docs/how-to/write-a-body.md', () => {
  let t: ExchangeTest;
  const folder = mkdtempSync(join(tmpdir(), 'hezhi-body-'));
  beforeAll(async () => {
    t = await exchangeTest();
    // The client of the page keeps its own time.
    t.clock.set(Date.now());
  });
  afterAll(async () => {
    await t.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a worked example of the signature that is right', () => {
    const example = JSON.parse(blocks('json')[0]!) as Record<string, string>;
    const headers = signedHeaders([example['secret']!], example['webhook-id']!, Number(example['webhook-timestamp']) * 1000, example['body']!);
    expect(headers).toEqual(Object.fromEntries(Object.keys(headers).map((key) => [key, example[key]])));
  });

  it('has examples of messages that fit the published schemas', () => {
    const messages = blocks('json')
      .slice(1)
      .map((text) => Envelope.parse(JSON.parse(text)));
    expect(messages).toHaveLength(3);
    for (const { type, data } of messages) expect(published[type]!.safeParse(data)).toMatchObject({ success: true });
  });

  it('names every type, step, choice and error', () => {
    const { steps } = currentProcedure(t.house, kindOf(t.house, 'case'));
    const [mapping] = allMappings();
    const ways = Object.values(mapping!.steps).flatMap((one) => one.take);
    const choices = ways.flatMap((way) =>
      steps[way.step]!.fields.filter((field) => field.key in way.fields).flatMap((field) => (field.options ?? []).map((one) => one.value)),
    );
    const words = [
      ...inTypes,
      ...outTypes.map((type) => type.replace('hezhi.matter.', '')),
      ...orderKinds,
      ...Object.keys(mapping!.steps),
      ...choices,
      ...routes.receive.errors!.map((one) => one.code),
    ];
    expect(words.filter((word) => !doc.includes(word))).toEqual([]);
  });

  it('has a client of some 60 lines that works as it stands: given, accepted, finished; and an order of its own', async () => {
    const [client] = blocks('js');
    expect(client!.split('\n').length).toBeLessThanOrEqual(66);
    const file = join(folder, 'body.mjs');
    writeFileSync(file, client!);
    const port = await freePort();
    const boss = t.as(t.who.district);
    const { version } = await boss.call(routes.endpoint, { params: { id: t.body } });
    await boss.call(routes.change, { params: { id: t.body }, body: { version, address: `http://127.0.0.1:${port}/` } });
    const env = { ...process.env, INBOX: t.sandbox.inbox, SENDS: t.sandbox.secrets.sends, HEARS: t.sandbox.secrets.hears, PORT: String(port) };
    const child = spawn(process.execPath, [file, '渭滨家园3号楼楼道灯不亮', '渭滨家园'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const line = async (): Promise<string> => (await lines.next()).value as string;
      expect(await line()).toBe('listening');
      expect(await line()).toMatch(/^order \{"status":200,"receipts":\[\{"id":"[^"]+","ok":true/);
      const id = (await t.report(t.who.resident)).body.id;
      await t.go(id, [t.who.community, 'accept'], [t.who.street, 'dispatch', { to: { org: t.town.orgs.department } }]);
      await t.flow();
      expect(await line()).toMatch(/^hezhi\.matter\.assigned\.v1 \S+/);
      expect(await line()).toBe('accept 200');
      expect(await line()).toBe('finish 200');
      expect((await t.matter(t.who.community, id)).matter.state).toBe('verifying');
    } finally {
      child.kill();
    }
  });

  it('has a recipe for curl and openssl that works as it stands', async () => {
    const script = blocks('sh')[0]!;
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], {
      env: { ...process.env, INBOX: t.sandbox.inbox, SENDS: t.sandbox.secrets.sends },
    });
    expect(stdout).toBe(/^# (\{.*\})$/m.exec(script)![1]);
  });
});
