import { pickedPhoto, PhotoPicker, type PickedPhoto } from '@hezhi/ui';
import { dropBlobDraft, loadBlobDraft, saveBlobDraft } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import type { FieldContext } from './field-context.ts';
import { fileUrl } from './photos.ts';
import { uploadPhoto } from './upload.ts';

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);
const kept = (district: string, id: string): PickedPhoto => ({ key: id, id, url: fileUrl(district, id, true), file: null, share: 1, failed: false });

/**
 * Photographs of a step. The value is the ids of those that the server has; those on their way wait in the device's store under
 * `context.draft`, so that a closed page or a dead network loses none.
 */
export function PhotosField({
  value,
  onChange,
  max,
  label,
  context,
}: {
  value: unknown;
  onChange: (ids: string[] | undefined) => void;
  max: number;
  label: string;
  context: FieldContext;
}) {
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>(() => idsOf(value).map((id) => kept(context.district, id)));
  const [ready, setReady] = useState(false);
  const told = useRef(JSON.stringify(idsOf(value)));

  useEffect(() => {
    let gone = false;
    void loadBlobDraft(context.draft).then((blobs) => {
      if (gone) return;
      if (blobs.length > 0) setPhotos((before) => [...before, ...blobs.map(pickedPhoto)].slice(0, max));
      setReady(true);
    });
    return () => {
      gone = true;
    };
  }, [context.draft, max]);

  // Emptied from outside (the draft was thrown away, the step was taken).
  const given = JSON.stringify(idsOf(value));
  useEffect(() => {
    if (given === told.current) return;
    told.current = given;
    setPhotos((JSON.parse(given) as string[]).map((id) => kept(context.district, id)));
  }, [given, context.district]);

  const waiting = photos.filter((photo) => photo.id === null && photo.file);
  const waitingKeys = waiting.map((photo) => photo.key).join();
  useEffect(() => {
    if (!ready) return;
    const blobs = photos.flatMap((photo) => (photo.id === null && photo.file ? [photo.file] : []));
    void (blobs.length > 0 ? saveBlobDraft(context.draft, blobs).catch(() => undefined) : dropBlobDraft(context.draft));
    const ids = photos.flatMap((photo) => (photo.id === null ? [] : [photo.id]));
    const now = JSON.stringify(ids);
    if (now === told.current) return;
    told.current = now;
    onChange(ids.length > 0 ? ids : undefined);
    // The list of waiting files changes with `waitingKeys`; `onChange` may be new at every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [photos, waitingKeys, ready]);

  return <PhotoPicker label={label} photos={photos} onChange={setPhotos} max={max} camera={context.camera ?? false} upload={uploadPhoto(context.district)} />;
}

/** Whether photographs of a draft still wait on this device: then sending now would leave them behind. */
export const photosWaiting = async (draft: string): Promise<boolean> => (await loadBlobDraft(draft)).length > 0;
