import { Empty, Failure, Loading } from '@hezhi/ui';
import { useTime, useWords } from '@hezhi/web';
import { useList } from './client.ts';
import './directory.css';
import type { Sheet } from './sheet.ts';

/** /me/readings: who has seen my phone or identity number in clear, when and why. */
export function Readings({ sheet: { Page, Part } }: { sheet: Sheet }) {
  const t = useWords('directory');
  const time = useTime();
  const list = useList('GET /me/readings', { query: { limit: 50 } });
  return (
    <Page title={t('readings.title')} sub={t('readings.sub')}>
      <Part title={t('readings.list')}>
        {list.isPending ? <Loading /> : null}
        <Failure error={list.error} retry={list.again} />
        {!list.isPending && !list.error && list.items.length === 0 ? <Empty icon="person" title={t('readings.none')} why={t('readings.noneWhy')} /> : null}
        <ul className="dir-rows">
          {list.items.map((one) => (
            <li key={one.id}>
              <div>
                <strong>{one.reader_name}</strong>
                {one.reader_post ? <span className="hz-small"> {one.reader_post}</span> : null}
                <p>
                  {t('readings.what', {
                    fields: one.fields.map((field) => t(`readings.field.${field}`, { defaultValue: field })).join(t('listComma')),
                    purpose: one.purpose,
                  })}
                </p>
              </div>
              <span className="hz-small hz-num" title={time.exact(one.at)}>
                {time.moment(one.at)}
              </span>
            </li>
          ))}
        </ul>
        {list.hasMore ? (
          <button type="button" className="hz-button" disabled={list.isMoreFetching} onClick={list.more}>
            {t('more')}
          </button>
        ) : null}
      </Part>
    </Page>
  );
}
