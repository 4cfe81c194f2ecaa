import { useHost, useWords } from '@hezhi/web';
import { useState } from 'react';
import { downscale } from './downscale.ts';
import { Icon } from './icons.tsx';
import { pickedFile, useUploads, type FileUpload, type PickedFile } from './uploads.ts';

/** A photograph on its way or there. */
export type PickedPhoto = PickedFile;
export type PhotoUpload = FileUpload;
/** A picture as `PhotoPicker` holds it, made from what the device gave (also for files found in a draft). */
export const pickedPhoto = pickedFile;

/**
 * Takes and sends photographs: downscaled here (longest side 1,920 px, which also drops what the camera wrote into the file), each with its
 * own progress and a way to try again. `onChange` gets the way to the next list, because several are on their way at once.
 */
export function PhotoPicker({
  photos,
  onChange,
  upload,
  max = 9,
  camera = false,
  label,
}: {
  photos: readonly PickedPhoto[];
  onChange: (next: (before: readonly PickedPhoto[]) => readonly PickedPhoto[]) => void;
  upload: PhotoUpload;
  max?: number;
  camera?: boolean;
  label?: string;
}) {
  const t = useWords('ui');
  const host = useHost();
  const [note, setNote] = useState('');
  const send = useUploads(photos, onChange, upload, downscale);

  const add = async () => {
    setNote('');
    const room = max - photos.length;
    const files = await host.photos({ max: room, camera });
    const pictures = files.filter((file) => file.type === '' || file.type.startsWith('image/'));
    if (pictures.length < files.length) setNote(t('photos.notPicture'));
    if (pictures.length > 0) onChange((before) => [...before, ...pictures.slice(0, max - before.length).map(pickedPhoto)]);
  };

  return (
    <div>
      <ul className="hz-photos" aria-label={label ?? t('photos.label')}>
        {photos.map((photo, at) => (
          <li key={photo.key}>
            <div className="hz-photo" style={{ height: '100%' }}>
              <img src={photo.url} alt={t('photos.one', { at: at + 1, count: photos.length })} />
            </div>
            <button
              type="button"
              className="hz-photo-drop"
              aria-label={t('photos.drop', { at: at + 1 })}
              onClick={() => {
                URL.revokeObjectURL(photo.url);
                onChange((before) => before.filter((one) => one.key !== photo.key));
              }}
            >
              <Icon name="close" />
            </button>
            {photo.id !== null ? null : (
              <div className="hz-photo-state hz-num" role="status">
                {photo.failed ? (
                  <button type="button" onClick={() => void send(photo)}>
                    {t('photos.retry')}
                  </button>
                ) : (
                  t('photos.sending', { share: Math.round(photo.share * 100) })
                )}
              </div>
            )}
          </li>
        ))}
        {photos.length < max ? (
          <li>
            <button type="button" className="hz-photo-add" onClick={() => void add()}>
              <Icon name="camera" />
              <span>{t('photos.add')}</span>
              <span className="hz-num">
                {photos.length}/{max}
              </span>
            </button>
          </li>
        ) : null}
      </ul>
      <p role="status" className="hz-small">
        {note}
      </p>
    </div>
  );
}
