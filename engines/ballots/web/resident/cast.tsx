import { newId } from '@hezhi/contract/light';
import { Failure, Icon, Tag } from '@hezhi/ui';
import { BigButton, useConfirm } from '@hezhi/ui/phone';
import { useMarks, useSay, useTime, useWords } from '@hezhi/web';
import { useRef, useState } from 'react';
import { amount, canSeal, choiceWords, readVote, voteText, type Measure } from '../../contract/light.ts';
import { useCommand, type Ballot } from '../shared/client.ts';
import { newestBulletin, type KeptBulletin } from '../shared/bulletins.tsx';
import { QuestionField } from '../shared/choice.tsx';
import { keepReceipt } from '../shared/receipts.ts';
import { contentOf, type Content } from '../shared/sealing.ts';
import { Receipt } from './receipt.tsx';
import type { ForVoter } from './voter.tsx';
import { useVoterName } from '../shared/voter-name.ts';

type Done = { nonce: string; at: string; kept: boolean; bulletin: KeptBulletin | null };
type Prepared = { says: string; id: string; content: Content };

/** The weight of a voter in words: 2 套，89.34 ㎡. */
export function useWeight(ballot: Pick<Ballot, 'roll'>): (voter: Pick<ForVoter, 'units' | 'area' | 'shares'>) => string {
  const t = useWords('ballots');
  const say = useSay();
  const has = (measure: Measure): boolean => ballot.roll.totals[measure] !== undefined;
  return (voter) =>
    [
      voter.units > 1 ? t('weight.units', { n: voter.units }) : '',
      has('area') ? say(amount('area', voter.area)) : '',
      has('shares') ? say(amount('shares', voter.shares)) : '',
    ]
      .filter(Boolean)
      .join(t('weight.and'));
}

/** One voter's ballot: large buttons, a last look before it is cast, the receipt after. */
export function CastForm({ ballot, voter }: { ballot: Ballot; voter: ForVoter }) {
  const t = useWords('ballots');
  const marks = useMarks();
  const say = useSay();
  const time = useTime();
  const confirm = useConfirm();
  const weigh = useWeight(ballot);
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const [done, setDone] = useState<Done | null>(null);
  const [again, setAgain] = useState(false);
  const byAccount = useCommand('POST /my/ballots/:district/:id/casts', {
    refresh: ['GET /my/ballots', 'GET /public/ballots/:district/:id', 'GET /my/ballots/:district/:id/casts/:entry'],
  });
  const byCode = useCommand('POST /public/ballots/:district/:id/casts', { refresh: ['GET /public/ballots/:district/:id'] });
  // Kept until it has arrived, so that pressing again after a lost answer sends the very same ballot.
  const prepared = useRef<Prepared | null>(null);
  const voted = done !== null || voter.voted;
  const answered = ballot.questions.every(({ key }) => choices[key] !== undefined);
  const name = useVoterName();
  const who = t('cast.who', { label: name(voter.label), weight: weigh(voter) });
  const change = ballot.rule.change_until_close;

  const send = async () => {
    const vote = readVote(ballot.questions, choices);
    if (!vote) return;
    const effect = (
      <>
        <p>{t(voter.mandate ? 'cast.asProxy' : 'cast.as', { who })}</p>
        <ul className="hzb-summary">
          {ballot.questions.map((one) => (
            <li key={one.key}>
              {ballot.questions.length > 1 ? `${one.title}${marks.colon}` : ''}
              <strong>{say(choiceWords(one, vote[one.key]!))}</strong>
            </li>
          ))}
        </ul>
        <p className="hz-small">{t(change ? 'cast.changeable' : 'cast.final', { at: time.moment(ballot.closes_at) })}</p>
      </>
    );
    if (!(await confirm({ title: t(voted ? 'cast.changeTitle' : 'cast.title'), effect, yes: t('cast.yes') }))) return;
    const says = voteText(ballot.questions, vote);
    if (prepared.current?.says !== says) {
      const content = await contentOf(ballot, voter.entry, vote);
      if (!content) return;
      prepared.current = { says, id: newId(), content };
    }
    const { id, content } = prepared.current;
    const params = { district: ballot.district, id: ballot.id };
    const body = { id, entry: voter.entry, ...content.sent };
    try {
      const reply =
        voter.code === null
          ? await byAccount.run({ params, body: { ...body, ...(voter.mandate ? { mandate: voter.mandate } : {}) } })
          : await byCode.run({ params, body: { ...body, code: voter.code } });
      prepared.current = null;
      const bulletin = await newestBulletin(ballot);
      const keeps = ballot.secrecy !== 'secret';
      const { district, id: of, title } = ballot;
      const kept = keeps && keepReceipt({ district, ballot: of, title, label: name(voter.label), nonce: content.nonce, at: reply.at, bulletin });
      setDone({ nonce: content.nonce, at: reply.at, kept, bulletin });
      setAgain(false);
      setChoices({});
    } catch {
      // Told below the button; the choices stay.
    }
  };
  const error = byAccount.error ?? byCode.error;
  return (
    <section className="hz-card hzb-card" aria-label={who}>
      <h2>{t(voter.mandate ? 'cast.headProxy' : 'cast.head', { label: name(voter.label) })}</h2>
      <p className="hz-num">{t('cast.weight', { weight: weigh(voter) || t('weight.one') })}</p>
      {done ? (
        <Receipt ballot={ballot} label={name(voter.label)} {...done} />
      ) : voter.voted && !again ? (
        <p className="hzb-line">
          <Tag tone="good">{t('cast.voted')}</Tag>
          <span>{t(change ? 'cast.votedWhy' : 'cast.votedFinal')}</span>
        </p>
      ) : null}
      {voted && !again ? (
        change ? (
          <button type="button" className="hz-button" onClick={() => setAgain(true)}>
            {t('cast.change')}
          </button>
        ) : null
      ) : (
        <>
          {ballot.questions.map((one, at) => (
            <QuestionField
              key={one.key}
              question={one}
              number={ballot.questions.length > 1 ? at + 1 : null}
              value={choices[one.key]}
              onChange={(choice) => setChoices(({ [one.key]: _gone, ...rest }) => (choice === undefined ? rest : { ...rest, [one.key]: choice }))}
            />
          ))}
          <p className="hz-small hzb-line">
            <Icon name="check" />
            <span>{t(ballot.seal === null ? 'cast.openNote' : canSeal() ? 'cast.sealNote' : 'cast.serverNote')}</span>
          </p>
          <Failure error={error} kept />
          <BigButton busy={byAccount.isPending || byCode.isPending} disabled={!answered} onClick={() => void send()}>
            {t(voted ? 'cast.change' : 'cast.send')}
          </BigButton>
          {answered ? null : <p className="hz-small">{t('cast.answerAll')}</p>}
        </>
      )}
    </section>
  );
}
