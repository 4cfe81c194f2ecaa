import { run, say, Trouble } from './terminal.mjs';

/** What a person can do where it cannot be installed by itself. */
export const BY_HAND = 'install them with `apt-get install chromium fonts-noto-cjk` as root, or name a Chromium in CHROMIUM_PATH';

/** Runs apt-get with progress. `lenient`: one archive out of several may fail, the installation will tell whether it matters. */
export async function apt([program, ...args], doing, lenient = false) {
  const { status, output } = await run(program, args, { tick: (seconds) => say(`… ${seconds} s, ${doing}`) });
  if (status === 0 || lenient) return;
  if (/no space left/i.test(output)) throw new Trouble('The disk is too full to install Chromium (about 600 MB).');
  if (/could not resolve|failed to fetch|connection (failed|timed out|refused)|unable to locate/i.test(output))
    throw new Trouble(`The package archive cannot be reached or lacks Chromium; ${BY_HAND}.`);
  throw new Trouble(
    `apt-get failed (${
      output
        .trim()
        .split('\n')
        .findLast((line) => /^(E|dpkg):/.test(line)) ?? `status ${status}`
    }); ${BY_HAND}.`,
  );
}
