import { Away, Problem, useOnline, useWords } from '@hezhi/web';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

/** Nothing here: says why and what to do. */
export function Empty({
  title,
  why,
  action,
  icon = 'empty',
  page = false,
}: {
  title: string;
  why?: string;
  action?: ReactNode;
  icon?: IconName;
  /** The whole page says this: then it is its heading. */ page?: boolean;
}) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className="hz-state">
      <Icon name={icon} />
      <Title className="hz-state-title">{title}</Title>
      {why ? <p className="hz-state-why">{why}</p> : null}
      {action}
    </div>
  );
}

/** What went wrong in the person's words, what to do, and the reference to read over the phone. What was typed stays. */
export function Failure({ error, retry, kept = false }: { error: unknown; retry?: () => void; kept?: boolean }) {
  const t = useWords('ui');
  const online = useOnline();
  if (error === null || error === undefined) return null;
  const away = error instanceof Away;
  const problem = error instanceof Problem ? error : null;
  const sentence = problem
    ? problem.detail || problem.title || t('failure.unknown')
    : t(away ? (online ? 'failure.serverAway' : 'failure.offline') : 'failure.unknown');
  const reference = problem?.reference || (away ? error.reference : '');
  const errors = problem?.errors ?? [];
  return (
    <div className="hz-failure" role="alert">
      <Icon name={away ? 'away' : 'alarm'} />
      <div>
        <p>{sentence}</p>
        {errors.length > 0 ? (
          <ul>
            {errors.slice(0, 6).map((fault) => (
              <li key={`${fault.path}${fault.code}`}>{fault.detail}</li>
            ))}
          </ul>
        ) : null}
        {kept || away ? <p className="hz-small">{t('failure.kept')}</p> : null}
        {reference ? <p className="hz-small">{t('failure.reference', { reference })}</p> : null}
      </div>
      {retry ? (
        <button type="button" className="hz-button" onClick={retry}>
          {t('retry')}
        </button>
      ) : null}
    </div>
  );
}

/** Grey lines where text will stand, so that nothing jumps. */
export function Loading({ rows = 4 }: { rows?: number }) {
  const t = useWords('ui');
  return (
    <div className="hz-bones" role="status" aria-busy="true">
      <span className="hz-visually-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden="true" style={{ width: `${[92, 78, 85, 64][row % 4]}%` }} />
      ))}
    </div>
  );
}

/** The usual four: waiting, failed, empty, there. An error beside older content is shown above it. */
export function Answer<T>({
  of,
  empty,
  rows,
  children,
}: {
  of: { data?: T | undefined; isPending: boolean; error: Error | null; refetch?: () => unknown };
  empty?: ReactNode;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (of.data === undefined || of.data === null) {
    if (of.error) return <Failure error={of.error} retry={() => void of.refetch?.()} />;
    return of.isPending ? <Loading rows={rows ?? 4} /> : empty;
  }
  return (
    <>
      {of.error ? <Failure error={of.error} retry={() => void of.refetch?.()} /> : null}
      {children(of.data)}
    </>
  );
}

type BoundaryState = { error: unknown };

/** A page that breaks leaves the shell standing. */
export class ErrorBoundary extends Component<{ children: ReactNode; reset?: string }, BoundaryState> {
  override state: BoundaryState = { error: null };
  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error };
  }
  override componentDidUpdate(before: { reset?: string }): void {
    if (before.reset !== this.props.reset && this.state.error !== null) this.setState({ error: null });
  }
  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }
  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Broken retry={() => this.setState({ error: null })} />;
  }
}

function Broken({ retry }: { retry: () => void }) {
  const t = useWords('ui');
  return (
    <div className="hz-state" role="alert">
      <Icon name="alarm" />
      <p className="hz-state-title">{t('broken.title')}</p>
      <p className="hz-state-why">{t('broken.why')}</p>
      <div>
        <button type="button" className="hz-button" onClick={retry}>
          {t('retry')}
        </button>{' '}
        <button type="button" className="hz-button" data-primary onClick={() => location.reload()}>
          {t('reload')}
        </button>
      </div>
    </div>
  );
}
