import { Card, Field } from '@hezhi/ui/phone';
import { useTime, useWords } from '@hezhi/web';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { useRemembered } from './remembered.ts';

/** Number and code, and what this device follows already. */
export function TrackForm({ number: first = '' }: { number?: string }) {
  const t = useWords('cases');
  const time = useTime();
  const go = useNavigate();
  const [list, forget] = useRemembered();
  const [number, setNumber] = useState(first);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const open = (given: { number: string; code: string }) => void go('/track', { state: given });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (number.trim() && code.trim()) open({ number: number.trim(), code: code.trim() });
  };
  return (
    <>
      {list.length > 0 ? (
        <section className="hz-res-section">
          <h2>{t('resident.track.here')}</h2>
          <ul className="hz-list">
            {list.map((one) => (
              <li key={one.number}>
                <Card onClick={() => open(one)}>
                  <span className="hz-res-card">
                    <span className="hz-res-title">{one.title || one.number}</span>
                    <span className="hz-small hz-num">
                      {one.number} · {time.day(one.at)}
                    </span>
                  </span>
                </Card>
                <button
                  type="button"
                  className="hz-button"
                  aria-label={t('resident.track.forgetOne', { number: one.number })}
                  onClick={() => forget(one.number)}
                >
                  {t('resident.sent.forget')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="hz-card">
        <form className="hz-form" noValidate onSubmit={submit}>
          <h2>{t('resident.track.title')}</h2>
          <Field label={t('resident.number')} error={tried && !number.trim() ? t('resident.fault.number') : null} required>
            {(attributes) => (
              <input
                {...attributes}
                className="hz-input hz-num"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={40}
                value={number}
                onChange={({ target }) => setNumber(target.value)}
              />
            )}
          </Field>
          <Field label={t('resident.code')} hint={t('resident.track.codeHint')} error={tried && !code.trim() ? t('resident.fault.code') : null} required>
            {(attributes) => (
              <input
                {...attributes}
                className="hz-input hz-num"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={20}
                value={code}
                onChange={({ target }) => setCode(target.value)}
              />
            )}
          </Field>
          <button className="hz-button" data-primary>
            {t('resident.track.do')}
          </button>
        </form>
      </section>
    </>
  );
}
