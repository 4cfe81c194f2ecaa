import { useWords } from '@hezhi/web';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Icon } from './icons.tsx';
import { clockOf } from './voices.tsx';

/** AAC first: every browser plays it. What is named last is what old Firefox has. */
const wanted = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];
const suffixes: readonly (readonly [string, string])[] = [
  ['audio/mp4', 'm4a'],
  ['audio/webm', 'webm'],
  ['audio/ogg', 'ogg'],
];
/** A voice needs no more than this; bits a second. */
const bits = 32_000;
const shortest = 1;
const quietAfter = 3;

type Why = 'denied' | 'missing' | 'unavailable' | 'busy';
/** Why there is no microphone, by the name of the browser's error. */
const whyOf = (error: unknown): Why => {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return name === 'NotAllowedError' || name === 'SecurityError'
    ? 'denied'
    : name === 'NotFoundError' || name === 'OverconstrainedError'
      ? 'missing'
      : name === 'NotReadableError' || name === 'AbortError'
        ? 'busy'
        : 'unavailable';
};

/**
 * Records from the microphone until it is stopped or the time is over. `onDone` gets the recording as a file; `onClose` a sentence why there is none ('' when it was cancelled).
 * Nothing of it leaves the page.
 */
export default function VoiceRecorder({ seconds, onDone, onClose }: { seconds: number; onDone: (file: File) => void; onClose: (said: string) => void }) {
  const t = useWords('ui');
  const [since, setSince] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  const [quiet, setQuiet] = useState(false);
  const level = useRef<HTMLSpanElement>(null);
  const stop = useRef<(keep: boolean) => void>(() => undefined);
  const end = useRef<HTMLButtonElement>(null);
  const finished = useEffectEvent((file: File | null, why: string) => (file ? onDone(file) : onClose(why === '' ? '' : t(`voice.${why}`))));

  useEffect(() => {
    let gone = false;
    let release = (): void => undefined;
    void record({
      level: (value) => {
        if (level.current) level.current.style.transform = `scaleX(${value})`;
      },
      quiet: setQuiet,
    }).then(
      (running) => {
        if (gone) return running.drop();
        release = running.drop;
        stop.current = (keep) => void (keep ? running.end() : running.drop());
        setSince(Date.now());
        setNow(Date.now());
        void running.done.then((file) => {
          if (!gone) finished(file, 'short');
        });
      },
      (error: unknown) => {
        if (!gone) finished(null, whyOf(error));
      },
    );
    return () => {
      gone = true;
      release();
    };
  }, []);

  const spent = since === null ? 0 : Math.min(seconds, (now - since) / 1000);
  const over = since !== null && spent >= seconds;
  useEffect(() => {
    if (since === null) return undefined;
    end.current?.focus();
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [since]);
  useEffect(() => {
    if (over) stop.current(true);
  }, [over]);

  return (
    <div className="hz-recorder">
      <p role="status" className="hz-recorder-state">
        <Icon name="mic" /> {since === null ? t('voice.asking') : quiet && spent > quietAfter ? t('voice.quiet') : t('voice.recording')}
      </p>
      {since === null ? null : (
        <>
          <div className="hz-recorder-level" aria-hidden="true">
            <span ref={level} />
          </div>
          <p className="hz-num hz-recorder-time" role="timer" aria-label={t('voice.left', { seconds: Math.ceil(seconds - spent) })}>
            <strong>{clockOf(spent)}</strong> / {clockOf(seconds)}
          </p>
        </>
      )}
      <div className="hz-recorder-do">
        {since === null ? null : (
          <button ref={end} type="button" className="hz-button" data-primary="" onClick={() => stop.current(true)}>
            <Icon name="stop" fill /> {t('voice.done')}
          </button>
        )}
        <button
          type="button"
          className="hz-button"
          onClick={() => {
            stop.current(false);
            onClose('');
          }}
        >
          {t('voice.cancel')}
        </button>
      </div>
    </div>
  );
}

type Running = {
  /** The recording once it has ended; null when it was too short to hold anything. Never settles after `drop`. */
  readonly done: Promise<File | null>;
  end(): void;
  /** Throws it away and gives the microphone back. */
  drop(): void;
};

async function record(tell: { level: (value: number) => void; quiet: (is: boolean) => void }): Promise<Running> {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia) throw new TypeError('no recorder');
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  const type = wanted.find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(stream, { ...(type ? { mimeType: type } : {}), audioBitsPerSecond: bits });
  const unwatch = watchLevel(stream, tell);
  const parts: Blob[] = [];
  const began = performance.now();
  let dropped = false;
  const release = (): void => {
    unwatch();
    for (const track of stream.getTracks()) track.stop();
  };
  const done = new Promise<File | null>((resolve) => {
    recorder.addEventListener('dataavailable', ({ data }) => void (data.size > 0 && parts.push(data)));
    recorder.addEventListener('stop', () => {
      release();
      if (dropped) return;
      const plain = (recorder.mimeType || type || 'audio/webm').split(';')[0]!;
      const suffix = suffixes.find(([known]) => known === plain)?.[1] ?? 'webm';
      resolve(parts.length === 0 || performance.now() - began < shortest * 1000 ? null : new File(parts, `voice.${suffix}`, { type: plain }));
    });
  });
  // A call that comes in or a headset that is pulled out ends the recording; what was said is kept.
  for (const track of stream.getTracks()) track.addEventListener('ended', () => recorder.state !== 'inactive' && recorder.stop());
  recorder.start(1000);
  return {
    done,
    end: () => void (recorder.state !== 'inactive' && recorder.stop()),
    drop: () => {
      dropped = true;
      if (recorder.state === 'inactive') release();
      else recorder.stop();
    },
  };
}

/** Tells ten times a second how loud it is (0 to 1), and whether nothing has been heard so far. */
function watchLevel(stream: MediaStream, tell: { level: (value: number) => void; quiet: (is: boolean) => void }): () => void {
  if (typeof AudioContext === 'undefined') return () => undefined;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let heard = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const loud = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
    heard = Math.max(heard, loud);
    tell.level(Math.min(1, loud * 5));
    tell.quiet(heard < 0.004);
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close().catch(() => undefined);
  };
}
