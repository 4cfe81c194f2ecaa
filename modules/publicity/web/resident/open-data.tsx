import { Answer, Empty, Failure } from '@hezhi/ui';
import { Card, Field, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSay, useTime, useWords } from '@hezhi/web';
import { useRoute } from '../shared/client.ts';
import { AreaField } from './area-field.tsx';
import { DistrictField, useDistrict } from './district.tsx';
import './publicity.css';

/** 开放数据: what may be taken along, under which licence, what each column says; and the feed. */
export default function OpenDataPage() {
  const t = useWords('publicity');
  const say = useSay();
  const time = useTime();
  const [filters, set] = useFilters({ district: '', month: '', category: '', area: '' });
  const district = useDistrict(filters.district);
  const code = district.current?.code ?? '';
  const about = useRoute('GET /public/open-data', { query: { district: code } }, { enabled: code !== '', fresh: 300_000, keep: false });
  const tree = useRoute('GET /case-categories', { query: { district: code } }, { enabled: code !== '', fresh: 3600_000 });
  const area = filters.area.startsWith(code) ? filters.area : '';
  const query = (more: Record<string, string>) =>
    new URLSearchParams({ district: code, ...more, ...(filters.category ? { category: filters.category } : {}) }).toString();
  const feed = `/api/public/feed.atom?${query(area && area !== code ? { area } : {})}`;
  const category = (
    <Field label={t('open.category')}>
      {(attributes) => (
        <select {...attributes} className="hz-input" value={filters.category} onChange={({ target }) => set({ category: target.value })}>
          <option value="">{t('alerts.allKinds')}</option>
          {tree.data?.groups.map((group) => (
            <option key={group.code} value={group.code}>
              {say(group.name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <PhonePage title={t('open.title')} back="/near">
      <p>{t('open.what')}</p>
      <Failure error={district.found.error} retry={() => void district.found.refetch()} />
      <div className="hz-form">
        <DistrictField district={district} onChange={(one) => set({ district: one, area: '', month: '' })} />
        {category}
      </div>
      {district.found.data && code === '' ? <Empty title={t('nowhere')} why={t('nowhereWhy')} /> : null}
      {code === '' ? null : (
        <Answer of={about} rows={6}>
          {(found) => {
            const month = found.months.some((one) => one.month === filters.month) ? filters.month : (found.months[0]?.month ?? '');
            return (
              <>
                <Card>
                  <h2>{t('open.files')}</h2>
                  {month === '' ? (
                    <Empty title={t('open.none')} why={t('open.noneWhy')} />
                  ) : (
                    <div className="hz-form">
                      <Field label={t('open.month')}>
                        {(attributes) => (
                          <select {...attributes} className="hz-input" value={month} onChange={({ target }) => set({ month: target.value })}>
                            {found.months.map((one) => (
                              <option key={one.month} value={one.month}>
                                {t('open.monthOf', { month: one.month, n: time.count(one.n) })}
                              </option>
                            ))}
                          </select>
                        )}
                      </Field>
                      <div className="hz-row">
                        {(['csv', 'geojson'] as const).map((kind) => (
                          <a key={kind} className="hz-button" download href={`/api/public/open-data/cases.${kind}?${query({ month })}`}>
                            {t(`open.${kind}`)}
                          </a>
                        ))}
                      </div>
                    </div>
                  )}
                </Card>
                <Card>
                  <h2>{t('open.feed')}</h2>
                  <p className="hz-small">{t('open.feedWhat')}</p>
                  <div className="hz-form">
                    <AreaField district={code} whole value={area} onChange={(one) => set({ area: one })} />
                    <div className="hz-row">
                      <a className="hz-button" type="application/atom+xml" href={feed}>
                        {t('open.feedOpen')}
                      </a>
                    </div>
                  </div>
                </Card>
                <Card>
                  <h2>{t('open.licence')}</h2>
                  <p>
                    <a href={found.licence.url} rel="license noreferrer">
                      {say(found.licence.words)}
                    </a>
                  </p>
                  <p className="hz-small">{t('open.licenceWhat', { publisher: found.publisher })}</p>
                </Card>
                <Card>
                  <h2>{t('open.columns')}</h2>
                  <p className="hz-small">{t('open.privacy')}</p>
                  <div className="hzp-scroll" tabIndex={0} role="region" aria-label={t('open.columns')}>
                    <table className="hzp-table">
                      <thead>
                        <tr>
                          <th scope="col">{t('open.column')}</th>
                          <th scope="col">{t('open.says')}</th>
                        </tr>
                      </thead>
                      <tbody>
                        {found.columns.map((one) => (
                          <tr key={one.key}>
                            <th scope="row">
                              <code>{one.key}</code>
                            </th>
                            <td>{say(one.words)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </Card>
              </>
            );
          }}
        </Answer>
      )}
    </PhonePage>
  );
}
