import type { Language } from '@hezhi/contract';
import { useElder, useLanguage, useLiveState, useOnline, useWords } from '@hezhi/web';
import { useEffect, useState } from 'react';
import { Icon } from './icons.tsx';

const names: readonly [Language, string, string][] = [
  ['zh-Hans', '简体', '简体中文'],
  ['zh-Hant', '繁體', '繁體中文'],
  ['en', 'EN', 'English'],
];

/** The three languages, each in its own name; remembered on this device. */
export function LanguageSwitch() {
  const [language, setLanguage] = useLanguage();
  const t = useWords('ui');
  return (
    <div className="hz-segments" role="group" aria-label={t('language')}>
      {names.map(([key, short, long]) => (
        <button key={key} type="button" lang={key} aria-pressed={key === language} aria-label={`${short} ${long}`} onClick={() => void setLanguage(key)}>
          {short}
        </button>
      ))}
    </div>
  );
}

/** 长辈版: one touch on every page, remembered. */
export function ElderSwitch() {
  const [on, set] = useElder();
  const t = useWords('ui');
  return (
    <button type="button" className="hz-button" aria-pressed={on} onClick={() => set(!on)}>
      {t(on ? 'elder.off' : 'elder.on')}
    </button>
  );
}

/** Says that the network is down and that nothing typed is lost. */
export function OfflineBanner() {
  const online = useOnline();
  const t = useWords('ui');
  return (
    <div role="status" className="hz-no-print">
      {online ? null : (
        <p className="hz-banner">
          <Icon name="away" /> {t('offline')}
        </p>
      )}
    </div>
  );
}

/** Whether the page hears of changes at once. */
export function LiveDot() {
  const state = useLiveState();
  const t = useWords('ui');
  if (state === 'off') return null;
  return (
    <span className="hz-live" data-state={state}>
      <i aria-hidden="true" />
      {t(state === 'live' ? 'live.on' : 'live.slow')}
    </span>
  );
}

/** Reads a text aloud where the device can speak the language. */
export function ReadAloud({ text }: { text: string }) {
  const [language] = useLanguage();
  const [speaking, setSpeaking] = useState(false);
  const t = useWords('ui');
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);
  if (!('speechSynthesis' in globalThis)) return null;
  const turn = () => {
    speechSynthesis.cancel();
    if (speaking) return setSpeaking(false);
    const words = new SpeechSynthesisUtterance(text);
    words.lang = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-HK', en: 'en-GB' }[language];
    words.rate = 0.9;
    words.addEventListener('end', () => setSpeaking(false));
    words.addEventListener('error', () => setSpeaking(false));
    setSpeaking(true);
    speechSynthesis.speak(words);
  };
  return (
    <button type="button" className="hz-button" aria-pressed={speaking} onClick={turn}>
      <Icon name="speaker" /> {t(speaking ? 'read.stop' : 'read.start')}
    </button>
  );
}
