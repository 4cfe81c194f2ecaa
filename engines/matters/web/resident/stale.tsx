import { Problem, useWords } from '@hezhi/web';

/** Says that the page was brought up to date because something happened meanwhile. */
export function Stale({ error }: { error: unknown }) {
  const t = useWords('matters');
  return (
    <div role="status" className="hz-res-live">
      {error instanceof Problem && error.status === 409 ? <p className="hz-banner">{t('resident.stale')}</p> : null}
    </div>
  );
}
