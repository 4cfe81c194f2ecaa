/** One line of a table of facts. */
export type Fact = readonly [label: string, value: string];
/** A photo of a paper: JPEG or PNG bytes with words below. */
export type PaperPhoto = { readonly bytes: Uint8Array; readonly caption: string };
/** One entry of a timeline: moment (as shown), sentence, and who, with photos where there are some. */
export type PaperEntry = { readonly at: string; readonly text: string; readonly who?: string; readonly photos?: readonly PaperPhoto[] };

/** What a paper is made of, from top to bottom. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  /** `right`: from this column on (0 is the first) cells are numbers and stand to the right. */
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly right?: number }
  | { readonly kind: 'timeline'; readonly entries: readonly PaperEntry[] }
  | { readonly kind: 'photos'; readonly photos: readonly PaperPhoto[] }
  | { readonly kind: 'page' };

/** A paper on A4. `number` stands at the head of every page, page x of y and the moment of printing at the foot. */
export type Paper = {
  readonly title: string;
  readonly number: string;
  readonly issuer: string;
  readonly language: 'zh-Hans' | 'zh-Hant' | 'en';
  /** Epoch ms; shown in China's time. */
  readonly printedAt: number;
  readonly blocks: readonly PaperBlock[];
};
