import { useWords } from '@hezhi/web';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from './icons.tsx';
import '../style/voice.css';

export type Voice = { readonly id: string; readonly url: string };

/** Seconds as a clock shows them: 0:07. */
export const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

/** The one that sounds: another that begins makes it stop. */
let sounding: HTMLAudioElement | null = null;

/** Voice notes to listen to, each with its length. Nothing where there are none. */
export function Voices({ voices, label }: { voices: readonly Voice[]; label?: string }): ReactNode {
  const t = useWords('ui');
  if (voices.length === 0) return null;
  return (
    <ul className="hz-voices hz-no-print" aria-label={label ?? t('voice.label')}>
      {voices.map((voice, at) => (
        <li key={voice.id}>
          <VoicePlayer url={voice.url} name={voices.length > 1 ? t('voice.one', { at: at + 1 }) : t('voice.only')} />
        </li>
      ))}
    </ul>
  );
}

/** One voice note: play and pause, where it is (arrow keys move it), how long it is. `children`: what else stands in its row. */
export function VoicePlayer({ url, name, children }: { url: string; name: string; children?: ReactNode }) {
  const t = useWords('ui');
  const audio = useRef<HTMLAudioElement>(null);
  const [length, setLength] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = audio.current;
    return () => {
      if (sounding === element) sounding = null;
    };
  }, []);

  // A recording that has just been made does not say how long it is: a step far behind its end makes the browser find out.
  const measuring = useRef(false);
  const learn = (): void => {
    const element = audio.current;
    if (!element) return;
    if (Number.isFinite(element.duration)) {
      setLength(element.duration);
      if (measuring.current) {
        measuring.current = false;
        element.currentTime = 0;
      }
    } else if (!measuring.current) {
      measuring.current = true;
      element.currentTime = 1e7;
    }
  };
  const toggle = async (): Promise<void> => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    sounding?.pause();
    sounding = element;
    try {
      await element.play();
    } catch (error) {
      // Stopped before it began: nothing is wrong.
      if (!(error instanceof DOMException && error.name === 'AbortError')) setFailed(true);
    }
  };
  const seconds = length === null ? null : Math.max(1, Math.round(length));
  return (
    <div className="hz-voice">
      {/* What is said is not written anywhere: there is nothing to caption. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onLoadedMetadata={learn}
        onDurationChange={learn}
        onTimeUpdate={() => measuring.current || setAt(audio.current?.currentTime ?? 0)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => {
          setPlaying(false);
          setAt(0);
          if (audio.current) audio.current.currentTime = 0;
        }}
        onError={() => setFailed(true)}
      />
      {failed ? (
        <p className="hz-small" role="status">
          {t('voice.cannot')} {url.startsWith('blob:') ? null : <a href={url}>{t('voice.download')}</a>}
        </p>
      ) : (
        <>
          <button type="button" className="hz-voice-button" aria-label={t(playing ? 'voice.pause' : 'voice.play', { name })} onClick={() => void toggle()}>
            <Icon name={playing ? 'pause' : 'play'} fill={!playing} />
          </button>
          <input
            type="range"
            className="hz-voice-at"
            aria-label={t('voice.seek', { name })}
            aria-valuetext={seconds === null ? t('voice.atOnly', { at: Math.floor(at) }) : t('voice.at', { at: Math.floor(at), length: seconds })}
            min={0}
            max={length ?? 1}
            step={0.1}
            value={Math.min(at, length ?? 0)}
            disabled={length === null}
            onChange={({ target }) => {
              setAt(target.valueAsNumber);
              if (audio.current) audio.current.currentTime = target.valueAsNumber;
            }}
            onKeyDown={(event) => {
              // Arrow keys by whole seconds: a tenth is nothing to hear.
              const by = event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : 0;
              if (by === 0 || !audio.current || length === null) return;
              event.preventDefault();
              audio.current.currentTime = Math.min(length, Math.max(0, at + by));
              setAt(audio.current.currentTime);
            }}
          />
          <span className="hz-num hz-small" aria-hidden="true">
            {at > 0 ? `${clockOf(at)} / ` : ''}
            {seconds === null ? '–:––' : clockOf(seconds)}
          </span>
        </>
      )}
      {children}
    </div>
  );
}
