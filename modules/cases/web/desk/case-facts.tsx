import { Answer, BeforeAfter, Facts, Photos, Voices } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { Away, Problem, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import type { PartProps } from '@hezhi/matters/screens';
import { beforeAfter } from '../shared/before-after.ts';
import { routedBy } from '../shared/routed.ts';
import { useCommand, type CaseFacts as Told } from '../shared/client.ts';
import { useCaseFacts } from '../shared/facts.ts';
import './desk.css';

/** What was reported, by whom, where; what it was like and is like now. */
export default function CaseFacts({ detail }: PartProps) {
  const t = useWords('cases');
  const asked = useCaseFacts(detail.matter.id);
  return (
    <Answer of={asked} rows={5}>
      {(facts) => {
        const { before, after } = beforeAfter(detail, facts);
        return (
          <>
            <Shown detail={detail} facts={facts} />
            <Voices voices={facts.voices} />
            {before.length > 0 && after.length > 0 ? (
              <BeforeAfter before={before} after={after} />
            ) : before.length > 0 ? (
              <Photos photos={before} label={t('desk.photos')} />
            ) : null}
          </>
        );
      }}
    </Answer>
  );
}

function Shown({ detail, facts }: PartProps & { facts: Told }) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const { matter } = detail;
  const { category, reporter } = facts;
  const who = [
    reporter.name ?? t(`desk.reporter.${reporter.kind}`),
    facts.hide_name ? t(reporter.hidden ? 'desk.reporter.anonymous' : 'desk.reporter.hidden') : '',
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <section>
      <h3 className="hz-visually-hidden">{t('matters:desk.detail.facts')}</h3>
      <Facts
        items={[
          [
            t('desk.fact.description'),
            <span key="text" className="hzc-pre">
              {facts.description}
            </span>,
            'wide',
          ],
          [t('desk.fact.category'), `${say(category.group)} / ${say(category.name)}`],
          [t('desk.fact.place'), [matter.areaName, facts.address].filter(Boolean).join(' ')],
          ...facts.answers.map((answer) => [say(answer.label), answer.text] as const),
          [
            t('desk.fact.opened'),
            <span key="opened" title={time.exact(matter.openedAt)}>
              {time.moment(matter.openedAt)}
            </span>,
          ],
          [t('desk.fact.channel'), t(`matters:shared.channel.${matter.channel}`, { defaultValue: matter.channel })],
          [t('desk.fact.routed'), routedBy(detail)],
          [t('desk.fact.reporter'), who],
          [t('desk.fact.contact'), facts.contact ? <Contact key="contact" id={matter.id} contact={facts.contact} /> : null],
          [t('desk.fact.meToo'), facts.me_too > 0 ? t('duplicates.people', { count: facts.me_too }) : null],
          [t('desk.fact.public'), t(matter.public ? 'matters:shared.yes' : 'matters:shared.no')],
          [
            t('desk.fact.closed'),
            matter.closedAt ? (
              <span key="closed" title={time.exact(matter.closedAt)}>
                {time.moment(matter.closedAt)}
              </span>
            ) : null,
          ],
          [t('desk.fact.rating'), matter.rating === null ? null : t('matters:shared.score', { count: matter.rating })],
        ]}
      />
    </section>
  );
}

type Clear = { name: string | null; phone: string | null; email?: string | null };
const seconds = 90;

/** Masked; in clear for a minute and a half after a purpose has been stated, which is logged. */
function Contact({ id, contact }: { id: string; contact: Clear }) {
  const t = useWords('cases');
  const confirm = useConfirm();
  const toast = useToast();
  const { can } = useSession();
  const reading = useCommand('POST /cases/:id/contact', { refresh: [] });
  const [clear, setClear] = useState<Clear | null>(null);
  useEffect(() => {
    if (!clear) return undefined;
    const timer = setTimeout(() => setClear(null), seconds * 1000);
    return () => clearTimeout(timer);
  }, [clear]);
  const reveal = async () => {
    const given = await confirm({
      title: t('desk.contact.title'),
      effect: t('desk.contact.effect'),
      yes: t('desk.contact.show'),
      ask: { label: t('desk.contact.purpose'), hint: t('desk.contact.hint'), required: true, max: 200 },
    });
    if (!given) return;
    try {
      setClear(await reading.run({ params: { id }, body: { purpose: given.text } }));
    } catch (error) {
      toast(
        error instanceof Problem
          ? (error.errors[0]?.detail ?? error.detail)
          : t(error instanceof Away ? 'matters:desk.export.away' : 'matters:desk.export.failed'),
      );
    }
  };
  const shown = clear ?? contact;
  return (
    <span className="hz-row">
      <span className="hz-num">{[shown.name, shown.phone, shown.email].filter(Boolean).join(' ') || t('desk.contact.none')}</span>
      {clear ? (
        <span className="hz-small" role="status">
          {t('desk.contact.logged', { count: seconds })}
        </span>
      ) : can('cases.read_contact') ? (
        <button type="button" className="hzc-link hz-no-print" disabled={reading.isPending} onClick={() => void reveal()}>
          {t('desk.contact.show')}
        </button>
      ) : null}
    </span>
  );
}
