import { emit, type Write } from '@hezhi/server';

/** Event: something about people's own data is to be told to them. The directory knows nothing of notices, so it only says that it happened. */
export const OWN_DATA = 'directory.own_data';

/** `what`: the last part of a template `directory.*`; `key`: told to each once; `link`: a page of the app; `due`: epoch ms. */
export type OwnData = {
  readonly what: string;
  readonly people: readonly string[];
  readonly key: string;
  readonly link: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly due?: number;
};

/** Has it told as part of a write. `at`: epoch ms. */
export function tellOwn(write: Write, district: string, told: OwnData, at: number): void {
  emit(write, { district, topic: OWN_DATA, data: { ...told, secrecy: 1 }, at });
}
