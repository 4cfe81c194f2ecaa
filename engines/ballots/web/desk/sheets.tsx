import { useSay, useTime, useWords } from '@hezhi/web';
import { amount, measures, receiptText } from '../../contract/light.ts';
import type { Question } from '../../contract/question.ts';
import type { KeptBulletin } from '../shared/bulletins.tsx';
import type { Ballot, VoterLine } from '../shared/client.ts';
import { groupedNonce, paperCodeText } from '../shared/paper-code.ts';
import { Qr } from '../shared/qr.tsx';

export type Printed = { paper: string; nonce: string };

/** Units and weight of a voter in one line. */
function useVoterWords(ballot: Ballot): (voter: VoterLine) => string {
  const t = useWords('ballots');
  const say = useSay();
  return (voter) => {
    const weight = measures.flatMap((measure) =>
      measure === 'heads' || ballot.roll.totals[measure] === undefined ? [] : [say(amount(measure, voter[measure]))],
    );
    return [voter.units.map(({ label }) => label).join(t('and')), ...weight].join(t('weight.and'));
  };
}

/** One paper ballot: what is decided, for which unit, boxes to tick, the code that both collectors scan, and (not where votes are secret) a stub to keep. */
export function PaperBallot({ ballot, voter, printed, bulletin }: { ballot: Ballot; voter: VoterLine; printed: Printed; bulletin: KeptBulletin | null }) {
  const t = useWords('ballots');
  const say = useSay();
  const time = useTime();
  const tell = useVoterWords(ballot);
  const entry = voter.units[0]?.entry ?? null;
  return (
    <article className="hzb-sheet">
      <header>
        <div>
          <h2>{ballot.title}</h2>
          <p>{say(ballot.binding.words)}</p>
          <p>{t('sheet.until', { at: time.exact(ballot.closes_at) })}</p>
          <p>
            <strong>{tell(voter)}</strong>
          </p>
          <p className="hz-num">{t('sheet.number', { paper: printed.paper })}</p>
        </div>
        <div>
          <Qr text={paperCodeText({ ...printed, ballot: ballot.id, entry })} label={t('sheet.qr', { paper: printed.paper })} size={120} />
        </div>
      </header>
      <ol>
        {ballot.questions.map((one) => (
          <li key={one.key}>
            <strong>{one.title}</strong> <span className="hz-small">{hint(one, t)}</span>
            <ul className="hzb-boxes">
              {boxes(one, t).map((text) => (
                <li key={text}>
                  <span className="hzb-box" aria-hidden="true" /> {text}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <footer>
        <p>{t('sheet.signature')}</p>
        <p>{t('sheet.received')}</p>
        <p>{t('sheet.collectors')}</p>
        <p className="hzb-mono hz-small">{t('sheet.letters', { nonce: groupedNonce(printed.nonce) })}</p>
      </footer>
      {ballot.secrecy === 'secret' ? null : (
        <section className="hzb-stub">
          <Qr text={receiptText(ballot.id, printed.nonce)} label={t('receipt.qr')} size={84} />
          <div>
            <p>
              <strong>{t('sheet.stub')}</strong> {printed.paper}
            </p>
            <p className="hz-small">{t('sheet.stubWhy')}</p>
            <p className="hzb-mono hz-small">{receiptText(ballot.id, printed.nonce)}</p>
            {bulletin ? (
              <p className="hz-small">
                {t('sheet.bulletin', { n: bulletin.number })} <span className="hzb-mono">{bulletin.digest}</span>
              </p>
            ) : null}
          </div>
        </section>
      )}
    </article>
  );
}

type T = ReturnType<typeof useWords>;

const hint = (one: Question, t: T): string =>
  one.kind === 'choose'
    ? t('ask.most', { n: one.most ?? one.seats })
    : one.kind === 'ranking'
      ? t('sheet.rank')
      : one.kind === 'rating'
        ? t('sheet.rate', { from: one.scale?.from ?? 1, to: one.scale?.to ?? 5 })
        : '';

function boxes(one: Question, t: T): string[] {
  const abstain = t('choice.abstain');
  if (one.kind === 'yes_no') return [t('choice.yes'), t('choice.no'), abstain];
  if (one.kind === 'rating') return [...Array.from({ length: one.scale!.to - one.scale!.from + 1 }, (_, i) => String(one.scale!.from + i)), abstain];
  return [...one.options.map(({ title }) => title), abstain];
}

/** Who is still to be asked, with room for signatures: carried from door to door by collector and witness. */
export function CollectionList({ ballot, voters }: { ballot: Ballot; voters: readonly VoterLine[] }) {
  const t = useWords('ballots');
  const time = useTime();
  const tell = useVoterWords(ballot);
  return (
    <article className="hzb-sheet hzb-list">
      <h2>{t('sheet.list', { title: ballot.title })}</h2>
      <p>{t('sheet.until', { at: time.exact(ballot.closes_at) })}</p>
      <p>{t('sheet.people')}</p>
      <table>
        <thead>
          <tr>
            {(['unit', 'holder', 'state', 'paper', 'time', 'sign'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`sheet.col.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {voters.map((one) => (
            <tr key={one.id}>
              <td>{tell(one)}</td>
              <td>{[...new Set(one.units.map(({ holder }) => holder).filter(Boolean))].join(t('and'))}</td>
              <td>{one.voted === null ? '' : t(one.voted ? 'sheet.in' : 'sheet.out')}</td>
              {['paper', 'time', 'sign'].map((key) => (
                <td key={key}>{'\u00A0'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hz-small">{t('sheet.private')}</p>
    </article>
  );
}

/** A voting code for one voter, to be handed over or put into the letter box in a closed envelope. */
export function CodeSlip({ ballot, voter, code }: { ballot: Ballot; voter: VoterLine; code: string }) {
  const t = useWords('ballots');
  const time = useTime();
  const tell = useVoterWords(ballot);
  const address = `${location.origin}/vote/${ballot.district}/${ballot.id}`;
  return (
    <article className="hzb-sheet hzb-slip">
      <Qr text={address} label={t('sheet.codeQr')} size={110} />
      <div>
        <h2>{ballot.title}</h2>
        <p>{tell(voter)}</p>
        <p>{t('sheet.between', { from: time.exact(ballot.opens_at), to: time.exact(ballot.closes_at) })}</p>
        <p className="hzb-bigcode hzb-mono">{code}</p>
        <p className="hz-small">{t('sheet.codeHow')}</p>
        <p className="hzb-mono hz-small">{address}</p>
      </div>
    </article>
  );
}
