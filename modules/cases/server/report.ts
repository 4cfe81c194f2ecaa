import { kernelErrors, may, newId, Refusal, type Actor, type Words } from '@hezhi/contract';
import { addLimit } from '@hezhi/calendar/contract';
import { levelOf } from '@hezhi/directory/contract';
import { resolveOwner, territory } from '@hezhi/directory/server';
import { claimFiles, uploaderOf } from '@hezhi/documents/server';
import { checkAnswers } from '@hezhi/forms/server';
import { calendarOf, namesOf, openMatter, spokenMoment, type Opened } from '@hezhi/matters/server';
import { speak, type Call, type Write } from '@hezhi/server';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { coarse, errors, permissions, redact, titleOf, type channels, type Reported, type ReportInput } from '../contract/index.ts';
import { activeCategory, settingsOf } from './categories.ts';
import { answerLines } from './answers.ts';
import { sealContact } from './contact.ts';
import { whereIs, type Place } from './place.ts';
import { insertCase } from './queries.ts';
import { routed, routedWords, type Routed } from './routing/book.ts';
import type { CategoryRow } from './queries-categories.ts';
import { visitorOf, type Visitor } from './visitor.ts';
import { audienceOfFiles } from './photos.ts';

/** What a report says. `channel` is set by the rooms of the house, never from outside: by which way it came where the post does not tell (a call taken by a dispatcher). */
export type ReportGiven = z.output<typeof ReportInput> & { readonly channel?: (typeof channels)[number] };
type Reply = z.input<typeof Reported>;

/** A body that reports by an interface of its own and stands for itself: no visitor of a device, no tracking code. The call's actor is a visitor, or the colleague who imports. */
export type ReportSource = {
  channel: (typeof channels)[number];
  /** The body, as whom it later reads and comments; null where nobody does. */
  asker: string | null;
  /** Nobody was asked the category's questions: they stay open. */
  unasked?: true;
  /** What the staff reads beside the answers: who sent it, under which number. */
  note: string;
  email?: string | undefined;
  /** Refuses a place that the body may not report for. */
  admit(place: Place): void;
  /** What the body's room writes in the same statement. */
  more(write: Write, place: Place, reply: Reply): void;
};

/**
 * Takes a report from a resident, a visitor or the staff (C1): one write, and one read at most where words for a point or an address must be looked up.
 * `fileToken`: the secret of a visitor's device under which photos were uploaded; with it the same `id` sent again is the same case. The same id or
 * Idempotency-Key twice is one case. `source`: a body reports in this way (Open311). Errors: those of the route.
 */
export async function reportCase(call: Call, given: ReportGiven, fileToken: string | null = null, source: ReportSource | null = null): Promise<Reply> {
  const { house, actor, now } = call;
  if (actor.kind === 'person' && !may(actor, permissions.report)) throw new Refusal(kernelErrors.forbidden);
  const settle = source ? undefined : given.settle;
  const voices = given.voices ?? [];
  if (settle && !may(actor, permissions.settle_on_spot)) throw new Refusal(kernelErrors.forbidden);
  const place = await whereIs(call, given.place, given.district);
  source?.admit(place);
  if (actor.kind === 'anonymous' && !source && !settingsOf(house, place.district).anonymous_allowed) {
    throw new Refusal(errors.visitors_closed, { district: (await territory(house).ensure(place.district)).name(place.district) });
  }
  const category = activeCategory(call, place.district, given.category, '/body/category');
  const faults = source?.unasked ? [] : checkAnswers(category.questions, given.answers, call.language, '/body/answers');
  if (faults.length > 0) throw new Refusal(kernelErrors.invalid, {}, { faults });

  const id = given.id ?? newId(now);
  const visitor = actor.kind === 'anonymous' && !source ? visitorOf(house, id, fileToken ?? randomBytes(24).toString('base64url')) : null;
  const kind = actor.kind === 'anonymous' ? 'visitor' : actor.post ? 'staff' : 'resident';
  const name = speak(category.name, 'zh-Hans');
  const way = await routed(house, place.district, 'accept', { subject: category.code, area: place.area }, now);
  const sentence = await receipt(call, place, category, visitor, way, settle !== undefined);
  const reply = (opened: Opened): Reply => ({ ...opened, district: place.district, code: visitor?.code ?? null, sentence: sentence(opened.number) });
  const own: Call = { ...call, write: (opened) => call.write(stored(call, reply(opened as Opened), visitor)) };
  const opened = await openMatter(
    own,
    {
      id,
      district: place.district,
      kind: 'case',
      title: titleOf(name, given.description),
      searchText: `${name} ${given.description} ${place.address}`,
      area: place.area,
      point: place.point,
      subject: category.code,
      tier: category.tier,
      channel: source?.channel ?? given.channel ?? channelOf(actor),
      asker: source ? source.asker : visitor ? visitor.asker : kind === 'resident' ? actor.person : null,
      public: given.public,
      limits: category.limits,
      params: way ? { accept: way.owner } : {},
      data: {
        description: given.description,
        photos: given.photos,
        address: place.address.slice(0, 200),
        answers: answerLines(category.questions, given.answers, 'zh-Hans')
          .map((one) => `${one.label}：${one.text}`)
          .concat(source?.note || [])
          .join('；')
          .slice(0, 2000),
        ...(way ? { routed: routedWords(way) } : {}),
      },
      chain: settle ? [{ step: 'settle', data: { ...settle } }] : [],
    },
    (write, _decision, number, { opening, steps }) => {
      source?.more(write, place, reply({ id, number, revision: 0, state: '' }));
      insertCase(write, {
        district: place.district,
        id,
        category: category.code,
        description: given.description,
        public_text: redact(given.description),
        address: place.address,
        answers: given.answers,
        photos: given.photos,
        voices,
        reporter_kind: kind,
        reporter: actor.person,
        reporter_post: actor.post?.id ?? null,
        hide_name: given.hide_name,
        ...sealContact(house, source ? { ...given.contact, email: source.email } : given.contact),
        code_lookup: visitor ? visitor.lookup(number) : null,
        public_lon: place.point ? coarse(place.point[0]) : null,
        public_lat: place.point ? coarse(place.point[1]) : null,
      });
      const claim = (ids: readonly string[], audience: string[], of: 'image' | 'sound' = 'image'): void => {
        if (ids.length === 0) return;
        const uploader = uploaderOf(actor, fileToken);
        claimFiles(write, { district: place.district, ids, matter: id, uploader, max: 9, kinds: [of], audience });
      };
      claim(given.photos, audienceOfFiles(opening.audience, 'photos'));
      if (settle) claim(settle.photos, audienceOfFiles(steps['settle']!.audience, 'photos'));
      claim(voices, ['asker', 'staff'], 'sound');
    },
  ).catch((error: unknown) => {
    throw settle ? atSettle(error) : error;
  });
  return reply(opened);
}

