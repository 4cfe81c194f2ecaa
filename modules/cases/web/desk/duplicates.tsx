import { Failure, Photos, Tag } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import type { PartProps } from '@hezhi/matters/screens';
import { useSay, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRoute, type Reply } from '../shared/client.ts';
import { SimilarText } from '../shared/duplicates-panel.tsx';
import { useCaseFacts } from '../shared/facts.ts';

type Found = Reply<'GET /cases/:id/similar'>;
type Suggested = Found['items'][number];
const refresh = ['GET /cases/:id/similar', 'GET /cases/:id/facts', 'GET /matters/:id', 'GET /matters', 'GET /inbox'] as const;

/** On a case's page: what tells of the same, side by side; what was merged into it; the case it was merged into. */
export default function DuplicatesPart({ detail }: PartProps) {
  const t = useWords('cases');
  const asked = useRoute('GET /cases/:id/similar', { params: { id: detail.matter.id } });
  if (asked.error) return <Failure error={asked.error} retry={() => void asked.refetch()} />;
  const found = asked.data;
  if (!found || (found.items.length === 0 && found.merged.length === 0 && !found.main)) return null;
  return (
    <section>
      <h3>{t('duplicates.desk.title')}</h3>
      {found.main ? <Main detail={detail} found={found} main={found.main} /> : null}
      {found.merged.length > 0 ? <MergedList found={found} main={detail.matter.number} /> : null}
      {found.items.length > 0 ? (
        <>
          <h4>{t('duplicates.desk.suggested', { count: found.items.length })}</h4>
          <ul className="hz-list">
            {found.items.map((one) => (
              <li key={one.id} className="hzd-item">
                <Suggestion detail={detail} one={one} may={found.may} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Suggestion({ detail, one, may }: PartProps & { one: Suggested; may: boolean }) {
  const t = useWords('cases');
  const confirm = useConfirm();
  const toast = useToast();
  const merge = useCommand('POST /cases/:id/merge', { refresh });
  const [beside, setBeside] = useState(false);
  const { matter } = detail;
  // Two ways: this one into that one, or that one into this one. What ended takes in what goes on, not the other way.
  const join = async (child: { id: string; number: string }, main: { id: string; number: string }) => {
    const given = await confirm({
      title: t('duplicates.desk.mergeTitle', { child: child.number, main: main.number }),
      effect: t(main.id === one.id && one.final ? 'duplicates.desk.mergeEffectClosed' : 'duplicates.desk.mergeEffect', {
        child: child.number,
        main: main.number,
      }),
      yes: t('duplicates.desk.merge'),
      ask: { label: t('duplicates.desk.note'), required: false, max: 1000 },
    });
    if (!given) return;
    try {
      await merge.run({ params: { id: child.id }, body: { into: main.id, ...(given.text ? { note: given.text } : {}) } });
      toast(t('duplicates.desk.merged', { child: child.number, main: main.number }));
    } catch {
      // Told below.
    }
  };
  return (
    <>
      <SimilarText
        one={one}
        link={
          <Link className="hz-num" to={`/matters/${one.id}`}>
            {one.number}
          </Link>
        }
      />
      <p className="hz-row hz-no-print">
        <button type="button" className="hz-button" aria-expanded={beside} onClick={() => setBeside(!beside)}>
          {t('duplicates.desk.compare')}
        </button>
        {may && !matter.closedAt ? (
          <button type="button" className="hz-button" disabled={merge.isPending} onClick={() => void join(matter, one)}>
            {t('duplicates.desk.intoThat', { number: one.number })}
          </button>
        ) : null}
        {may && !one.final ? (
          <button type="button" className="hz-button" disabled={merge.isPending} onClick={() => void join(one, matter)}>
            {t('duplicates.desk.intoThis')}
          </button>
        ) : null}
      </p>
      {merge.error ? <Failure error={merge.error} /> : null}
      {beside ? <SideBySide detail={detail} one={one} /> : null}
    </>
  );
}

/** What both said, where, when, with their photographs: the eye decides. */
function SideBySide({ detail, one }: PartProps & { one: Suggested }) {
  const t = useWords('cases');
  const time = useTime();
  const facts = useCaseFacts(detail.matter.id);
  const own = facts.data;
  const sides = [
    own
      ? { number: detail.matter.number, text: own.description, place: own.address, at: detail.matter.openedAt, photos: own.photos }
      : { number: detail.matter.number, text: '', place: '', at: detail.matter.openedAt, photos: [] },
    { number: one.number, text: one.text, place: one.address ?? one.areaName, at: one.openedAt, photos: one.photos },
  ];
  return (
    <div className="hzd-sides">
      {sides.map((side) => (
        <div key={side.number} className="hzd-side">
          <h5 className="hz-num">{side.number}</h5>
          <p className="hzd-text">{side.text}</p>
          <p className="hz-small">{[side.place, time.moment(side.at)].filter(Boolean).join(' · ')}</p>
          {side.photos.length > 0 ? <Photos photos={side.photos.map((photo) => ({ ...photo, alt: t('desk.photos') }))} /> : null}
        </div>
      ))}
    </div>
  );
}

function Main({ detail, found, main }: PartProps & { found: Found; main: NonNullable<Found['main']> }) {
  const t = useWords('cases');
  const time = useTime();
  return (
    <div>
      <p>
        {t('duplicates.desk.into')}{' '}
        <Link className="hz-num" to={`/matters/${main.id}`}>
          {main.number}
        </Link>{' '}
        {main.title} · {time.moment(main.at)}
      </p>
      {found.may ? <SplitButton child={{ id: detail.matter.id, number: detail.matter.number }} main={main.number} /> : null}
    </div>
  );
}

function MergedList({ found, main }: { found: Found; main: string }) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  return (
    <>
      <h4>{t('duplicates.desk.list', { count: found.merged.length })}</h4>
      <ul className="hz-list">
        {found.merged.map((one) => (
          <li key={one.id} className="hzd-item">
            <p className="hzd-head">
              <Link className="hz-num" to={`/matters/${one.id}`}>
                {one.number}
              </Link>{' '}
              {one.title} <Tag tone={one.answered ? 'good' : 'neutral'}>{one.answered ? t('duplicates.desk.answered') : say(one.stateName)}</Tag>
            </p>
            <p className="hz-small">{t('duplicates.openedAt', { at: time.moment(one.openedAt) })}</p>
            {found.may ? <SplitButton child={one} main={main} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function SplitButton({ child, main }: { child: { id: string; number: string }; main: string }) {
  const t = useWords('cases');
  const confirm = useConfirm();
  const toast = useToast();
  const split = useCommand('POST /cases/:id/split', { refresh });
  const act = async () => {
    const given = await confirm({
      title: t('duplicates.desk.splitTitle', { child: child.number, main }),
      effect: t('duplicates.desk.splitEffect', { child: child.number }),
      yes: t('duplicates.desk.split'),
      ask: { label: t('duplicates.desk.note'), required: false, max: 1000 },
    });
    if (!given) return;
    try {
      await split.run({ params: { id: child.id }, body: given.text ? { note: given.text } : {} });
      toast(t('duplicates.desk.splitDone', { child: child.number }));
    } catch {
      // Told below.
    }
  };
  return (
    <>
      <button
        type="button"
        className="hz-button hz-no-print"
        aria-label={t('duplicates.panel.of', { what: t('duplicates.desk.split'), number: child.number })}
        disabled={split.isPending}
        onClick={() => void act()}
      >
        {t('duplicates.desk.split')}
      </button>
      {split.error ? <Failure error={split.error} /> : null}
    </>
  );
}
