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
};
export const nothingYet: Report = {
  description: '',
  category: null,
  answers: {},
  place: { lon: null, lat: null, address: '' },
  public: true,
  name: '',
  phone: '',
};

/** The post's own territory where it is narrow enough (community or grid) to be a place; else null. */
export const wholeArea = (area: string | null | undefined): string | null => (area && area.length >= 12 ? area : null);

/** Body of `POST /cases` as it is written here. */
export type ReportBody = {
  id: string;
  category: string;
  description: string;
  photos: string[];
  place: { point?: [number, number]; area?: string; address?: string };
  answers: Record<string, unknown>;
  public: boolean;
  hide_name: boolean;
  contact?: { name?: string; phone?: string };
};

/** The body of `POST /cases`. Answers of a category chosen before are left behind; without a pin the post's own territory stands. */
export function reportBody(report: Report, more: { photos: readonly string[]; area: string | null; questions: readonly string[] }): ReportBody {
  const { lon, lat } = report.place;
  const address = report.place.address.trim();
  const [name, phone] = [report.name.trim(), report.phone.trim()];
  return {
    id: newId(),
    category: report.category ?? '',
    description: report.description.trim(),
    photos: [...more.photos],
    place: {
      ...(lon !== null && lat !== null ? { point: [lon, lat] as [number, number] } : more.area ? { area: more.area } : {}),
      ...(address ? { address } : {}),
    },
    answers: Object.fromEntries(Object.entries(report.answers).filter(([key, value]) => more.questions.includes(key) && value !== undefined && value !== '')),
    public: report.public,
    hide_name: true,
    ...(name || phone ? { contact: { ...(name ? { name } : {}), ...(phone ? { phone } : {}) } } : {}),
  };
}
