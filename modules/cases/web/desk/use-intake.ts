import type { PickedPlace } from '@hezhi/ui/map';
import { useDraft } from '@hezhi/web';
import { useState } from 'react';

/** What is being taken down; a draft of this person on this device until it is a case. */
export type Intake = {
  /** Made at the first attempt: the same id twice is the same case. */
  id: string;
  description: string;
  category: string;
  answers: Readonly<Record<string, unknown>>;
  photos: readonly string[];
  place: PickedPlace;
  area: string;
  name: string;
  phone: string;
  public: boolean;
  hideName: boolean;
};

const start: Intake = {
  id: '',
  description: '',
  category: '',
  answers: {},
  photos: [],
  place: { lon: null, lat: null, address: '' },
  area: '',
  name: '',
  phone: '',
  public: true,
  hideName: true,
};
/** Where photographs on their way wait. */
export const photoDraft = 'cases.intake';

export function useIntake() {
  const [value, set, clear, restored] = useDraft<Intake>('cases.intake', start);
  const [touched, setTouched] = useState(false);
  const [round, setRound] = useState(0);
  return {
    value,
    /** Rises when the form is emptied, so that its photographs are, too. */
    round,
    restored: restored && !touched,
    change: (part: Partial<Intake>) => set((before) => ({ ...before, ...part })),
    answer: (key: string, given: unknown) =>
      set((before) => {
        const { [key]: _, ...rest } = before.answers;
        return { ...before, answers: given === undefined || given === '' ? rest : { ...rest, [key]: given } };
      }),
    clear: () => {
      clear();
      setTouched(true);
      setRound((before) => before + 1);
    },
  };
}

/** Where it is, as the routes take it. */
export function placeOf({ place: { lon, lat, address }, area }: Intake) {
  return {
    ...(lon !== null && lat !== null ? { point: [lon, lat] as [number, number] } : {}),
    ...(address.trim() ? { address: address.trim() } : {}),
    ...(area ? { area } : {}),
  };
}

/** The report as the route takes it: only answers to questions that the chosen category asks. */
export function reportOf(value: Intake, questions: readonly string[]) {
  const contact = { ...(value.name.trim() ? { name: value.name.trim() } : {}), ...(value.phone.trim() ? { phone: value.phone.trim() } : {}) };
  return {
    id: value.id,
    category: value.category,
    description: value.description.trim(),
    photos: [...value.photos],
    place: placeOf(value),
    answers: Object.fromEntries(Object.entries(value.answers).filter(([key]) => questions.includes(key))),
    public: value.public,
    hide_name: value.hideName,
    ...(Object.keys(contact).length > 0 ? { contact } : {}),
  };
}
