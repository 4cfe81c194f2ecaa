import { Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useCommand, type Month } from '../shared/client.ts';

/** Plan, publish, print, export. */
export function MonthActions({ view }: { view: Month }) {
  const t = useWords('duty');
  const confirm = useConfirm();
  const toast = useToast();
  const refresh = { refresh: ['GET /duty'] };
  const generate = useCommand('POST /duty/rosters/:id/months/:month/generate', refresh);
  const publish = useCommand('POST /duty/rosters/:id/months/:month/publish', refresh);
  const { roster, month, version, violations, turns } = view;
  const params = { id: roster.id, month };
  const at = `/api/duty/rosters/${roster.id}/months/${month}`;
  const people = new Set(turns.map((turn) => turn.person)).size;

  const plan = async () => {
    if (!(await confirm({ title: t(turns.length > 0 ? 'month.again' : 'month.generate'), effect: t('month.generateEffect'), yes: t('month.generate') })))
      return;
    try {
      const { turns: n, gaps } = await generate.run({ params, body: { version } });
      toast(gaps.length > 0 ? t('month.gaps', { n, gaps: gaps.length }) : t('month.generated', { n }));
    } catch {
      // Shown below.
    }
  };
  const tell = async () => {
    const broken = violations.length > 0;
    const asked = await confirm({
      title: t('month.publish'),
      effect: [t('month.publishEffect', { n: people }), broken ? t('month.publishBroken', { n: violations.length }) : ''].filter(Boolean).join(' '),
      yes: t('month.publish'),
      ...(broken ? { ask: { label: t('month.publishWhy'), required: true, max: 200 } } : {}),
    });
    if (!asked) return;
    try {
      const { people: n } = await publish.run({ params, body: { version, ...(broken ? { despite: asked.text } : {}) } });
      toast(t('month.published', { n }));
    } catch {
      // Shown below.
    }
  };
  return (
    <>
      <div className="hz-row hz-no-print" style={{ marginBottom: 12 }}>
        {roster.mayManage && view.publishedAt === null ? (
          <>
            <Button {...(turns.length === 0 ? { type: 'primary' as const } : {})} loading={generate.isPending} onClick={() => void plan()}>
              {t(turns.length > 0 ? 'month.again' : 'month.generate')}
            </Button>
            {turns.length > 0 ? (
              <Button type="primary" loading={publish.isPending} onClick={() => void tell()}>
                {t('month.publish')}
              </Button>
            ) : null}
          </>
        ) : null}
        <Button href={`${at}/print`} target="_blank">
          {t('month.print')}
        </Button>
        <Button href={`${at}/export.csv`}>{t('month.csv')}</Button>
        <Button href={`${at}/calendar.ics`}>{t('month.ics')}</Button>
      </div>
      {generate.error ? <Failure error={generate.error} /> : null}
      {publish.error ? <Failure error={publish.error} /> : null}
    </>
  );
}
