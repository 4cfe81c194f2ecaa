import { Failure } from '@hezhi/ui';
import { useLanguage, useWords } from '@hezhi/web';
import { useEffect, useId, useRef, useState } from 'react';
import { client, useRoute, type Reply } from '../shared/client.ts';
import './hotline.css';

type Offered = Reply<'GET /hotline/templates'>['items'][number];

/**
 * Ready answers: opens a small list, found by words, and puts the chosen text in. `matter` and `step` narrow it and fill the placeholders; for the telephone `step` is `line` and `category`
 * narrows it. The language of the text may be another than that of the screen: one answers in the caller's.
 */
export default function TemplatePicker({
  matter,
  step,
  category,
  onPick,
}: {
  matter?: string | undefined;
  step: string;
  category?: string | undefined;
  onPick: (text: string) => void;
}) {
  const t = useWords('hotline');
  const [screen] = useLanguage();
  const [open, setOpen] = useState(false);
  const [q, setQ] = useState('');
  const [asked, setAsked] = useState('');
  const [language, setLanguage] = useState(screen);
  const box = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const whole = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const timer = setTimeout(() => setAsked(q.trim()), 250);
    return () => clearTimeout(timer);
  }, [q]);
  useEffect(() => {
    if (open) box.current?.focus();
  }, [open]);
  const query = { step, language, ...(matter ? { matter } : {}), ...(category ? { category } : {}), ...(asked ? { q: asked } : {}) };
  const found = useRoute('GET /hotline/templates', { query }, { enabled: open, fresh: 60_000 });
  // Escape closes the list only, not what is around it (a drawer, a dialog).
  useEffect(() => {
    const here = whole.current;
    if (!open || !here) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    here.addEventListener('keydown', press);
    return () => here.removeEventListener('keydown', press);
  }, [open]);
  const pick = (one: Offered) => {
    onPick(one.text);
    setOpen(false);
    // Counting is for the figures only; an answer must not wait for it.
    client('POST /hotline/templates/:id/used', { params: { id: one.id } }).catch(() => undefined);
  };
  return (
    <div ref={whole} className="hzl-templates" role="group" aria-label={t('picker.title')}>
      <button ref={button} type="button" className="hzl-link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t('picker.open')}
      </button>
      {open ? (
        <div id={id} className="hzl-template-box">
          <div className="hz-row">
            <input
              ref={box}
              className="hz-input"
              type="search"
              aria-label={t('picker.search')}
              placeholder={t('picker.search')}
              value={q}
              onChange={(event) => setQ(event.target.value)}
              onKeyDown={(event) => {
                const first = found.data?.items[0];
                if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                event.preventDefault();
                if (first && q.trim() === asked) pick(first);
              }}
            />
            <select
              className="hz-input hzl-language"
              aria-label={t('picker.language')}
              value={language}
              onChange={(event) => setLanguage(event.target.value as typeof language)}
            >
              {(['zh-Hans', 'zh-Hant', 'en'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`languages.${one}`)}
                </option>
              ))}
            </select>
          </div>
          {found.error ? <Failure error={found.error} retry={() => void found.refetch()} /> : null}
          {found.isPending ? <p role="status">{t('picker.waiting')}</p> : null}
          {found.data && found.data.items.length === 0 ? <p role="status">{t('picker.none')}</p> : null}
          <ul className="hzl-template-list">
            {(found.data?.items ?? []).map((one) => (
              <li key={one.id}>
                <button type="button" onClick={() => pick(one)}>
                  <strong>{one.title}</strong>
                  <span>{one.text}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
