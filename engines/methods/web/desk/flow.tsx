import { Tag } from '@hezhi/ui';
import { useWords } from '@hezhi/web';
import type { Flow } from '../shared/client.ts';

/** A procedure as people read it: where a matter can stand, what leads on and who does it, and within which time. */
export function FlowPicture({ flow }: { flow: Flow }) {
  const t = useWords('methods');
  return (
    <section className="hzm-flow" aria-label={flow.name}>
      <h3>{flow.name}</h3>
      <ol className="hz-list">
        {flow.states.map((state) => (
          <li key={state.id} id={`${flow.key}-${state.id}`} className="hzm-state" data-final={state.final || undefined}>
            <p>
              <strong>{state.name}</strong> {state.first ? <Tag tone="info">{t('flow.first')}</Tag> : null}{' '}
              {state.final ? <Tag tone="good">{t('flow.final')}</Tag> : null}
              {state.public === state.name ? null : <span className="hz-small"> {t('flow.public', { name: state.public })}</span>}
            </p>
            <StateSteps id={state.id} steps={state.steps} />
          </li>
        ))}
      </ol>
      {flow.always.length > 0 ? (
        <details>
          <summary>{t('flow.always', { count: flow.always.length })}</summary>
          <ul className="hz-list">
            {flow.always.map((step) => (
              <StepLine key={step.id} step={step} />
            ))}
          </ul>
        </details>
      ) : null}
      <h4>{t('flow.legs')}</h4>
      <div className="hzm-scroll">
        <table className="hzm-table">
          <thead>
            <tr>
              <th scope="col">{t('flow.leg')}</th>
              <th scope="col">{t('flow.owner')}</th>
              <th scope="col">{t('flow.limit')}</th>
              <th scope="col">{t('flow.ladder')}</th>
            </tr>
          </thead>
          <tbody>
            {flow.legs.map((leg) => (
              <tr key={leg.id}>
                <th scope="row">{leg.name}</th>
                <td>{leg.owner}</td>
                <td>{leg.limit}</td>
                <td>
                  {leg.ladder.map((rung, n) => (
                    // oxlint-disable-next-line no-array-index-key -- rungs have no name of their own
                    <div key={n}>{rung}</div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {flow.pauses.length > 0 ? (
        <p className="hz-small">{t('flow.pauses', { list: flow.pauses.map((one) => `${one.name}（${one.max}）`).join(t('comma')) })}</p>
      ) : null}
    </section>
  );
}

/** The steps that lead on; what leaves the matter where it stands is folded away. */
function StateSteps({ id, steps }: { id: string; steps: Flow['always'] }) {
  const t = useWords('methods');
  const leads = steps.filter((step) => step.to.some((one) => one.state !== id));
  const rest = steps.filter((step) => !leads.includes(step));
  const list = (some: Flow['always']) => (
    <ul className="hz-list">
      {some.map((step) => (
        <StepLine key={step.id} step={step} />
      ))}
    </ul>
  );
  return (
    <>
      {leads.length > 0 ? list(leads) : null}
      {rest.length > 0 ? (
        <details>
          <summary>{t('flow.rest', { count: rest.length })}</summary>
          {list(rest)}
        </details>
      ) : null}
    </>
  );
}

function StepLine({ step }: { step: Flow['always'][number] }) {
  const t = useWords('methods');
  return (
    <li className="hzm-step" data-tone={step.tone}>
      <span>{step.name}</span> <span className="hz-small">{step.clock ? t('flow.clock') : step.who.join(t('or'))}</span>
      {step.to.map((one) => (
        <span key={`${one.state}${one.when}`} className="hzm-to">
          <span aria-hidden="true">→</span> <span className="hz-visually-hidden">{t('flow.to')}</span>
          {one.name}
          {one.when ? <span className="hz-small"> {t('flow.when', { what: one.when })}</span> : null}
        </span>
      ))}
    </li>
  );
}
