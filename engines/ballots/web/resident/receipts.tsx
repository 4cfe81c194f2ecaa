import { Answer, Empty, Tag } from '@hezhi/ui';
import { PhonePage, useConfirm } from '@hezhi/ui/phone';
import { useMarks, useSay, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { amount, checkReceipt, choiceWords, measures, receiptText, recompute, type TallyFile } from '../../contract/light.ts';
import { StillPublished } from '../shared/bulletins.tsx';
import { client, useRoute } from '../shared/client.ts';
import { dropReceipt, keptReceipts, type KeptReceipt } from '../shared/receipts.ts';
import { StateTag } from '../shared/state.tsx';
import '../shared/ballots.css';

/** /votes/receipts: receipts kept on this phone only; after the count each is looked up in the published tally, here on the phone. */
export default function ReceiptsPage() {
  const t = useWords('ballots');
  const [list, setList] = useState(keptReceipts);
  return (
    <PhonePage title={t('receipts.title')} back="/votes">
      <p>{t('receipts.what')}</p>
      {list.length === 0 ? <Empty title={t('receipts.none')} why={t('receipts.noneWhy')} /> : null}
      <ul className="hz-list">
        {list.map((one) => (
          <li key={one.nonce}>
            <OneReceipt one={one} onDrop={() => setList(keptReceipts())} />
          </li>
        ))}
      </ul>
    </PhonePage>
  );
}

function OneReceipt({ one, onDrop }: { one: KeptReceipt; onDrop: () => void }) {
  const t = useWords('ballots');
  const time = useTime();
  const confirm = useConfirm();
  const asked = useRoute('GET /public/ballots/:district/:id', { params: { district: one.district, id: one.ballot } }, { fresh: 60_000 });
  const drop = async () => {
    if (!(await confirm({ title: t('receipts.drop'), effect: t('receipts.dropEffect'), yes: t('receipts.drop'), danger: true }))) return;
    dropReceipt(one);
    onDrop();
  };
  return (
    <section className="hz-card hzb-card">
      <p>
        <Link to={`/vote/${one.district}/${one.ballot}`}>
          <strong>{one.title}</strong>
        </Link>
      </p>
      <p className="hz-small">
        {one.label} · {time.exact(one.at)}
      </p>
      <p className="hzb-mono">{receiptText(one.ballot, one.nonce)}</p>
      <Answer of={asked} rows={1}>
        {(ballot) => (
          <>
            <p>
              <StateTag state={ballot.state} />
            </p>
            {one.bulletin ? <StillPublished one={{ ...one, bulletin: one.bulletin }} /> : null}
            {ballot.state === 'counted' ? <Check one={one} /> : <p className="hz-small">{t('receipts.wait')}</p>}
          </>
        )}
      </Answer>
      <button type="button" className="hz-button" onClick={() => void drop()}>
        {t('receipts.drop')}
      </button>
    </section>
  );
}

type Found = { sound: boolean; lines: { title: string; choice: string; weight: string }[] | null; form: TallyFile['form'] };

/** Downloads the tally, recomputes it and finds this receipt in it: all on the phone. */
function Check({ one }: { one: KeptReceipt }) {
  const t = useWords('ballots');
  const marks = useMarks();
  const say = useSay();
  const [state, setState] = useState<'idle' | 'busy' | 'away' | Found>('idle');
  const look = async () => {
    setState('busy');
    try {
      const file = (await client('GET /public/ballots/:district/:id/tally', { params: { district: one.district, id: one.ballot } })) as unknown as TallyFile;
      const found = checkReceipt(file, one.nonce);
      const lines = found?.votes.map((vote) => {
        const question = file.questions.find(({ key }) => key === vote.question)!;
        const weight = measures.flatMap((measure) => (vote.weights[measure] === undefined ? [] : [say(amount(measure, vote.weights[measure]))]));
        return { title: question.title, choice: say(choiceWords(question, vote.choice)), weight: weight.join(t('weight.and')) };
      });
      setState({ sound: recompute(file).faults.length === 0, lines: lines ?? null, form: file.form });
    } catch {
      setState('away');
    }
  };
  if (typeof state === 'string')
    return (
      <>
        {state === 'away' ? <p role="alert">{t('receipts.away')}</p> : null}
        <button type="button" className="hz-button" data-primary="" disabled={state === 'busy'} onClick={() => void look()}>
          {t(state === 'busy' ? 'receipts.busy' : 'receipts.check')}
        </button>
      </>
    );
  const listed = state.form === 'slips' || state.form === 'labels';
  return (
    <div role="status">
      <p>{state.sound ? <Tag tone="good">{t('receipts.sound')}</Tag> : <Tag tone="late">{t('receipts.unsound')}</Tag>}</p>
      {state.lines ? (
        <>
          <p>{t('receipts.found')}</p>
          <ul>
            {state.lines.map((line) => (
              <li key={line.title + line.choice}>
                {line.title}
                {marks.colon}
                <strong>{line.choice}</strong> {line.weight}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t(listed ? 'receipts.missing' : 'receipts.unlisted')}</p>
      )}
    </div>
  );
}
