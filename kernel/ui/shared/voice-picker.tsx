import { useWords } from '@hezhi/web';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Icon } from './icons.tsx';
import { pickedFile, useUploads, type FilesChange, type FileUpload, type PickedFile } from './uploads.ts';
import { VoicePlayer } from './voices.tsx';

const VoiceRecorder = lazy(() => import('./voice-recorder.tsx'));

/** Longest voice note in seconds; the server takes no longer one. */
export const voiceSeconds = 60;

/** Stands in the list while somebody speaks, so that forms wait for it: neither sent nor failed. */
const speaking: PickedFile = { key: 'speaking', id: null, url: '', file: null, share: 0, failed: false };
const withoutSpeaking = (before: readonly PickedFile[]): readonly PickedFile[] => before.filter((one) => one.key !== speaking.key);

const asFile = (file: Blob): Promise<File> => Promise.resolve(file instanceof File ? file : new File([file], 'voice', { type: file.type }));

/**
 * Records and sends voice notes: begun and ended by a touch, listened to again, deleted, each with its own progress and a way to try again. The recorder itself is loaded
 * when it is wanted. `voices`: `PickedFile`s, as `PhotoPicker` holds photographs.
 */
export function VoicePicker({
  voices: all,
  onChange,
  upload,
  max = 3,
  label,
  hint,
}: {
  voices: readonly PickedFile[];
  onChange: FilesChange;
  upload: FileUpload;
  max?: number;
  label?: string;
  hint?: string | undefined;
}) {
  const t = useWords('ui');
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const begin = useRef<HTMLButtonElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const voices = all.filter((one) => one.key !== speaking.key);
  const send = useUploads(voices, onChange, upload, asFile);
  const leave = useEffectEvent(() => onChange(withoutSpeaking));
  useEffect(() => {
    if (open) return () => leave();
    return undefined;
  }, [open]);
  const close = (said: string): void => {
    setOpen(false);
    setNote(said);
    // After the last one that there is room for nothing can be begun any more.
    requestAnimationFrame(() => (begin.current ?? group.current)?.focus());
  };

  return (
    <div ref={group} tabIndex={-1} className="hz-voice-picker" role="group" aria-label={label ?? t('voice.label')}>
      {voices.length > 0 ? (
        <ul className="hz-voices">
          {voices.map((voice, at) => {
            const name = t('voice.one', { at: at + 1 });
            return (
              <li key={voice.key}>
                <VoicePlayer url={voice.url} name={name}>
                  <button
                    type="button"
                    className="hz-button hz-voice-drop"
                    aria-label={t('voice.drop', { name })}
                    onClick={() => {
                      URL.revokeObjectURL(voice.url);
                      onChange((before) => before.filter((one) => one.key !== voice.key));
                      setNote('');
                      requestAnimationFrame(() => begin.current?.focus());
                    }}
                  >
                    <Icon name="trash" />
                  </button>
                </VoicePlayer>
                {voice.id !== null ? null : (
                  <p className="hz-small hz-num" role="status">
                    {voice.failed ? (
                      <button type="button" className="hz-button" onClick={() => void send(voice)}>
                        {t('voice.retry')}
                      </button>
                    ) : (
                      t('voice.sending', { share: Math.round(voice.share * 100) })
                    )}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      ) : null}
      {open ? (
        <Suspense fallback={<p className="hz-small">{t('loading')}</p>}>
          <VoiceRecorder
            seconds={voiceSeconds}
            onDone={(file) => {
              onChange((before) => [...withoutSpeaking(before), pickedFile(file)].slice(0, max));
              close(t('voice.ended'));
            }}
            onClose={(said) => close(said)}
          />
        </Suspense>
      ) : voices.length < max ? (
        <button
          ref={begin}
          type="button"
          className="hz-button hz-voice-add"
          onClick={() => {
            setNote('');
            setOpen(true);
            onChange((before) => [...before, speaking]);
          }}
        >
          <Icon name="mic" /> {t(voices.length > 0 ? 'voice.more' : 'voice.start')}
        </button>
      ) : null}
      {open ? null : <p className="hz-small">{[t('voice.room', { seconds: voiceSeconds, max }), hint].filter(Boolean).join(t('voice.then'))}</p>}
      <p role="status" className={note && note !== t('voice.ended') ? 'hz-field-error' : 'hz-small'}>
        {note}
      </p>
    </div>
  );
}
