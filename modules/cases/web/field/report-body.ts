import { newId } from '@hezhi/contract/light';

/** What is being reported, as it is kept while it is typed. */
export type Report = {
  readonly description: string;
  readonly category: string | null;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly place: { readonly lon: number | null; readonly lat: number | null; readonly address: string };
  readonly public: boolean;
  /** For whom: a resident who asked on the way. */
  readonly name: string;
  readonly phone: string;
  /** Settled by who reports, there and then; null = reported only. */
  readonly settle: SettleTyped | null;
};
/** What somebody did on the spot, as it is typed. */
export type SettleTyped = { readonly outcome: SettleOutcome; readonly note: string };
export const settleOutcomes = ['solved_on_spot', 'explained', 'mediated', 'partly_solved', 'not_found'] as const;
export type SettleOutcome = (typeof settleOutcomes)[number];
export const nothingYet: Report = {
  description: '',
  category: null,
  answers: {},
  place: { lon: null, lat: null, address: '' },
  public: true,
  name: '',
  phone: '',
  settle: null,
};

/** The post's own territory where it is narrow enough (community or grid) to be a place; else null. */
export const wholeArea = (area: string | null | undefined): string | null => (area && area.length >= 12 ? area : null);

/** Body of `POST /cases` as it is written here. */
export type ReportBody = {
  id: string;
  category: string;
  description: string;
  photos: string[];
  voices?: string[];
  place: { point?: [number, number]; area?: string; address?: string };
  answers: Record<string, unknown>;
  public: boolean;
  hide_name: boolean;
  contact?: { name?: string; phone?: string };
  settle?: { outcome: SettleOutcome; note: string; photos: string[] };
};

/** Where it is: the pin, else the post's own territory; the address in words. */
export function placeBody({ lon, lat, address }: Report['place'], area: string | null): ReportBody['place'] {
  const words = address.trim();
  return {
    ...(lon !== null && lat !== null ? { point: [lon, lat] as [number, number] } : area ? { area } : {}),
    ...(words ? { address: words } : {}),
  };
}

/** The body of `POST /cases`. Answers of a category chosen before are left behind; without a pin the post's own territory stands. */
export function reportBody(
  report: Report,
  more: { photos: readonly string[]; voices: readonly string[]; after: readonly string[]; area: string | null; questions: readonly string[] },
): ReportBody {
  const [name, phone] = [report.name.trim(), report.phone.trim()];
  return {
    id: newId(),
    category: report.category ?? '',
    description: report.description.trim(),
    photos: [...more.photos],
    ...(more.voices.length > 0 ? { voices: [...more.voices] } : {}),
    place: placeBody(report.place, more.area),
    answers: Object.fromEntries(Object.entries(report.answers).filter(([key, value]) => more.questions.includes(key) && value !== undefined && value !== '')),
    public: report.public,
    hide_name: true,
    ...(report.settle ? { settle: { outcome: report.settle.outcome, note: report.settle.note.trim(), photos: [...more.after] } } : {}),
    ...(name || phone ? { contact: { ...(name ? { name } : {}), ...(phone ? { phone } : {}) } } : {}),
  };
}
