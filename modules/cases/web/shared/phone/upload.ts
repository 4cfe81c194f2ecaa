import { downscale } from '@hezhi/ui';
import { client } from '../client.ts';

/** Sends one photograph. With an `id` of the device's making a repetition is the same file. `district` is needed by visitors. */
export async function uploadPhoto(file: File, more: { onProgress?: (share: number) => void; id?: string; district?: string | null } = {}): Promise<{ id: string }> {
  const form = new FormData();
  // Fields come before the file: the server reads the parts in their order.
  if (more.id) form.append('id', more.id);
  if (more.district) form.append('district', more.district);
  form.append('file', file, file.name || 'photo.jpg');
  return client.upload('POST /files', form, more.onProgress ? { onProgress: more.onProgress } : {});
}

/** The same for a file that waited on the device and may be as large as the camera made it. */
export const uploadKept = async (file: Blob, id: string, district: string | null): Promise<{ id: string }> => uploadPhoto(await downscale(file), { id, district });
