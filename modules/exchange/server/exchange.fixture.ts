import { newId } from '@hezhi/contract';
import { casesTest, type CasesTest } from '@hezhi/cases/testing';
import { drain, type Room } from '@hezhi/server';
import { routes } from '../contract/index.ts';
import { SandboxBody } from '../sandbox/index.ts';
import { deliverDue } from './deliver.ts';
import { policyOf, readPolicy } from './outgoing.ts';
import { room } from './room.ts';

export type ExchangeTest = CasesTest & {
  /** Base address of the house over real HTTP. */
  base: string;
  sandbox: SandboxBody;
  /** The body of the department, and its id. */
  body: string;
  /** Events told, then everything due sent. */
  flow(): Promise<void>;
};

/** A town with cases whose department is a sandbox body, joined over real HTTP on this machine. */
export async function exchangeTest(options: { orders?: boolean; timeoutMs?: number; more?: readonly Room[] } = {}): Promise<ExchangeTest> {
  const t = await casesTest({ more: [...(options.more ?? []), room] });
  policyOf(t.house).current = readPolicy('127.0.0.1', options.timeoutMs ?? 2000);
  const base = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const sandbox = await SandboxBody.open({ now: t.clock.now });
  const made = await t.as(t.who.district).call(routes.create, {
    body: { id: newId(t.clock.now()), role: 'body', name: '12345平台', org: t.town.orgs.department, address: sandbox.address, orders: options.orders ?? true },
  });
  sandbox.inbox = `${base}${made.inbox}`;
  const secret = (direction: string): string => made.shown.find((one) => one.direction === direction)!.secret;
  sandbox.secrets = { sends: secret('in'), hears: secret('out') };
  const close = async (): Promise<void> => {
    await sandbox.close();
    await t.close();
  };
  return {
    ...t,
    base,
    sandbox,
    body: made.id,
    async flow() {
      await drain(t.house);
      await deliverDue(t.house);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
