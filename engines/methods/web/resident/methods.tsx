import { Answer, Empty, Failure } from '@hezhi/ui';
import { Field, PhonePage } from '@hezhi/ui/phone';
import { useFilters, useSession, useTime, useWords } from '@hezhi/web';
import { useRoute, type Reply } from '../shared/client.ts';
import './methods.css';

type Method = Reply<'GET /public/methods'>['items'][number];

/** How a district, its streets and communities work: the methods in force, told plainly. */
export default function MethodsPage() {
  const t = useWords('methods');
  const { district: home } = useSession();
  const [filters, set] = useFilters({ district: '' });
  const served = useRoute('GET /territory/served', {}, { fresh: 3600_000 });
  const districts = served.data?.items ?? [];
  const code = (districts.find((one) => one.code === (filters.district || home)) ?? districts[0])?.code ?? '';
  const methods = useRoute('GET /public/methods', { query: { area: code } }, { enabled: code !== '' });
  return (
    <PhonePage title={t('open.title')} back="/me">
      <p className="hz-small">{t('open.what')}</p>
      <Failure error={served.error} retry={() => void served.refetch()} />
      {districts.length > 1 ? (
        <Field label={t('open.district')}>
          {(attributes) => (
            <select {...attributes} className="hz-input" value={code} onChange={({ target }) => set({ district: target.value })}>
              {districts.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.full_name}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      {code === '' ? null : (
        <Answer of={methods}>
          {(data) =>
            data.items.length === 0 ? (
              <Empty title={t('open.emptyTitle')} why={t('open.emptyWhy')} />
            ) : (
              data.items.map((one) => <OneMethod key={one.area} one={one} />)
            )
          }
        </Answer>
      )}
    </PhonePage>
  );
}

function OneMethod({ one }: { one: Method }) {
  const t = useWords('methods');
  const time = useTime();
  return (
    <article className="hzm-open">
      <h2>{one.name}</h2>
      <p className="hz-small">{`${one.areaName} · ${t('where.since', { at: time.day(one.since) })}`}</p>
      <p>
        <strong>{one.summary}</strong>
      </p>
      {one.story.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {one.figures.length > 0 ? (
        <ul>
          {one.figures.map((figure) => (
            <li key={figure.label}>{`${figure.label} ${figure.value} ${figure.unit}`}</li>
          ))}
        </ul>
      ) : null}
      {one.flows.map((flow) => (
        <details key={flow.name}>
          <summary>{t('open.flow', { name: flow.name })}</summary>
          <ol>
            {flow.steps.map((step) => (
              <li key={step.name}>{t('open.step', { name: step.name, limit: step.limit })}</li>
            ))}
          </ol>
        </details>
      ))}
      {one.sources.length > 0 ? <p className="hz-small">{t('open.sources', { list: one.sources.map((source) => source.title).join(t('comma')) })}</p> : null}
    </article>
  );
}
