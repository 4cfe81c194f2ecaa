import { Answer, Empty, Failure, Tag } from '@hezhi/ui';
import { Panel } from '@hezhi/ui/desk';
import { useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useState } from 'react';
import { useList, useRoute, type Rule, type Version } from './client.ts';
import { RulesTable } from './rules-table.tsx';

const tones = { now: 'good', later: 'info', past: 'neutral', never: 'neutral' } as const;

export function VersionLine({ version }: { version: Version }) {
  const t = useWords('routing');
  const time = useTime();
  return (
    <span>
      <strong>{t('version', { version: version.version })}</strong> <Tag tone={tones[version.state]}>{t(`states.${version.state}`)}</Tag>{' '}
      <span className="hz-small">
        {t('versionSaid', { count: version.rules, from: time.exact(version.valid_from), who: version.published_by })}
        {version.note ? ` · ${version.note}` : ''}
      </span>
    </span>
  );
}

/** Every version that was published; an old one is taken up again by a draft. */
export function History({ busy, onTakeUp }: { busy: boolean; onTakeUp: (version: number, rules: readonly Rule[]) => void }) {
  const t = useWords('routing');
  const list = useList('GET /case-routing/versions', { query: { limit: 10 } });
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Panel title={t('history')}>
      <Failure error={list.error} retry={list.again} />
      {!list.isPending && !list.error && list.items.length === 0 ? <Empty title={t('noHistory')} why={t('noHistoryWhy')} /> : null}
      <ul className="rt-history">
        {list.items.map((one) => (
          <li key={one.version}>
            <div className="hz-row">
              <VersionLine version={one} />
              <Button size="small" aria-expanded={open === one.version} onClick={() => setOpen(open === one.version ? null : one.version)}>
                {t(open === one.version ? 'hide' : 'look')}
              </Button>
            </div>
            {open === one.version ? <OneVersion version={one.version} busy={busy} onTakeUp={onTakeUp} /> : null}
          </li>
        ))}
      </ul>
      {list.hasMore ? (
        <Button onClick={list.more} loading={list.isMoreFetching}>
          {t('more')}
        </Button>
      ) : null}
    </Panel>
  );
}

function OneVersion({ version, busy, onTakeUp }: { version: number; busy: boolean; onTakeUp: (version: number, rules: readonly Rule[]) => void }) {
  const t = useWords('routing');
  const one = useRoute('GET /case-routing/versions/:version', { params: { version: String(version) } });
  return (
    <Answer of={one} rows={4}>
      {(data) => (
        <>
          <RulesTable name={t('version', { version })} rules={data.rules} />
          <Button disabled={busy} onClick={() => onTakeUp(version, data.rules)}>
            {t('takeUp')}
          </Button>
        </>
      )}
    </Answer>
  );
}
