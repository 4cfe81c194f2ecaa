import { kernelErrors, Refusal, iso } from '@hezhi/contract';
import { emit, speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { addDays, errors, obstacleOf, obstacleWords, type Leave, type Member, type SwapView, type Turn } from '../contract/index.ts';
import { asLeave, asTurn } from './month.ts';
import { log } from './planning.ts';
import { bumpMonth, rostersById, type RosterStored } from './queries.ts';
import { approvedLeaves, findSwap, insertSwap, listSwaps, settleSwap, type SwapStored } from './queries-requests.ts';
import { exchangeTurns, findTurn, findTurns, giveTurnTo, turnsOfPeople, type TurnRead } from './queries-turns.ts';
import { keepingOf, keeps, membersOf, standingOf } from './standing.ts';
import { tellSwap, tellTurn } from './tell.ts';
import { lexiconOf, personView, turnView, type Keeping, type Lexicon } from './views.ts';

type Do = 'accept' | 'refuse' | 'approve' | 'reject' | 'withdraw';

/** Asks a colleague to take the own turn (顶班) or to exchange it (换班). The rules of the roster are looked at now and again when it is carried out. */
export async function askSwap(call: Call, body: { id: string; turn: string; to: string; against: string | null; note: string }): Promise<{ id: string }> {
  const { district, person } = standingOf(call);
  const turn = await findTurn(call.db, district, body.turn);
  if (!turn?.published) throw new Refusal(errors.not_found);
  if (turn.person !== person) throw new Refusal(errors.own_turn_only);
  const against = body.against === null ? null : ((await findTurn(call.db, district, body.against)) ?? null);
  const [roster] = await rostersById(call.db, district, [turn.roster]);
  const words = await lexiconOf(call, district);
  const to = membersOf(words.staff, roster!.members).find((one) => one.post === body.to);
  if (!to) throw new Refusal(errors.not_member);
  if (to.person === person) throw new Refusal(errors.swap_self);
  if (body.against !== null && (against?.roster !== turn.roster || against.person !== to.person || !against.published)) throw new Refusal(errors.not_found);
  if (Date.parse(turn.starts) <= call.now || (against && Date.parse(against.starts) <= call.now)) throw new Refusal(errors.past);
  await mustFit(call, roster!, turn, against, to, words);
  const row: SwapStored = {
    id: body.id,
    roster: turn.roster,
    turn: turn.id,
    against: against?.id ?? null,
    from_post: turn.post,
    from_person: person,
    to_post: to.post,
    to_person: to.person,
    state: 'asked',
    note: body.note,
    answer: '',
    at: iso(call.now),
  };
  const write = call.write({ id: body.id }).add(insertSwap(district, row));
  write.onDuplicate('swap_pkey', () => new Refusal(errors.exists)).onDuplicate('swap_open', () => new Refusal(errors.swap_open));
  emit(write, { district, topic: 'duty.swap', data: { swap: body.id, state: 'asked', persons: [person, to.person], area: turn.area }, at: call.now });
  tellSwap(write, call, roster!, { id: body.id, state: 'asked', to: to.person, day: turn.day });
  await write.run(call.db);
  return { id: body.id };
}

/** Who takes whose turn must be able to, by every rule of the roster. Errors: `duty.rule` with the reason in words. */
async function mustFit(call: Call, roster: RosterStored, turn: TurnRead, against: TurnRead | null, to: Member, words: Lexicon): Promise<void> {
  const { district } = standingOf(call);
  const [from] = membersOf(words.staff, [turn.post]);
  const people = [turn.person, to.person];
  const days = [turn.day, ...(against ? [against.day] : [])].toSorted();
  const [first, last] = [addDays(days[0]!, -32), addDays(days.at(-1)!, 32)];
  const leaves = (await approvedLeaves(call.db, district, people, first, last)).map(asLeave);
  const swapped = new Set([turn.id, against?.id]);
  const rest = (await turnsOfPeople(call.db, district, people, first, last)).filter((one) => !swapped.has(one.id)).map(asTurn);
  fits(call, roster, to, turn, rest, leaves);
  if (against && from) fits(call, roster, from, against, rest, leaves);
}

function fits(call: Call, roster: RosterStored, member: Member, turn: TurnRead, rest: readonly Turn[], leaves: readonly Leave[]): void {
  const shift = roster.shifts.find((one) => one.key === turn.shift);
  if (!shift) throw new Refusal(errors.shift_unknown);
  const others = rest.filter((one) => one.person === member.person);
  const obstacle = obstacleOf(member, shift, turn.day, roster.rules, others, leaves);
  if (obstacle) throw new Refusal(errors.rule, { name: member.name, reason: speak(obstacleWords[obstacle], call.language) });
}

/** What the caller may do with a swap now. */
function mayDo(swap: SwapStored, person: string, keeper: boolean, over: boolean): Do[] {
  if (over) return [];
  const list: Do[] = [];
  if (swap.state === 'asked' && swap.to_person === person) list.push('accept', 'refuse');
  if (swap.state === 'accepted' && keeper && swap.to_person !== person && swap.from_person !== person) list.push('approve', 'reject');
  if ((swap.state === 'asked' || swap.state === 'accepted') && swap.from_person === person) list.push('withdraw');
  return list;
}

/** Answers, approves, rejects or withdraws. What is carried out is checked against the rules of that moment. */
export async function answerSwap(call: Call, id: string, asked: { do: Do; note: string }): Promise<{ state: string }> {
  const { district, person } = standingOf(call);
  const swap = await findSwap(call.db, district, id);
  const [roster] = swap ? await rostersById(call.db, district, [swap.roster]) : [];
  const keeper = roster !== undefined && keeps(await keepingOf(call), roster);
  if (!swap || !roster || !(keeper || swap.from_person === person || swap.to_person === person)) throw new Refusal(errors.not_found);
  if (swap.state !== 'asked' && swap.state !== 'accepted') throw new Refusal(errors.swap_settled);
  const turns = await findTurns(call.db, district, [swap.turn, ...(swap.against ? [swap.against] : [])]);
  const turn = turns.find((one) => one.id === swap.turn);
  const against = swap.against ? (turns.find((one) => one.id === swap.against) ?? null) : null;
  const over =
    !turn || turn.person !== swap.from_person || Date.parse(turn.starts) <= call.now || (swap.against !== null && against?.person !== swap.to_person);
  if (over && asked.do !== 'withdraw') throw new Refusal(errors.swap_settled);
  if (!over && !mayDo(swap, person, keeper, false).includes(asked.do)) {
    const own = swap.from_person === person || swap.to_person === person;
    throw new Refusal(asked.do === 'approve' || asked.do === 'reject' ? (own && keeper ? errors.own_request : errors.not_manager) : errors.not_asked);
  }
  if (over && swap.from_person !== person) throw new Refusal(errors.not_asked);

  const carry = asked.do === 'approve' || (asked.do === 'accept' && !roster.rules.swapApproval);
  const state = carry ? 'done' : asked.do === 'accept' ? 'accepted' : asked.do === 'withdraw' ? 'withdrawn' : 'refused';
  const write = call.write({ state });
  write.add(
    settleSwap(district, id, swap.state, state, asked.note === '' ? null : asked.note, person, iso(call.now)),
    1,
    () => new Refusal(errors.swap_settled),
  );
  if (carry) {
    const words = await lexiconOf(call, district);
    const [to] = membersOf(words.staff, [swap.to_post]);
    if (!to) throw new Refusal(errors.not_member);
    await mustFit(call, roster, turn!, against, to, words);
    const stale = (): Refusal => new Refusal(errors.stale);
    if (against) write.add(exchangeTurns(district, turn!, against), 2, stale);
    else write.add(giveTurnTo(district, turn!.id, turn!.version, to), 1, stale);
    write.onDuplicate('turn_once', () => new Refusal(errors.already_on, { name: to.name }));
    for (const month of new Set([turn!.day.slice(0, 7), ...(against ? [against.day.slice(0, 7)] : [])])) write.add(bumpMonth(district, roster.id, month));
    const name = roster.shifts.find((one) => one.key === turn!.shift)?.name ?? turn!.shift;
    log(write, call, roster, { kind: 'swapped', day: turn!.day, shift: name, before: swap.from_person, after: swap.to_person, note: swap.note });
    tellTurn(write, call, roster, { kind: 'on', turn: { ...asTurn(turn!), post: to.post, person: to.person }, id: turn!.id, version: turn!.version + 1 });
  }
  emit(write, { district, topic: 'duty.swap', data: { swap: id, state, persons: [swap.from_person, swap.to_person], area: roster.area }, at: call.now });
  const tell = asked.do === 'withdraw' ? swap.to_person : swap.from_person;
  tellSwap(write, call, roster, { id, state, to: tell, day: turn?.day ?? '' });
  await write.run(call.db);
  return { state };
}

/** Swaps of mine, and of the rosters that I keep, newest first. */
export async function swapsOf(
  call: Call,
  find: { open: boolean; cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof SwapView>[]; next: string | null }> {
  const { district, person } = standingOf(call);
  const keeping = await keepingOf(call);
  const rows = await listSwaps(call.db, district, person, keeping, { open: find.open, before: cursorId(find.cursor), limit: find.limit + 1 });
  const page = rows.slice(0, find.limit);
  const turns = new Map(
    (
      await findTurns(
        call.db,
        district,
        page.flatMap((row) => [row.turn, ...(row.against ? [row.against] : [])]),
      )
    ).map((one) => [one.id, one]),
  );
  const rosters = new Map((await rostersById(call.db, district, [...new Set(page.map((row) => row.roster))])).map((one) => [one.id, one]));
  const words = await lexiconOf(
    call,
    district,
    page.flatMap((row) => [row.from_person, row.to_person]),
  );
  const items = page.flatMap((row) => {
    const view = swapView(call, row, rosters.get(row.roster)!, turns, words, keeping, person);
    return view ? [view] : [];
  });
  return { items, next: rows.length > find.limit ? page.at(-1)!.id : null };
}

function swapView(
  call: Call,
  row: SwapStored,
  roster: RosterStored,
  turns: ReadonlyMap<string, TurnRead>,
  words: Lexicon,
  keeping: Keeping,
  person: string,
): z.input<typeof SwapView> | null {
  const turn = turns.get(row.turn);
  if (!turn) return null;
  const against = row.against === null ? null : (turns.get(row.against) ?? null);
  const open = row.state === 'asked' || row.state === 'accepted';
  const over = open && (Date.parse(turn.starts) <= call.now || turn.person !== row.from_person);
  return {
    id: row.id,
    state: over ? 'lapsed' : row.state,
    turn: turnView(turn, roster.shifts, words, false),
    against: against ? turnView(against, roster.shifts, words, false) : null,
    from: personView(words, { post: row.from_post, person: row.from_person }),
    to: personView(words, { post: row.to_post, person: row.to_person }),
    note: row.note,
    answer: row.answer,
    at: row.at,
    needsApproval: roster.rules.swapApproval,
    may: mayDo(row, person, keeps(keeping, roster), over),
  };
}

/** The id in a cursor; anything else is no cursor that a page gave. */
export function cursorId(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(cursor)) throw new Refusal(kernelErrors.invalid);
  return cursor;
}