/** What is wrong with the step is said at the part of the body that holds it. */
function atSettle(error: unknown): unknown {
  if (!(error instanceof Refusal) || error.faults.length === 0) return error;
  const faults = error.faults.map((fault) => ({ ...fault, path: fault.path.replace(/^\/body\/data(?=\/|$)/, '/body/settle') }));
  return new Refusal(error.def, error.values, { faults, extra: error.extra });
}

/** A visitor's reply holds the tracking code, so what is kept for a repetition is sealed as the kernel seals such replies. */
function stored(call: Call, reply: Reply, visitor: Visitor | null): unknown {
  return visitor ? { sealed: call.house.vault.seal(JSON.stringify({ value: reply, cookies: [] }), 'kernel.command').toString('base64') } : reply;
}

const receipts = {
  plain: { 'zh-Hans': '已收到，编号{number}。{owner}将在{when}前受理。', en: 'Received as {number}. {owner} will take it on by {when}.' },
  code: {
    'zh-Hans': '已收到，编号{number}，查询码{code}，请记下。{owner}将在{when}前受理。',
    en: 'Received as {number}; your tracking code is {code}: please keep it. {owner} will take it on by {when}.',
  },
  settled: {
    'zh-Hans': '已收到，编号{number}，已登记为当场办结，等待核查。',
    en: 'Received as {number} and recorded as settled on the spot; it will be verified.',
  },
} satisfies Record<string, Words>;

/** The sentence of the receipt; known before the write, because it is part of the stored reply. */
async function receipt(
  call: Call,
  place: Place,
  category: CategoryRow,
  visitor: Visitor | null,
  way: Routed | null,
  settled: boolean,
): Promise<(number: string) => string> {
  const { house, now, language } = call;
  if (settled) return (number) => speak(receipts.settled, language, { number });
  const owner = way?.owner ?? (await resolveOwner(house, place.district, { org: 'community', at: 'community' }, place.area, now));
  const names = await namesOf(house, place.district);
  const when = spokenMoment(addLimit(calendarOf(house), now, category.limits.accept), now, language);
  const values = { owner: names.owner({ ...owner, person: null }, false), when, code: visitor?.code ?? '' };
  return (number) => speak(visitor ? receipts.code : receipts.plain, language, { ...values, number });
}

/** By which way it came: the post's level tells. */
export function channelOf(actor: Actor): (typeof channels)[number] {
  if (actor.kind === 'anonymous') return 'visitor';
  if (!actor.post) return 'resident';
  if (actor.post.role.startsWith('hotline')) return 'hotline';
  if (actor.post.role.startsWith('exchange')) return 'exchange';
  const level = levelOf(actor.post.area);
  return level === 'grid' || level === 'community' || level === 'street' ? level : 'district';
}
