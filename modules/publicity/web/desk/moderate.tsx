import { Failure, Tag, type Tone } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useSay, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCommand, type Reply } from '../shared/client.ts';

type One = Reply<'GET /publicity/comments'>['items'][number];
const tones: Record<One['state'], Tone> = { waiting: 'warn', shown: 'good', refused: 'neutral', removed: 'neutral', withdrawn: 'neutral' };

/** One comment with what may be done about it. `about`: with the case that it speaks of. */
export function Moderate({ one, about = false }: { one: One; about?: boolean }) {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const decide = useCommand('POST /publicity/comments/:id/decision', { refresh: ['GET /publicity/comments'] });
  type Decision = 'accept' | 'refuse' | 'remove' | 'keep';
  const run = async (decision: Decision) => {
    const accept = decision === 'accept';
    const given = await confirm({
      title: t(`desk.${decision}.title`),
      effect: t(`desk.${decision}.effect`),
      yes: t(`desk.${decision}.do`),
      danger: decision === 'refuse' || decision === 'remove',
      ...(decision === 'keep'
        ? {}
        : {
            ask: accept
              ? { label: t('desk.shownAs'), hint: t('desk.shownAsHint'), required: true, max: 500, start: one.redacted }
              : { label: t('desk.reason'), hint: t('desk.reasonHint'), required: true, max: 300 },
          }),
    });
    if (!given) return;
    const said = accept ? { text: given.text } : decision === 'keep' ? {} : { reason: given.text };
    await decide.run({ params: { id: one.id }, body: { decision, ...said } }).then(
      () => toast(t(`desk.${decision}.done`)),
      () => undefined,
    );
  };
  const button = (decision: Decision, primary = false) => (
    <Button
      key={decision}
      type={primary ? 'primary' : 'default'}
      danger={decision === 'refuse' || decision === 'remove'}
      loading={decide.isPending}
      onClick={() => void run(decision)}
    >
      {t(`desk.${decision}.do`)}
    </Button>
  );
  return (
    <article>
      <p className="hz-row">
        <strong>{one.by === 'official' ? one.org : t(`comments.by.${one.by}`)}</strong>
        {one.by === 'official' ? <Tag tone="info">{t('comments.official')}</Tag> : null}
        <Tag tone={tones[one.state]}>{t(`desk.state.${one.state}`)}</Tag>
        {one.listed ? null : <Tag tone="warn">{t('desk.unlisted')}</Tag>}
        <span className="hz-small" title={time.exact(one.at)}>
          {time.moment(one.at)}
        </span>
      </p>
      {about ? (
        <p className="hz-small">
          <Link className="hz-num" to={`/matters/${one.matter}`}>
            {one.number}
          </Link>{' '}
          {say(one.category)} · {one.areaName} · {one.about}
        </p>
      ) : null}
      <p className="hzp-text">{one.written}</p>
      {one.redacted !== one.written ? (
        <p className="hzp-text hz-small">
          {t('desk.redacted')} {one.redacted}
        </p>
      ) : null}
      {one.reason ? <p className="hz-small">{t('comments.reason', { reason: one.reason })}</p> : null}
      {one.abuse.length > 0 ? (
        <p className="hz-row">
          {one.abuse.map(({ reason, n }) => (
            <Tag key={reason} tone="warn">
              {t('desk.abuse', { reason: t(`abuse.${reason}`), n })}
            </Tag>
          ))}
        </p>
      ) : null}
      <p className="hz-row hz-no-print">
        {one.state === 'waiting' ? [button('accept', true), button('refuse')] : null}
        {one.state === 'shown' ? [...(one.abuse.length > 0 ? [button('keep', true)] : []), button('remove')] : null}
      </p>
      <Failure error={decide.error} />
    </article>
  );
}
