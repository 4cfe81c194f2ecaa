import { HostFailure, type HostBridge, type HostCard, type HostPlace, type HostShared } from './bridge.ts';

type Detector = { detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]> };
type DetectorMaker = new (options: { formats: string[] }) => Detector;

/** Asks for files through an `<input>`; resolves empty when the dialog is closed without a choice. */
function chooseFiles(max: number, camera: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.multiple = max > 1 && !camera;
    if (camera) input.setAttribute('capture', 'environment');
    const end = (files: File[]) => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => end([...(input.files ?? [])].slice(0, max)), { once: true });
    input.addEventListener('cancel', () => end([]), { once: true });
    input.hidden = true;
    document.body.append(input);
    input.click();
  });
}

/** The device's own position, at most a minute old, within ten seconds. */
export function devicePlace(): Promise<HostPlace> {
  return new Promise((resolve, reject) => {
    if (!('geolocation' in navigator)) return reject(new HostFailure('unavailable'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
      (error) => reject(new HostFailure(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed')),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

/** Passes a page on by the device's own sheet; where there is none, title and address are copied. */
async function shareOrCopy({ title, text, link }: HostCard): Promise<HostShared> {
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ title, text, url: link });
      return 'shared';
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw new HostFailure('cancelled');
      // Refused by a policy, or nothing to share with: copied instead.
    }
  }
  if (await copied(`${title}\n${link}`)) return 'copied';
  throw new HostFailure('unavailable');
}

/** Whether the text went to the clipboard; old browsers and pages without TLS copy what is marked. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.style.position = 'fixed';
    field.style.opacity = '0';
    document.body.append(field);
    field.select();
    // Deprecated, and the only way where the clipboard is closed to pages.
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

/** A plain browser or installed web app. Codes are read from a photograph where the browser has a detector. */
export function browserHost(): HostBridge {
  const maker = (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
  return {
    name: 'browser',
    can: { photos: true, place: 'geolocation' in navigator, scan: maker !== undefined },
    photos: (options = {}) => chooseFiles(options.max ?? 1, options.camera ?? false),
    place: devicePlace,
    scan: async () => {
      if (!maker) throw new HostFailure('unavailable');
      const [photo] = await chooseFiles(1, true);
      if (!photo) throw new HostFailure('cancelled');
      const picture = await createImageBitmap(photo);
      const [code] = await new maker({ formats: ['qr_code', 'code_128', 'ean_13'] }).detect(picture);
      picture.close();
      if (!code) throw new HostFailure('failed');
      return code.rawValue;
    },
    share: shareOrCopy,
    offer: () => undefined,
  };
}
