import { Refusal } from '@hezhi/contract';
import type { Call } from '@hezhi/server';
import { errors } from '../contract/errors.ts';
import { ballotRow, createBallot, purposeOf } from './ballots.ts';

/**
 * Drafts the second round of a counted ballot: the questions that need one, with the options carried and the seats still open, under the same rule with the
 * thresholds of its second round, on the same roll. Refuses ballots.no_second_round.
 */
export async function secondRound(
  call: Call,
  first: { district: string; ballot: string },
  next: { id: string; title?: string; opensAt: number | string; closesAt: number | string; keepers?: { need: number; names: readonly string[] } | null },
): Promise<{ id: string; shares: { name: string; share: string }[] }> {
  const row = await ballotRow(call, first.district, first.ballot);
  const again = (row.outcome?.questions ?? []).filter(({ outcome }) => outcome === 'second_round');
  if (row.state !== 'counted' || again.length === 0 || !row.face.rule.second_round) throw new Refusal(errors.no_second_round);
  const { rule } = row.face;
  const questions = again.map((found) => {
    const question = row.face.questions.find(({ key }) => key === found.key)!;
    return {
      ...question,
      options: question.options.filter(({ key }) => found.carried.includes(key)),
      seats: found.vacancies,
      most: Math.min(question.most ?? found.vacancies, found.vacancies),
    };
  });
  return createBallot(call, {
    id: next.id,
    district: first.district,
    area: row.area,
    title: next.title ?? row.face.title,
    text: row.face.text,
    // The law's minimum of a first round does not stand for the second; its own thresholds do.
    rule: { ...rule, subject: null, agree: rule.second_round!.agree, surplus: 0, minimum: 1, vacancies: 'leave', second_round: null },
    purpose: purposeOf(row),
    questions,
    roll: row.roll,
    secrecy: row.face.secrecy,
    binding: row.face.binding,
    opensAt: next.opensAt,
    closesAt: next.closesAt,
    channels: row.face.channels,
    keepers: next.keepers ?? null,
    secondOf: row.id,
  });
}
