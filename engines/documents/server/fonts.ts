import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readFaces, type FontFace } from './font-file.ts';

const find = createRequire(import.meta.url).resolve;
const regular = find('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const bold = find('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf');

/** A font file; of a collection one face. */
type Face = string | [file: string, face: string];
/** What the printer takes: families by name, each with a regular and a bold face. */
export type Families = Record<string, { normal: Face; bold: Face }>;

/** The family that papers are set in. */
export const mainName = 'Main';

/** Where a font with rare characters may lie: what the house put in `<data>/fonts`, then what usual systems have. */
function fallbackFiles(data: string): string[] {
  const own = join(data, 'fonts');
  const given = existsSync(own)
    ? readdirSync(own)
        .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
        .sort()
        .map((name) => join(own, name))
    : [];
  return [...given, '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc'].filter((file) =>
    existsSync(file),
  );
}

type Other = { name: string; face: FontFace };

/**
 * The fonts of papers: Noto Sans SC, and for characters that it lacks (rare ones of names, such as 𠮷) the first other font that has them. Make one and keep
 * it: reading the files takes tens of milliseconds.
 */
export class PaperFonts {
  readonly families: Families = { [mainName]: { normal: regular, bold } };
  readonly files: ReadonlySet<string>;
  readonly #main: FontFace;
  readonly #others: readonly Other[];
  readonly #known = new Map<number, string | null>();

  private constructor(main: FontFace, others: readonly (Other & { file: string; collection: boolean })[]) {
    this.#main = main;
    this.#others = others;
    for (const { name, file, face, collection } of others) {
      const source: Face = collection ? [file, face.name] : file;
      this.families[name] = { normal: source, bold: source };
    }
    this.files = new Set([regular, bold, ...others.map(({ file }) => file)]);
  }

  /** Reads the fonts; `data` is the house's data folder. A fallback that is no font is left out. */
  static async open(data: string): Promise<PaperFonts> {
    const others = [];
    for (const [index, file] of fallbackFiles(data).entries()) {
      try {
        const faces = readFaces(await readFile(file));
        const face = faces.find(({ name }) => /SC-/.test(name)) ?? faces[0]!;
        others.push({ name: `Rare${index}`, file, face, collection: faces.length > 1 });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    return new PaperFonts(readFaces(await readFile(regular))[0]!, others);
  }

  /**
   * Cuts text into stretches of one family. A character that no font has becomes 〓 (the printer's sign for a missing one) and is added to
   * `missing`, so that whoever prints can be told.
   */
  runs(text: string, missing: Set<string>): { text: string; font: string }[] {
    const found: { text: string; font: string }[] = [];
    for (const char of text) {
      const font = this.#familyOf(char.codePointAt(0)!);
      if (font === null) missing.add(char);
      const [piece, family] = font === null ? ['〓', mainName] : [char, font];
      const last = found[found.length - 1];
      if (last?.font === family) last.text += piece;
      else found.push({ text: piece, font: family });
    }
    return found;
  }

  #familyOf(code: number): string | null {
    let font = this.#known.get(code);
    if (font === undefined) {
      font = code === 10 || this.#main.has(code) ? mainName : (this.#others.find(({ face }) => face.has(code))?.name ?? null);
      this.#known.set(code, font);
    }
    return font;
  }
}
