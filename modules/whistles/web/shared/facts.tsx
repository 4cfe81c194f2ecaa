import { Answer, Facts, Photos, Tag } from '@hezhi/ui';
import { useLiveRefresh, useMarks, useSay, useTime, useWords } from '@hezhi/web';
import { entryPhotos, type PartProps } from '@hezhi/matters/screens';
import { useRoute, type Facts as Told, type Response } from './client.ts';
import { ResponseStatus, useMinutes } from './status.tsx';
import './shared.css';

/** What was whistled, and which department is how far. */
export default function WhistleFacts({ detail }: PartProps) {
  const asked = useRoute('GET /whistles/:id/facts', { params: { id: detail.matter.id } }, { keep: false });
  useLiveRefresh(['matters.'], ['GET /whistles/:id/facts']);
  return <Answer of={asked}>{(facts) => <Shown detail={detail} facts={facts} />}</Answer>;
}

function Shown({ detail, facts }: PartProps & { facts: Told }) {
  const t = useWords('whistles');
  const say = useSay();
  const time = useTime();
  const opening = detail.timeline.find((entry) => entry.step === 'open');
  const photos = opening ? entryPhotos(detail.matter.district, opening) : [];
  return (
    <>
      <section>
        <Facts
          items={[
            [
              t('fact.text'),
              <span key="text" className="hzw-pre">
                {facts.text}
              </span>,
              'wide',
            ],
            [t('fact.kind'), say(facts.kind.name)],
            [t('fact.whistler'), facts.whistler.name],
            [t('fact.place'), [detail.matter.areaName, facts.address].filter(Boolean).join(' ')],
            [
              t('fact.opened'),
              <span key="opened" title={time.exact(detail.matter.openedAt)}>
                {time.moment(detail.matter.openedAt)}
              </span>,
            ],
            [t('fact.onSite'), facts.onSite ? t('onSite.yes') : t('onSite.no')],
            [
              t('fact.necessity'),
              facts.verdict !== null
                ? t(`verdict.${facts.verdict}`)
                : facts.found.necessary + facts.found.needless > 0
                  ? t('found', { necessary: facts.found.necessary, needless: facts.found.needless })
                  : null,
            ],
          ]}
        />
        {photos.length > 0 ? <Photos photos={photos} label={t('photos')} /> : null}
      </section>
      <section>
        <h3>{t('departments.title')}</h3>
        <ul className="hzw-departments">
          {facts.responses.map((one) => (
            <DepartmentRow key={one.leg} one={one} />
          ))}
        </ul>
      </section>
    </>
  );
}

function DepartmentRow({ one }: { one: Response }) {
  const t = useWords('whistles');
  const say = useSay();
  const time = useTime();
  const span = useMinutes();
  const marks = useMarks();
  const lines = [
    one.checkedInAt
      ? [
          t('departments.checkedIn', { when: time.moment(one.checkedInAt), after: span(one.minutes ?? 0) }),
          one.checkedInBy,
          one.distance === null ? null : t('departments.distance', { n: time.count(one.distance) }),
        ]
          .filter(Boolean)
          .join(' · ')
      : null,
    one.refusal ? marks.says(t(`refusal.${one.refusal}`), one.refusalReason ? say(one.refusalReason) : '') : null,
    one.doneAt ? marks.says(t('departments.done', { when: time.moment(one.doneAt) }), one.outcome ? say(one.outcome) : '') : null,
    one.necessary === null ? null : t(one.necessary ? 'verdict.necessary' : 'verdict.needless'),
  ].filter((line) => line !== null);
  return (
    <li>
      <div className="hz-row">
        <Tag tone={one.role === 'lead' ? 'info' : 'neutral'} icon={null}>
          {t(`role.${one.role}`)}
        </Tag>
        <strong>{one.name}</strong>
        <ResponseStatus one={one} />
        {one.score === null ? null : <span className="hz-num">{t('score', { n: one.score })}</span>}
      </div>
      {lines.map((line) => (
        <div key={line} className="hz-small">
          {line}
        </div>
      ))}
    </li>
  );
}
