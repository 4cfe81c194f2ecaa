import { Answer, Empty, Failure } from '@hezhi/ui';
import { useConfirm, useToast } from '@hezhi/ui/desk';
import { newId } from '@hezhi/contract/light';
import { useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useCommand, useRoute, type Standing } from '../shared/client.ts';

/** The places of the district with a method of their own, and what may be done there. */
export function Where() {
  const t = useWords('methods');
  const where = useRoute('GET /methods/where');
  return (
    <Answer of={where}>
      {(data) =>
        data.items.length === 0 ? (
          <Empty title={t('where.emptyTitle')} why={t('where.emptyWhy')} />
        ) : (
          <ul className="hz-list hzm-where">
            {data.items.map((one) => (
              <Place key={one.area} one={one} />
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function Place({ one }: { one: Standing }) {
  const t = useWords('methods');
  const time = useTime();
  const confirm = useConfirm();
  const toast = useToast();
  const { can, post } = useSession();
  const withdraw = useCommand('POST /methods/withdrawals', { refresh: ['GET /methods'] });
  const mine = can('methods.install') && post !== null && one.area.startsWith(post.area);
  const take = async () => {
    const given = await confirm({
      title: t('withdraw.title', { name: one.name }),
      effect: one.former ? t('withdraw.effectFormer', { place: one.areaName, former: one.former.name }) : t('withdraw.effect', { place: one.areaName }),
      yes: t('withdraw.do'),
      danger: true,
      ask: { label: t('reason'), required: true, max: 500 },
    });
    if (!given) return;
    await withdraw.run({ body: { id: newId(), area: one.area, seq: one.seq, reason: given.text } }).then(
      () => toast(t('withdraw.done')),
      () => undefined,
    );
  };
  return (
    <li style={{ paddingInlineStart: `${(one.area.length - 6) * 6}px` }}>
      <p>
        <strong>{one.areaName}</strong> <Link to={`/methods/packs/${one.pack}?version=${one.version}&area=${one.area}`}>{one.name}</Link>{' '}
        <span className="hz-small">{t('version', { n: one.version })}</span>
      </p>
      <p className="hz-small">
        {t('where.since', { at: time.day(one.since) })}
        {one.by ? ` · ${one.by}` : ''}
        {one.settings.map((setting) => ` · ${setting.label} ${setting.value}`).join('')}
      </p>
      {mine ? (
        <p className="hz-row hz-no-print">
          <Link to={`/methods/upgrades?area=${one.area}`}>{t('upgrade.title')}</Link>
          <Button danger size="small" loading={withdraw.isPending} onClick={() => void take()}>
            {t('withdraw.do')}
          </Button>
        </p>
      ) : null}
      <Failure error={withdraw.error} />
    </li>
  );
}
