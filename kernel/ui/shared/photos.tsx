import { useWords } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import { Icon } from './icons.tsx';

/** `alt` says what is to be seen; where nobody wrote it, the parts say "photo 2 of 3". */
export type Photo = { id: string; url: string; thumb?: string | null; alt?: string | null };

/** A grid of photographs that opens a viewer (arrow keys, Escape). */
export function Photos({ photos, label }: { photos: readonly Photo[]; label?: string }) {
  const [open, setOpen] = useState<number | null>(null);
  const t = useWords('ui');
  const altOf = (photo: Photo, at: number) => photo.alt || t('photos.one', { at: at + 1, count: photos.length });
  return (
    <>
      <ul className="hz-photos" aria-label={label ?? t('photos.label')}>
        {photos.map((photo, at) => (
          <li key={photo.id}>
            <button type="button" className="hz-photo" onClick={() => setOpen(at)} aria-label={t('photos.open', { alt: altOf(photo, at) })}>
              <img src={photo.thumb ?? photo.url} alt="" loading="lazy" decoding="async" />
            </button>
          </li>
        ))}
      </ul>
      {open === null ? null : <PhotoViewer photos={photos} start={open} altOf={altOf} onClose={() => setOpen(null)} />}
    </>
  );
}

function PhotoViewer({
  photos,
  start,
  altOf,
  onClose,
}: {
  photos: readonly Photo[];
  start: number;
  altOf: (photo: Photo, at: number) => string;
  onClose: () => void;
}) {
  const [at, setAt] = useState(start);
  const dialog = useRef<HTMLDialogElement>(null);
  const t = useWords('ui');
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const photo = photos[at];
  if (!photo) return null;
  const go = (by: number) => setAt((before) => (before + by + photos.length) % photos.length);
  return (
    <dialog
      ref={dialog}
      className="hz-viewer"
      aria-label={t('photos.label')}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') go(-1);
        if (event.key === 'ArrowRight') go(1);
      }}
    >
      <div className="hz-viewer-bar">
        <span className="hz-num" aria-live="polite">
          {at + 1} / {photos.length}
        </span>
        <button type="button" onClick={() => dialog.current?.close()} aria-label={t('close')}>
          <Icon name="close" />
        </button>
      </div>
      <img src={photo.url} alt={altOf(photo, at)} />
      {photos.length > 1 ? (
        <div className="hz-viewer-bar">
          <button type="button" onClick={() => go(-1)} aria-label={t('photos.before')}>
            <Icon name="left" />
          </button>
          <button type="button" onClick={() => go(1)} aria-label={t('photos.next')}>
            <Icon name="right" />
          </button>
        </div>
      ) : null}
    </dialog>
  );
}

/** What it was like and what it is like now, side by side. */
export function BeforeAfter({ before, after }: { before: readonly Photo[]; after: readonly Photo[] }) {
  const t = useWords('ui');
  return (
    <div className="hz-before-after">
      {(
        [
          ['photos.wasSo', before],
          ['photos.isSo', after],
        ] as const
      ).map(([key, photos]) =>
        photos.length > 0 ? (
          <figure key={key}>
            <figcaption>{t(key)}</figcaption>
            <Photos photos={photos} label={t(key)} />
          </figure>
        ) : null,
      )}
    </div>
  );
}
