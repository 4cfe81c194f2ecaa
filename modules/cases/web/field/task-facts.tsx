import { Answer, BeforeAfter, Facts, Icon, Photos, Tag, Voices } from '@hezhi/ui';
import { Card, useConfirm, useToast } from '@hezhi/ui/phone';
import type { PartProps } from '@hezhi/matters/screens';
import { Problem, useSay, useSession, useTime, useWords } from '@hezhi/web';
import { useState } from 'react';
import { beforeAfter } from '../shared/before-after.ts';
import { routedBy } from '../shared/routed.ts';
import { client, type CaseFacts } from '../shared/client.ts';
import { useCaseFacts } from '../shared/facts.ts';
import './field.css';

/** What was told, with its photographs, and what is known of the case: where, what kind, who reported it. The contact is shown in clear only for a stated purpose. */
export default function TaskFacts({ detail }: PartProps) {
  const asked = useCaseFacts(detail.matter.id);
  return (
    <Answer of={asked} rows={6}>
      {(facts) => {
        const { before, after } = beforeAfter(detail, facts);
        return (
          <>
            <Card>
              <div className="hz-stack">
                <p className="hz-task-words">{facts.description}</p>
                <Voices voices={facts.voices} />
                {after.length > 0 ? <BeforeAfter before={before} after={after} /> : before.length > 0 ? <Photos photos={before} /> : null}
              </div>
            </Card>
            <Known detail={detail} facts={facts} />
          </>
        );
      }}
    </Answer>
  );
}

type Props = PartProps & { facts: CaseFacts };

function Known({ detail, facts }: Props) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  const { matter } = detail;
  const reporter = facts.reporter.name ?? t(`field.facts.${facts.reporter.kind}`);
  return (
    <section className="hz-card" aria-label={t('field.facts.title')}>
      <Facts
        items={[
          [t('field.facts.place'), [matter.areaName, facts.address].filter(Boolean).join(' · '), 'wide'],
          [t('field.facts.category'), `${say(facts.category.group)} · ${say(facts.category.name)}`],
          [
            t('field.facts.number'),
            <span key="number" className="hz-num">
              {matter.number}
            </span>,
          ],
          [
            t('field.facts.reported'),
            <time key="opened" className="hz-num" dateTime={matter.openedAt} title={time.exact(matter.openedAt)}>
              {time.moment(matter.openedAt)}
            </time>,
          ],
          [
            t('field.facts.reporter'),
            <>
              {reporter} {facts.hide_name ? <Tag>{t(facts.reporter.hidden ? 'field.facts.anonymous' : 'field.facts.hidden')}</Tag> : null}
            </>,
          ],
          [t('desk.fact.routed'), routedBy(detail)],
          ...facts.answers.map((answer) => [say(answer.label), answer.text] as const),
        ]}
      />
      <Contact detail={detail} facts={facts} />
    </section>
  );
}

function Contact({ detail, facts }: Props) {
  const t = useWords('cases');
  const confirm = useConfirm();
  const toast = useToast();
  const { can } = useSession();
  const [clear, setClear] = useState<{ name: string | null; phone: string | null } | null>(null);
  const masked = facts.contact;
  if (!masked) return null;
  const reveal = async () => {
    const given = await confirm({
      title: t('field.contact.title'),
      effect: t('field.contact.effect'),
      yes: t('field.contact.yes'),
      ask: { label: t('field.contact.purpose'), required: true, max: 200 },
    });
    if (!given) return;
    if (given.text.length < 2) return toast(t('field.contact.short'));
    try {
      setClear(await client('POST /cases/:id/contact', { params: { id: detail.matter.id }, body: { purpose: given.text } }));
    } catch (failure) {
      toast(failure instanceof Problem ? failure.detail : t('field.contact.away'));
    }
  };
  const shown = clear ?? masked;
  return (
    <div className="hz-row hz-contact">
      <span>
        <span className="hz-small">{t('field.contact.label')} </span>
        {[shown.name, shown.phone].filter(Boolean).join(' ')}
      </span>
      {clear?.phone ? (
        <a className="hz-button" data-primary="" href={`tel:${clear.phone.replace(/[\s-]/g, '')}`}>
          {t('field.contact.call')}
        </a>
      ) : clear === null && can('cases.read_contact') ? (
        <button type="button" className="hz-button" onClick={() => void reveal()}>
          <Icon name="person" /> {t('field.contact.show')}
        </button>
      ) : null}
    </div>
  );
}
