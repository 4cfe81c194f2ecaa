import { Refusal } from '@hezhi/contract';
import { audit } from '@hezhi/directory/server';
import { defineNotices } from '@hezhi/notices/contract';
import { notify, sealContact } from '@hezhi/notices/server';
import type { Call, House } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { ballotRow } from './ballots.ts';
import { plainCode, spell } from './codes.ts';
import { codeHash } from './macs.ts';
import { insertCodes } from './queries-casts.ts';
import { codelessLeft, takeCodeless } from './queries-tell.ts';
import { iso } from './rolls.ts';

export const SECRET = 'ballots.code';
/** Voters that one call sends to. */
const MOST = 500;

export const codeTemplates = defineNotices(
  'ballots',
  {
    code: {
      category: 'task',
      channels: ['sms'],
      title: ['您的投票码', 'Your voting code'],
      body: ['“{title}”的投票码是 {code}，{closes}前有效，在{where}投票。', 'Your code for “{title}” is {code}, until {closes}. Vote at {where}.'],
      sms: ['“{title}”投票码 {code}，{closes}截止，在{where}投票。请勿转告他人。', '“{title}”: code {code}, until {closes}, at {where}. Tell nobody.'],
    },
  },
  { sample: { title: '更换物业服务企业', code: '7KQ4M-2XW9P', closes: '12月8日 18:00', where: '“合治”' } },
);

/** The code that a voter is sent: derived with the vault's key from ballot and voter, so that it is kept nowhere and a message sent again says the same. `of`: `ballot voter`. */
export const smsCode = (house: House, of: string): string => spell(house.vault.lookup(of, 'ballots.code_sms'));

/**
 * Sends voters without an account, whose phone may be written to, their voting code by SMS: each once a ballot, whoever presses and however often; what becomes of a message is in the log of
 * notices, without code or number. The code is put in at the moment of sending. Refuses ballots.channel_closed, ballots.state, ballots.closed.
 */
export async function sendCodes(call: Call, district: string, ballot: string): Promise<{ sent: number; left: number }> {
  const row = await ballotRow(call, district, ballot);
  if (!row.face.channels.includes('code')) throw new Refusal(errors.channel_closed);
  if (row.state !== 'announced' && row.state !== 'open') throw new Refusal(errors.state);
  const closes = Date.parse(row.closes_at);
  if (call.now >= closes) throw new Refusal(errors.closed);
  const { publicUrl } = call.house.settings;
  return call.db.tx(async (db) => {
    const at = iso(call.now);
    const taken = await takeCodeless(db, { district, ballot, roll: row.roll, by: call.actor.person, at, limit: MOST });
    const reply = { sent: taken.length, left: await codelessLeft(db, district, ballot, row.roll) };
    const write = call.with({ db }).write(reply);
    const codes = taken.map(({ voter }) => ({ voter, at, hash: codeHash(call.house, ballot, plainCode(smsCode(call.house, `${ballot} ${voter}`))) }));
    if (codes.length > 0) insertCodes(write, district, ballot, codes);
    for (const { voter, phone } of taken)
      notify(write, {
        district,
        key: `ballots.code ${ballot} ${voter}`,
        template: 'ballots.code',
        to: [sealContact(call.house, { phone: call.house.vault.open(phone, 'ballots.phone'), language: 'zh-Hans' })],
        values: {
          title: row.face.title,
          code: { secret: SECRET, of: `${ballot} ${voter}` },
          closes: { at: closes },
          where: publicUrl === null ? '“合治”' : ` ${publicUrl}/vote/${district}/${ballot} `,
        },
        area: row.area,
        at: call.now,
      });
    audit(write, call, { action: 'ballots.codes_sms', target: ballot, district, detail: { codes: taken.length } });
    await write.run(db);
    return reply;
  });
}
