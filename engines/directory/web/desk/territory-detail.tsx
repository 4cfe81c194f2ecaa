import { Answer, Facts, Tag } from '@hezhi/ui';
import { Panel, useToast } from '@hezhi/ui/desk';
import { Map } from '@hezhi/ui/map';
import { useRefresh, useSession, useTime, useWords } from '@hezhi/web';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { levels, levelOf } from '../../contract/levels.ts';
import { useRoute } from '../shared/client.ts';
import { TerritoryForm, type TerritoryChange } from './territory-form.tsx';
import type { TerritoryRow } from './use-territory-tree.ts';

/** The level of what is drawn inside a territory: its children, a grid itself. */
function shapesInside(code: string): { level: string; district: string } | null {
  const at = levels.findIndex((level) => level.key === levelOf(code));
  if (at < 0) return null;
  return { level: levels[Math.min(at + 1, levels.length - 1)]!.key, district: code.slice(0, levels[0].width) };
}

/** One territory: names, successors, what lies below, the map of it, and what an administrator may change. */
export function TerritoryDetail({
  code,
  below,
  onOpen,
  onChanged,
}: {
  code: string;
  below: readonly TerritoryRow[] | null;
  onOpen: (code: string) => void;
  onChanged: (parents: string[]) => void;
}) {
  const t = useWords('directory');
  const time = useTime();
  const toast = useToast();
  const refresh = useRefresh();
  const { can, post, district } = useSession();
  const one = useRoute('GET /territory/:code', { params: { code } }, { keep: false });
  const [change, setChange] = useState<TerritoryChange | null>(null);
  const inside = useMemo(() => {
    const shapes = shapesInside(code);
    if (!shapes) return null;
    const url = `/api/places/map/${shapes.district}/shapes?level=${shapes.level}&within=${code}`;
    return [{ name: 'shapes', url, style: 'grid' as const, label: 'name' }];
  }, [code]);
  const mine = can('directory.manage_territory') && code.startsWith(post?.area ?? district ?? '?');
  return (
    <div>
      <Answer of={one} rows={8}>
        {(data) => (
          <>
            <Panel title={data.name} extra={data.valid_to ? <Tag>{t('territory.endedOn', { at: data.valid_to })}</Tag> : null}>
              <div className="dir-stack">
                <Facts
                  items={[
                    [
                      t('territory.code'),
                      <span key="code" className="hz-num">
                        {data.code}
                      </span>,
                    ],
                    [t('territory.level'), t(`level.${data.level}`)],
                    [t('territory.above'), data.ancestors.map((area) => area.name).join(' / ') || null],
                    [t('territory.count'), data.children > 0 ? t('territory.countIs', { count: data.children }) : null],
                    [t('territory.press'), data.press_names.join(t('listComma')) || null],
                    [t('territory.since'), data.valid_from ? time.day(data.valid_from) : null],
                    [
                      t('territory.successors'),
                      data.replaced_by.length > 0 ? (
                        <span key="next" className="dir-children">
                          {data.replaced_by.map((area) => (
                            <Button key={area.code} size="small" onClick={() => onOpen(area.code)}>
                              {area.name}
                            </Button>
                          ))}
                        </span>
                      ) : null,
                      'wide',
                    ],
                  ]}
                />
                {mine ? (
                  <div className="hz-row">
                    {data.level !== 'grid' && !data.valid_to ? <Button onClick={() => setChange('add')}>{t('territory.add')}</Button> : null}
                    <Button onClick={() => setChange('rename')}>{t('territory.rename')}</Button>
                    {data.valid_to ? null : <Button onClick={() => setChange('press')}>{t('territory.pressAdd')}</Button>}
                    {data.valid_to || data.level === 'district' ? null : (
                      <Button danger onClick={() => setChange('end')}>
                        {t('territory.end')}
                      </Button>
                    )}
                  </div>
                ) : null}
              </div>
            </Panel>
            {inside ? (
              <Panel title={t('territory.map')}>
                <Map
                  key={code}
                  label={t('territory.mapOf', { name: data.name })}
                  height={380}
                  layers={inside}
                  onFeature={(properties) => {
                    const next = properties['code'];
                    if (typeof next === 'string' && next !== code) onOpen(next);
                  }}
                />
                <p className="hz-small">{t('territory.mapHint')}</p>
              </Panel>
            ) : null}
            {below && below.length > 0 ? (
              <Panel title={t('territory.below', { n: time.count(below.length) })}>
                <div className="dir-children">
                  {below.map((child) => (
                    <Button key={child.code} size="small" onClick={() => onOpen(child.code)}>
                      {child.name}
                    </Button>
                  ))}
                </div>
              </Panel>
            ) : null}
            {change ? (
              <TerritoryForm
                change={change}
                code={code}
                name={data.name}
                onClose={() => setChange(null)}
                onSaved={() => {
                  toast(t('saved'));
                  void refresh(['GET /territory']);
                  onChanged([code, ...(data.parent ? [data.parent] : [])]);
                }}
              />
            ) : null}
          </>
        )}
      </Answer>
    </div>
  );
}
