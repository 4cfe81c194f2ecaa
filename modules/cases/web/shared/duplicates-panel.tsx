import { Failure, Tag } from '@hezhi/ui';
import { useSay, useTime, useWords } from '@hezhi/web';
import type { ReactNode } from 'react';
import type { Similar, Suggestions } from './duplicates.ts';
import './duplicates.css';

/**
 * 附近有人反映过类似的: earlier reports of the same while a new one is written. It stands beside the form and never holds it up. `said` is the button's word, `told` what follows
 * from it; `need`: why "me too" cannot be said yet.
 */
export function SimilarPanel({
  suggestions,
  link,
  said,
  told,
  need = null,
  phone,
  back = true,
}: {
  suggestions: Suggestions;
  link: (one: Similar) => ReactNode;
  said: string;
  told: string;
  need?: string | null;
  phone?: string | undefined;
  /** Whether it can be taken back here: not what was said for a caller, whom the next page does not know. */
  back?: boolean;
}) {
  const t = useWords('cases');
  const { items, busy, error } = suggestions;
  return (
    <div role="status">
      {items.length > 0 ? (
        <section className="hz-card hzd-panel" aria-labelledby="hzd-title">
          <h2 id="hzd-title">{t('duplicates.panel.title')}</h2>
          <p className="hz-small">{t('duplicates.panel.why')}</p>
          <ul className="hz-list">
            {items.map((one) => (
              <li key={one.id} className="hzd-item">
                <SimilarText one={one} link={link(one)} />
                {one.supported ? (
                  <p className="hzd-told">
                    <Tag tone="good">{t('duplicates.panel.counted')}</Tag> {told}{' '}
                    {back ? (
                      <button type="button" className="hz-button" disabled={busy} onClick={() => void suggestions.say(one, false)}>
                        {t('duplicates.panel.takeBack')}
                      </button>
                    ) : null}
                  </p>
                ) : (
                  <p className="hz-row">
                    {one.final ? null : (
                      <button
                        type="button"
                        className="hz-button"
                        disabled={busy || need !== null}
                        title={need ?? undefined}
                        aria-label={t('duplicates.panel.of', { what: said, number: one.number })}
                        onClick={() => void suggestions.say(one, true, phone)}
                      >
                        {said}
                      </button>
                    )}
                    <button
                      type="button"
                      className="hz-button"
                      aria-label={t('duplicates.panel.of', { what: t('duplicates.panel.other'), number: one.number })}
                      onClick={() => suggestions.dismiss(one.id)}
                    >
                      {t('duplicates.panel.other')}
                    </button>
                  </p>
                )}
              </li>
            ))}
          </ul>
          {need && items.some((one) => !one.final && !one.supported) ? <p className="hz-small">{need}</p> : null}
          {error ? <Failure error={error} /> : null}
        </section>
      ) : null}
    </div>
  );
}

/** One suggestion: what was said, where it stands, and why it looks like the same. */
export function SimilarText({ one, link }: { one: Similar; link: ReactNode }) {
  const t = useWords('cases');
  const say = useSay();
  const time = useTime();
  return (
    <>
      <p className="hzd-head">
        <strong>{say(one.category.name)}</strong> <Tag tone={one.final ? 'good' : 'info'}>{say(one.stateName)}</Tag> {link}
      </p>
      <p className="hzd-text">{one.text}</p>
      <p className="hz-small">
        {[
          one.address ?? one.areaName,
          one.closedAt ? t('duplicates.closedAt', { at: time.day(one.closedAt) }) : t('duplicates.openedAt', { at: time.moment(one.openedAt) }),
          ...(one.me_too > 0 ? [t('duplicates.people', { count: one.me_too })] : []),
        ].join(' · ')}
      </p>
      <p className="hz-small">{t('duplicates.because', { reasons: one.reasons.join(t('resident.comma')) })}</p>
    </>
  );
}
