import { createAccount, createOrg, createPerson, createPost, staffOf } from '@hezhi/directory/server';
import { levelOf } from '@hezhi/directory/contract';
import { Refusal } from '@hezhi/contract';
import { speak, systemCall, type Call } from '@hezhi/server';
import { parseArgs } from 'node:util';
import { print, withHouse, WrongCall, type Command } from '../command.ts';

const options = {
  name: { type: 'string' },
  person: { type: 'string' },
  role: { type: 'string', default: 'administrator' },
  area: { type: 'string' },
  org: { type: 'string' },
  'password-stdin': { type: 'boolean', default: false },
} as const;

type Wish = { name: string; person: string; role: string; area: string; org: string | undefined; password: string | undefined };

/** Creates a person with a post and an account: the way the first administrator of an empty house comes in. */
export const accountCreate: Command = {
  name: 'account create',
  usage: 'account create --name LOGIN --person NAME --area CODE [--role administrator] [--org NAME] [--password-stdin]',
  help: 'create a person with a post and an account; without a password a one-time code for setting one is printed',
  run: async (args) => {
    const wish = await read(args);
    return withHouse(async (house) => {
      try {
        return await house.db.tx((db) => create(systemCall(house, wish.area.slice(0, 6), db), wish));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        process.stderr.write(`${speak(error.def.words, 'en', error.values)} (${error.def.code})\n`);
        return 1;
      }
    });
  },
};

async function read(args: readonly string[]): Promise<Wish> {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true }));
  } catch (error) {
    throw new WrongCall((error as Error).message);
  }
  const { name, person, area, role, org } = values;
  if (!name) throw new WrongCall('Say the login name: --name.');
  if (!person) throw new WrongCall("Say the person's name: --person.");
  if (!area || area.length < 6 || levelOf(area) === null)
    throw new WrongCall('Say the territory of the post: --area with an official code of six digits or more (import the divisions first).');
  return { name, person, area, role, org, password: values['password-stdin'] ? await firstLine() : undefined };
}

/** All steps in one transaction: half an account would be in the way of the next try. */
async function create(call: Call, wish: Wish): Promise<number> {
  const person = await createPerson(call, { name: wish.person });
  const org = await orgOf(call, wish);
  await createPost(call, { person: person.id, role: wish.role, org, area: wish.area });
  const account = await createAccount(call, { name: wish.name, person: person.id, password: wish.password });
  print(`Account ${account.name} of ${wish.person}: ${wish.role} in ${wish.area}.`);
  if (account.recovery) print(`One-time code for setting the password: ${account.recovery}`);
  return 0;
}

/** The organisation named, or the centre of the district, made where it is missing. */
async function orgOf(call: Call, { org, area }: Wish): Promise<string> {
  const district = area.slice(0, 6);
  const { orgNames } = await staffOf(call.house, district);
  for (const [id, each] of orgNames) if (org ? each.name === org || each.short_name === org : each.kind === 'district_centre') return id;
  return (await createOrg(call, { kind: 'district_centre', name: org ?? '指挥中心', area: district })).id;
}

async function firstLine(): Promise<string> {
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) text += part as string;
  const line = text.split(/\r?\n/, 1)[0]!;
  if (line === '') throw new WrongCall('--password-stdin was given, but nothing came on the standard input.');
  return line;
}
