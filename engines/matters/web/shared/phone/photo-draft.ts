import { pickedPhoto, type PickedPhoto } from '@hezhi/ui';
import { fileUrl } from '../photos.ts';
import { dropBlobDraft, loadBlobDraft, saveBlobDraft, useDraft, useSession } from '@hezhi/web';
import { useCallback, useEffect, useRef, useState } from 'react';

type Change = (before: readonly PickedPhoto[]) => readonly PickedPhoto[];
const noIds: readonly string[] = [];

/**
 * Photographs of a form, kept on this device until `clear()`: those that the server has by their ids, the others as files.
 * `[photos, change, clear]`; `start` is what to begin with where there is no draft. `sound`: they are voice notes, which have no small picture.
 */
export function usePhotoDraft(
  name: string,
  start: { readonly ids?: readonly string[]; readonly files?: readonly Blob[] } = {},
  sound = false,
): readonly [readonly PickedPhoto[], (change: Change) => void, () => void] {
  const { person, district } = useSession();
  const key = `${person?.id ?? 'visitor'}.${name}`;
  const [ids, setIds, clearIds] = useDraft<readonly string[]>(`${name}.photos`, start.ids ?? noIds);
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>(() => [
    ...ids.map((id) => ({ key: id, id, url: fileUrl(district ?? '', id, !sound), file: null, share: 1, failed: false })),
    ...(start.files ?? []).map(pickedPhoto),
  ]);
  // Files of an earlier visit come a moment later; nothing is written before they are there.
  const ready = useRef(false);
  useEffect(() => {
    let gone = false;
    void loadBlobDraft(key).then((files) => {
      ready.current = true;
      if (!gone && files.length > 0) setPhotos((before) => [...before, ...files.map(pickedPhoto)]);
    });
    return () => {
      gone = true;
    };
  }, [key]);
  useEffect(() => {
    if (!ready.current) return;
    const here = photos.flatMap((photo) => (photo.id === null ? [] : [photo.id]));
    if (here.join() !== ids.join()) setIds(here);
    const files = photos.flatMap((photo) => (photo.id === null && photo.file ? [photo.file] : []));
    void (files.length > 0 ? saveBlobDraft(key, files).catch(() => undefined) : dropBlobDraft(key));
  }, [photos, ids, setIds, key]);
  const clear = useCallback(() => {
    clearIds();
    setPhotos([]);
    void dropBlobDraft(key);
  }, [clearIds, key]);
  return [photos, setPhotos, clear];
}

/** Ids of the photographs that the server has, and the files of those that it has not yet. */
export function sortPhotos(photos: readonly PickedPhoto[]): { ids: string[]; files: Blob[] } {
  return {
    ids: photos.flatMap((photo) => (photo.id === null ? [] : [photo.id])),
    files: photos.flatMap((photo) => (photo.id === null && photo.file ? [photo.file] : [])),
  };
}
