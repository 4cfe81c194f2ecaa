/**
 * The sandbox body by itself, for a rehearsal with a running house (docs/how-to/write-a-body.md, "Try it"):
 *   HEZHI_INBOX=http://127.0.0.1:8311/api/exchange/in/610402/<id> HEZHI_SENDS=whsec_… HEZHI_HEARS=whsec_… PORT=9311 node modules/exchange/sandbox/main.ts
 * It prints what it hears, accepts what is assigned to it, and finishes it a minute later; `order <words>` on standard input pushes an order.
 */
import { createInterface } from 'node:readline';
import { SandboxBody, type Message } from './index.ts';

const { HEZHI_INBOX: inbox = '', HEZHI_SENDS: sends = '', HEZHI_HEARS: hears = '', PORT: port = '9311', ANSWER_SECONDS: seconds = '60' } = process.env;
if (!inbox || !sends || !hears) {
  process.stderr.write('Set HEZHI_INBOX, HEZHI_SENDS and HEZHI_HEARS: the address and the two secrets that were shown when the body was made.\n');
  process.exit(1);
}
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function answer(body: SandboxBody, message: Message): Promise<void> {
  say(`< ${message.type} ${message.subject ?? ''}`);
  if (message.type !== 'hezhi.matter.assigned.v1') return;
  const { id } = message.data['matter'] as { id: string };
  say(`> accept ${JSON.stringify(await body.step({ matter: id, step: 'accept', note: '已签收' }))}`);
  setTimeout(
    () => {
      void body.step({ matter: id, step: 'finish', outcome: 'solved', note: '已现场处置完毕' }).then((reply) => say(`> finish ${JSON.stringify(reply)}`));
    },
    Number(seconds) * 1000,
  );
}

const body = await SandboxBody.open({ port: Number(port), inbox, secrets: { sends, hears }, onMessage: (one, message) => void answer(one, message) });
say(`The sandbox body listens at ${body.address}`);
let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const words = /^order (.+)/.exec(line)?.[1];
  if (words) say(JSON.stringify(await body.order({ order: `SB${Date.now()}${count++}`, kind: 'help', description: words, place: { address: words } })));
}
