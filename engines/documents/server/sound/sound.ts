import { Refusal } from '@hezhi/contract';
import { errors, fileLimits } from '../../contract/index.ts';
import { Broken, type Sound } from './broken.ts';
import { readAdts, readAmr, readMp3 } from './frames.ts';
import { readMp4 } from './mp4.ts';
import { readOgg } from './ogg.ts';
import { readWebm } from './webm.ts';

const readers: Readonly<Record<string, (source: Buffer) => Sound>> = {
  'audio/webm': readWebm,
  'audio/ogg': readOgg,
  'audio/mp4': readMp4,
  'audio/aac': readAdts,
  'audio/mpeg': readMp3,
  'audio/amr': readAmr,
};

/**
 * Reads a voice note from end to end: its length is counted from the sound itself, not believed from a header, and what is no sound is blanked where it stands, so that nothing
 * moves and no sample is touched. Refuses documents.damaged, documents.sound_too_large and documents.sound_too_long. `type`: as `sniff` found it.
 */
export function readSound(source: Buffer, type: string): Sound {
  if (source.length > fileLimits.soundBytes) throw new Refusal(errors.sound_too_large, { megabytes: fileLimits.soundBytes / 1024 / 1024 });
  let sound: Sound;
  try {
    sound = readers[type]!(Buffer.from(source));
  } catch (error) {
    if (error instanceof Broken || error instanceof RangeError) throw new Refusal(errors.damaged);
    throw error;
  }
  if (!(sound.ms > 0)) throw new Refusal(errors.damaged);
  if (sound.ms > (fileLimits.soundSeconds + grace) * 1000) throw new Refusal(errors.sound_too_long, { seconds: fileLimits.soundSeconds });
  return sound;
}

/** Recorders stop a little late, and containers round up to whole packets. */
const grace = 3;
