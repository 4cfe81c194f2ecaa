import { pickedPhoto, type PhotoUpload, type PickedPhoto } from '@hezhi/ui';
import { newId } from '@hezhi/contract/light';
import { dropBlobDraft, loadBlobDraft, saveBlobDraft } from '@hezhi/web';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client } from '../shared/client.ts';

type Change = (before: readonly PickedPhoto[]) => readonly PickedPhoto[];

/** A secret of this device for files of somebody without an account. */
export const fileToken = (): string => Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The header that shows a visitor's files as theirs; nothing for people with an account. */
export const fileHeaders = (token: string | null): Record<string, string> => (token === null ? {} : { 'x-file-token': token });

const patience = 20_000;

/**
 * Sends photographs into the district that the form speaks of at that moment: waits until it is known, and sends again when it has changed
 * meanwhile, because a case takes only files of its own district. `token` for visitors; people with an account may do without district.
 */
export function useResidentUpload(district: string | null, token: string | null): PhotoUpload {
  const latest = useRef(district);
  useEffect(() => {
    latest.current = district;
  }, [district]);
  return useCallback(
    async (file, onProgress) => {
      for (const end = Date.now() + patience; latest.current === null && token !== null && Date.now() < end;)
        await new Promise((resolve) => setTimeout(resolve, 150));
      for (let sent = 1; ; sent += 1) {
        const wanted = latest.current;
        const form = new FormData();
        // Fields go before the file, because the server reads them in that order.
        form.append('id', newId());
        if (wanted) form.append('district', wanted);
        if (token) form.append('token', token);
        form.append('file', file, file.name || 'photo.jpg');
        const kept = await client.upload('POST /files', form, { onProgress });
        if (sent === 3 || latest.current === null || latest.current === kept.district) return kept;
      }
    },
    [token],
  );
}

/**
 * Photographs (or voice notes) of a form, kept as files on this device until `clear()`. They belong to one district: when `district` changes they are sent
 * again by themselves. `resend()` does so when the server has lost them.
 */
export function useKeptPhotos(name: string, district: string | null) {
  const [photos, setPhotos] = useState<readonly PickedPhoto[]>([]);
  const originals = useRef(new Map<string, Blob>());
  const ready = useRef(false);

  useEffect(() => {
    let gone = false;
    void loadBlobDraft(name).then((files) => {
      ready.current = true;
      if (gone || files.length === 0) return;
      const found = files.map(pickedPhoto);
      for (const photo of found) if (photo.file) originals.current.set(photo.key, photo.file);
      setPhotos((before) => [...found, ...before]);
    });
    return () => {
      gone = true;
    };
  }, [name]);

  const change = useCallback((next: Change) => {
    setPhotos((before) => {
      const after = next(before);
      for (const photo of after) if (photo.file && !originals.current.has(photo.key)) originals.current.set(photo.key, photo.file);
      return after;
    });
  }, []);

  const keys = photos.map((photo) => photo.key).join();
  useEffect(() => {
    if (!ready.current) return;
    const files = keys === '' ? [] : keys.split(',').flatMap((key) => originals.current.get(key) ?? []);
    void (files.length > 0 ? saveBlobDraft(name, files).catch(() => undefined) : dropBlobDraft(name));
  }, [keys, name]);

  const resend = useCallback(() => {
    setPhotos((before) =>
      before.map((photo) => {
        const file = originals.current.get(photo.key);
        return file ? { ...photo, id: null, file, share: 0, failed: false } : photo;
      }),
    );
  }, []);
  const last = useRef(district);
  useEffect(() => {
    if (last.current !== null && district !== null && last.current !== district) resend();
    if (district !== null) last.current = district;
  }, [district, resend]);

  const clear = useCallback(() => {
    originals.current.clear();
    setPhotos([]);
    void dropBlobDraft(name);
  }, [name]);

  const ids = photos.flatMap((photo) => (photo.id === null ? [] : [photo.id]));
  return {
    photos,
    change,
    clear,
    resend,
    ids,
    waiting: photos.some((photo) => photo.id === null && !photo.failed),
    failed: photos.some((photo) => photo.failed),
  };
}
