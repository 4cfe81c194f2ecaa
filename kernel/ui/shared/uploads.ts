import { useEffect, useRef } from 'react';

/** A file on its way or there: `id` once the server has it; `file` until then. */
export type PickedFile = {
  readonly key: string;
  readonly id: string | null;
  readonly url: string;
  readonly file: Blob | null;
  readonly share: number;
  readonly failed: boolean;
};
export type FileUpload = (file: File, onProgress: (share: number) => void) => Promise<{ id: string; url?: string }>;
/** The way to the next list, because several files are on their way at once. */
export type FilesChange = (next: (before: readonly PickedFile[]) => readonly PickedFile[]) => void;

let counter = 0;

/** A file as pickers hold it, made from what the device gave (also for files found in a draft). */
export const pickedFile = (file: Blob): PickedFile => ({ key: `p${++counter}`, id: null, url: URL.createObjectURL(file), file, share: 0, failed: false });

/** Sends what is not there yet, each file with its own progress; the function tries one again. `prepare` is what is sent in a file's stead. */
export function useUploads(
  files: readonly PickedFile[],
  onChange: FilesChange,
  upload: FileUpload,
  prepare: (file: Blob) => Promise<File>,
): (file: PickedFile) => Promise<void> {
  const sending = useRef(new Set<string>());
  const send = async (picked: PickedFile): Promise<void> => {
    if (!picked.file || sending.current.has(picked.key)) return;
    sending.current.add(picked.key);
    const change = (part: Partial<PickedFile>) => onChange((before) => before.map((one) => (one.key === picked.key ? { ...one, ...part } : one)));
    change({ failed: false, share: 0 });
    try {
      const { id } = await upload(await prepare(picked.file), (share) => change({ share }));
      change({ id, share: 1, file: null });
    } catch {
      change({ failed: true });
    } finally {
      sending.current.delete(picked.key);
    }
  };
  useEffect(() => {
    for (const one of files) if (one.file && one.id === null && !one.failed) void send(one);
  });
  return send;
}
