import { Failure, Tag, type Tone } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCommand, type Reply } from '../shared/client.ts';
import { FiguresOf } from '../shared/figures.tsx';

type One = Reply<'GET /opinion-statements'>['items'][number];
const tones: Record<One['state'], Tone> = { waiting: 'warn', shown: 'good', refused: 'neutral', removed: 'neutral', withdrawn: 'neutral' };

/** One statement with what may be done about it. `about`: with the question it belongs to; `draft`: nobody has read it yet, so no reason is needed. */
export function Moderate({ one, about = false, draft = false }: { one: One; about?: boolean; draft?: boolean }) {
  const t = useWords('opinions');
  const time = useTime();
  const toast = useToast();
  const confirm = useConfirm();
  const decide = useCommand('POST /opinions/:id/statements/:statement/decision', { refresh: ['GET /opinion-statements', 'GET /opinions'] });
  const run = async (decision: 'accept' | 'refuse' | 'remove') => {
    const accept = decision === 'accept';
    const given = await confirm({
      title: t(`decide.${decision}.title`),
      effect: t(draft ? 'decide.draftEffect' : `decide.${decision}.effect`),
      yes: t(`decide.${decision}.do`),
      danger: !accept,
      ...(draft
        ? {}
        : {
            ask: accept
              ? { label: t('decide.shownAs'), hint: t('decide.shownAsHint'), required: true, max: 200, start: one.redacted }
              : { label: t('decide.reason'), hint: t('decide.reasonHint'), required: true, max: 300 },
          }),
    });
    if (!given) return;
    const said = draft ? {} : accept ? { text: given.text } : { reason: given.text };
    await decide.run({ params: { id: one.question, statement: one.id }, body: { decision, ...said } }).then(
      () => toast(t(`decide.${decision}.done`)),
      () => undefined,
    );
  };
  const button = (decision: 'accept' | 'refuse' | 'remove') => (
    <Button
      key={decision}
      type={decision === 'accept' ? 'primary' : 'default'}
      danger={decision === 'refuse'}
      loading={decide.isPending}
      onClick={() => void run(decision)}
    >
      {t(`decide.${decision}.do`)}
    </Button>
  );
  return (
    <article>
      {about ? (
        <p className="hz-small">
          <Link to={`/opinions/${one.question}`}>{one.title}</Link>
        </p>
      ) : null}
      <p className="hzo-text">{one.written}</p>
      {one.redacted !== one.written ? (
        <p className="hz-small hzo-text">
          {t('decide.redacted')} {one.redacted}
        </p>
      ) : null}
      <p className="hzo-line">
        <Tag tone={tones[one.state]}>{t(`desk.tag.${one.state}`)}</Tag>
        <span className="hz-small">{t(`desk.source.${one.source}`)}</span>
        <span className="hz-small" title={time.exact(one.at)}>
          {time.moment(one.at)}
        </span>
      </p>
      {one.reason ? <p className="hz-small">{t('statements.reason', { reason: one.reason })}</p> : null}
      {one.figures ? <FiguresOf figures={one.figures} /> : null}
      <p className="hz-row hz-no-print">
        {one.state === 'waiting' ? [button('accept'), button('refuse')] : null}
        {one.state === 'shown' ? button('remove') : null}
      </p>
      <Failure error={decide.error} />
    </article>
  );
}
