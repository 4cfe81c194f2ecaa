import type { House } from '@hezhi/server';

/** Sends a sign-in code to a phone. Outside providers implement this; the notices engine may take it over. */
export interface CodeSender {
  send(message: { phone: string; code: string; minutes: number }): Promise<void>;
}

/** A message as the sandbox keeps it. */
export type SandboxMessage = { phone: string; code: string; at: number };

/** The sandbox of the demo: keeps the last hundred codes in memory, sends nothing. */
export class SandboxSender implements CodeSender {
  readonly #house: House;
  readonly sent: SandboxMessage[] = [];
  constructor(house: House) {
    this.#house = house;
  }
  async send(message: { phone: string; code: string }): Promise<void> {
    this.sent.unshift({ phone: message.phone, code: message.code, at: this.#house.now() });
    this.sent.length = Math.min(this.sent.length, 100);
  }
}

type Box = { sender: CodeSender | null; sandbox: SandboxSender };

const box = (house: House): Box => house.memo('directory.codes', () => ({ sender: null, sandbox: new SandboxSender(house) }));

/** Uses a real provider from now on (the composition calls it when the house opens). */
export function useCodeSender(house: House, sender: CodeSender): void {
  box(house).sender = sender;
}

/** The sender in use: the configured one, else the sandbox in the demo, else none (null): codes cannot be sent. */
export function codeSender(house: House): CodeSender | null {
  const { sender, sandbox } = box(house);
  return sender ?? (house.settings.demo ? sandbox : null);
}

/** Codes that the sandbox "sent" to a phone, newest first; null where there is no sandbox. */
export function sandboxCodes(house: House, phone: string): SandboxMessage[] | null {
  const { sender, sandbox } = box(house);
  return sender === null && house.settings.demo ? sandbox.sent.filter((one) => one.phone === phone) : null;
}
