import type { House } from '@hezhi/server';
import type { Channel } from '../../contract/index.ts';
import type { Message, Outcome, Provider } from '../message.ts';
import { keepSandbox, sandboxFor } from '../queries-sandbox.ts';

const purpose = 'notices.sandbox';

/** What the sandbox keeps of a message. */
export type SandboxMessage = { id: string; channel: Channel; title: string; text: string; at: string };

/** Stands in for a company outside: sends nothing, keeps what it was given, takes each token once and answers a second one as the first. */
export class SandboxProvider implements Provider {
  readonly name = 'sandbox';
  readonly tokens = true;
  readonly channel: Channel;
  readonly #house: House;
  constructor(house: House, channel: Channel) {
    this.#house = house;
    this.channel = channel;
  }

  async send(message: Message): Promise<Outcome> {
    const { vault } = this.#house;
    const text = this.channel === 'sms' ? message.short : message.body;
    await keepSandbox(this.#house.db, {
      channel: this.channel,
      token: message.token,
      to: vault.lookup(message.to, purpose),
      sealed: vault.seal(JSON.stringify({ title: message.title, text }), purpose),
      at: new Date(this.#house.now()).toISOString(),
    });
    return { end: 'sent', reference: `sandbox-${message.token.slice(-12)}` };
  }

  /** The demo has no WeChat: a code is its own openid. */
  async identify(code: string): Promise<string | null> {
    return /^[\w-]{4,64}$/.test(code) ? `sandbox-${code}` : null;
  }
}

/** What the sandboxes "sent" to an address, newest first. */
export async function sandboxMessages(house: House, to: string, channel: Channel | null): Promise<SandboxMessage[]> {
  const rows = await sandboxFor(house.db, house.vault.lookup(to, purpose), channel);
  return rows.map(({ sealed, token, ...row }) => ({
    id: token,
    ...row,
    ...(JSON.parse(house.vault.open(sealed, purpose)) as { title: string; text: string }),
  }));
}
