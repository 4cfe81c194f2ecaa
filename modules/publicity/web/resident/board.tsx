import { Empty, Failure, Loading, Tag } from '@hezhi/ui';
import { Card, Field, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { useList } from '../shared/client.ts';
import { AreaField } from './area-field.tsx';
import { DistrictField, useDistrict } from './district.tsx';
import '@hezhi/matters/screens/resident.css';
import './publicity.css';

const groups = ['party', 'affairs', 'finance', 'service', 'decision', 'project', 'result'] as const;

/** 公示栏: what is posted for a place, and what was. */
export default function BoardPage() {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const [filters, set] = useFilters({ district: '', area: '', group: '', archive: '' });
  const district = useDistrict(filters.district);
  const code = district.current?.code ?? '';
  const area = filters.area.startsWith(code) ? filters.area : '';
  const group = groups.find((one) => one === filters.group);
  const query = { district: code, limit: 20, ...(area ? { area } : {}), ...(group ? { group } : {}), ...(filters.archive ? { archive: 'true' as never } : {}) };
  const list = useList('GET /public/postings', { query }, { enabled: code !== '', keep: false });
  return (
    <PhonePage title={t('board.title')} back="/">
      <p className="hz-small">{t('board.sub')}</p>
      <Failure error={district.found.error} retry={() => void district.found.refetch()} />
      {district.found.data && code === '' ? <Empty title={t('nowhere')} why={t('nowhereWhy')} /> : null}
      {code === '' ? null : (
        <>
          <div className="hz-form">
            <DistrictField district={district} onChange={(one) => set({ district: one, area: '' })} />
            <AreaField district={code} whole value={area} onChange={(one) => set({ area: one })} />
            <Field label={t('board.group')}>
              {(attributes) => (
                <select {...attributes} className="hz-input" value={group ?? ''} onChange={({ target }) => set({ group: target.value })}>
                  <option value="">{t('board.groups.all')}</option>
                  {groups.map((one) => (
                    <option key={one} value={one}>
                      {t(`board.groups.${one}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <div className="hz-segments" role="group" aria-label={t('board.title')}>
              {(['', '1'] as const).map((one) => (
                <button key={one} type="button" aria-pressed={filters.archive === one} onClick={() => set({ archive: one })}>
                  {t(one === '' ? 'board.now' : 'board.archive')}
                </button>
              ))}
            </div>
          </div>
          {list.isPending ? <Loading rows={4} /> : <Failure error={list.error} retry={list.again} />}
          {!list.isPending && !list.error && list.items.length === 0 ? <Empty title={t('board.none')} why={t('board.noneWhy')} /> : null}
          {list.items.map((one) => (
            <Card key={one.id} to={`/board/${one.district}/${one.id}`}>
              <span className="hz-res-card">
                <span className="hz-res-line">
                  <span className="hz-res-title">{one.state === 'withdrawn' ? say(one.className) : one.title}</span>
                  <Tag tone={one.state === 'shown' ? 'info' : one.state === 'withdrawn' ? 'warn' : 'neutral'}>
                    {t(one.state === 'withdrawn' ? 'board.taken' : `board.groups.${one.group}`)}
                  </Tag>
                </span>
                <span className="hz-small">
                  {one.org ?? one.areaName} · {t('board.from', { day: time.day(one.starts_at) })}
                  {one.state === 'shown' ? ` · ${t('board.until', { day: time.day(Date.parse(one.ends_at) - 1) })}` : ''}
                </span>
              </span>
            </Card>
          ))}
          {list.hasMore ? (
            <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
              {t('more')}
            </button>
          ) : null}
        </>
      )}
    </PhonePage>
  );
}
