import { pickedFile, PhotoPicker, VoicePicker, type FilesChange, type PickedFile } from '@hezhi/ui';
import { dropBlobDraft, loadBlobDraft, saveBlobDraft } from '@hezhi/web';
import { useEffect, useRef, useState } from 'react';
import type { FieldContext } from './field-context.ts';
import { fileUrl } from './photos.ts';
import { uploadPhoto } from './upload.ts';

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

type Props = {
  value: unknown;
  onChange: (ids: string[] | undefined) => void;
  max: number;
  label: string;
  context: FieldContext;
};

/** Photographs of a step. */
export function PhotosField(props: Props) {
  const { context, label, max } = props;
  const [photos, setPhotos] = useFiles(props, context.draft, true);
  return <PhotoPicker label={label} photos={photos} onChange={setPhotos} max={max} camera={context.camera ?? false} upload={uploadPhoto(context.district)} />;
}

/** Voice notes of a step. `hint`: who will hear them. */
export function VoicesField({ hint, ...props }: Props & { hint?: string | undefined }) {
  const { context, label, max } = props;
  const [voices, setVoices] = useFiles(props, voiceDraft(context.draft), false);
  return <VoicePicker label={label} voices={voices} onChange={setVoices} max={max} hint={hint} upload={uploadPhoto(context.district)} />;
}

/** Where the voice notes of a draft wait, beside its photographs. */
export const voiceDraft = (draft: string): string => `${draft}.voices`;

/**
 * Files of a step. The value is the ids of those that the server has; those on their way wait in the device's store under `draft`, so that a closed page or a dead network
 * loses none.
 */
function useFiles({ value, onChange, max, context: { district } }: Props, draft: string, thumb: boolean): readonly [readonly PickedFile[], FilesChange] {
  const kept = (id: string): PickedFile => ({ key: id, id, url: fileUrl(district, id, thumb), file: null, share: 1, failed: false });
  const [photos, setPhotos] = useState<readonly PickedFile[]>(() => idsOf(value).map(kept));
  const [ready, setReady] = useState(false);
  const told = useRef(JSON.stringify(idsOf(value)));

  useEffect(() => {
    let gone = false;
    void loadBlobDraft(draft).then((blobs) => {
      if (gone) return;
      if (blobs.length > 0) setPhotos((before) => [...before, ...blobs.map(pickedFile)].slice(0, max));
      setReady(true);
    });
    return () => {
      gone = true;
    };
  }, [draft, max]);

  // Emptied from outside (the draft was thrown away, the step was taken).
  const given = JSON.stringify(idsOf(value));
  useEffect(() => {
    if (given === told.current) return;
    told.current = given;
    setPhotos((JSON.parse(given) as string[]).map(kept));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [given, district]);

  const waiting = photos.filter((photo) => photo.id === null && photo.file);
  const waitingKeys = waiting.map((photo) => photo.key).join();
  useEffect(() => {
    if (!ready) return;
    const blobs = photos.flatMap((photo) => (photo.id === null && photo.file ? [photo.file] : []));
    void (blobs.length > 0 ? saveBlobDraft(draft, blobs).catch(() => undefined) : dropBlobDraft(draft));
    const ids = photos.flatMap((photo) => (photo.id === null ? [] : [photo.id]));
    const now = JSON.stringify(ids);
    if (now === told.current) return;
    told.current = now;
    onChange(ids.length > 0 ? ids : undefined);
    // The list of waiting files changes with `waitingKeys`; `onChange` may be new at every drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [photos, waitingKeys, ready]);

  const speaking = photos.some((photo) => photo.id === null && !photo.file);
  useEffect(() => {
    if (!speaking) return undefined;
    beingMade.add(draft);
    return () => void beingMade.delete(draft);
  }, [speaking, draft]);

  return [photos, setPhotos];
}

/** Drafts for which somebody speaks right now. */
const beingMade = new Set<string>();

/** Whether photographs of a draft still wait on this device: then sending now would leave them behind. */
export const photosWaiting = async (draft: string): Promise<boolean> => beingMade.has(draft) || (await loadBlobDraft(draft)).length > 0;
/** The same of the files of a field. */
export const filesWaiting = (draft: string, field: { readonly type: string }): Promise<boolean> =>
  photosWaiting(field.type === 'voices' ? voiceDraft(draft) : draft);
