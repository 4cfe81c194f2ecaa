import { newId } from '@hezhi/contract/light';
import { faultsByField, Problem, useWords } from '@hezhi/web';
import { useEffect, useEffectEvent, useState } from 'react';
import { useCommand, type Reply } from '../shared/client.ts';
import type { Leaf } from './category-field.tsx';
import { fileHeaders, type useKeptPhotos } from '@hezhi/matters/screens/resident';
import type { ReportDraft } from './report-draft.ts';

const phone = /^\+?[\d\s-]{5,20}$/;
/** Where it is, as the routes take it. */
export const placeOf = (place: ReportDraft['place']) => ({
  ...(place.lon !== null && place.lat !== null ? { point: [place.lon, place.lat] as [number, number] } : {}),
  ...(place.address.trim() ? { address: place.address.trim() } : {}),
  ...(place.area !== '' && place.lon === null ? { area: place.area } : {}),
});

/** Refusals that speak of the place. */
const ofPlace = new Set(['cases.place_needed', 'cases.outside', 'cases.area_unknown', 'cases.address_unknown', 'cases.other_district']);
const none: Readonly<Record<string, string>> = {};

/**
 * Checks, waits for the photographs and voice notes, sends. `stage` says what is going on, `faults` what is missing by field (`answers.floor`) after the first `attempt`, `error` what
 * the server or the network said; `already` that the case arrived by an earlier attempt.
 */
export function useReportSending({
  draft,
  set,
  leaf,
  district,
  photos,
  voices,
  token,
  onSent,
}: {
  draft: ReportDraft;
  set: (change: (before: ReportDraft) => ReportDraft) => void;
  leaf: Leaf | null;
  district: string | null;
  photos: ReturnType<typeof useKeptPhotos>;
  voices: ReturnType<typeof useKeptPhotos>;
  token: string | null;
  onSent: (reported: Reply<'POST /cases'>) => void;
}) {
  const t = useWords('cases');
  const report = useCommand('POST /cases', { refresh: ['GET /my/cases'] });
  const [stage, setStage] = useState<'idle' | 'photos' | 'case'>('idle');
  // What the server said of single fields; what is missing is looked up anew with every letter once sending was tried.
  const [told, setTold] = useState(none);
  const [attempt, setAttempt] = useState(0);
  const [error, setError] = useState<Error | null>(null);

  const missing = (): Record<string, string> => {
    const found: Record<string, string> = {};
    const { place } = draft;
    if (place.lon === null && place.address.trim() === '' && place.area === '') found['place'] = t('resident.fault.place');
    if (draft.description.trim() === '' && voices.photos.length === 0) found['description'] = t('resident.fault.description');
    if (!leaf) found['category'] = t('resident.fault.category');
    for (const question of leaf?.questions ?? [])
      if (question.required && draft.answers[question.key] === undefined) found[`answers.${question.key}`] = t('resident.fault.answer');
    if (token !== null && draft.phone.trim() !== '' && !phone.test(draft.phone.trim())) found['phone'] = t('resident.fault.phone');
    if (photos.failed) found['photos'] = t('matters:resident.fault.photos');
    if (voices.failed) found['voices'] = t('matters:resident.fault.voices');
    return found;
  };

  const bodyOf = () => {
    const contact = { ...(draft.name.trim() ? { name: draft.name.trim() } : {}), ...(draft.phone.trim() ? { phone: draft.phone.trim() } : {}) };
    return {
      id: draft.id,
      ...(district ? { district } : {}),
      category: draft.category,
      // Who spoke need not type: the words say where to listen.
      description: draft.description.trim() || t('matters:shared.spoken'),
      photos: photos.ids,
      ...(voices.ids.length > 0 ? { voices: voices.ids } : {}),
      place: placeOf(draft.place),
      answers: { ...draft.answers },
      public: draft.public,
      hide_name: draft.hideName,
      ...(token !== null && Object.keys(contact).length > 0 ? { contact } : {}),
    };
  };

  const send = useEffectEvent(async () => {
    setStage('case');
    const body = bodyOf();
    const words = JSON.stringify(body);
    const key = draft.sent?.said === words ? draft.sent.key : newId();
    set((before) => ({ ...before, sent: { said: words, key } }));
    const call = { body, key, headers: fileHeaders(token) };
    try {
      const reported = await report.run(call);
      setStage('idle');
      onSent(reported);
    } catch (failure) {
      setStage('idle');
      const problem = failure instanceof Problem ? failure : null;
      const byField = faultsByField(problem);
      const said: Record<string, string> = {};
      for (const [path, sentence] of Object.entries(byField))
        said[
          path.startsWith('place')
            ? 'place'
            : path.startsWith('contact.phone')
              ? 'phone'
              : path.startsWith('photos')
                ? 'photos'
                : path.startsWith('voices')
                  ? 'voices'
                  : path
        ] = sentence;
      if (problem && ofPlace.has(problem.code)) said['place'] ??= problem.detail;
      if (problem?.code === 'cases.category_unknown') said['category'] ??= problem.detail;
      // Photographs that waited longer than a day are gone over there; they still are here.
      if (problem?.code === 'documents.file_gone') for (const held of [photos, voices]) held.resend();
      setTold(said);
      setAttempt((before) => before + 1);
      setError(failure as Error);
    }
  });

  // Photographs and voice notes still on their way are waited for; the button says so.
  const failed = photos.failed || voices.failed;
  const waiting = photos.waiting || voices.waiting;
  useEffect(() => {
    if (stage !== 'photos') return;
    if (failed) {
      setStage('idle');
      setAttempt((before) => before + 1);
    } else if (!waiting) void send();
  }, [stage, failed, waiting]);

  const submit = () => {
    if (stage !== 'idle') return;
    setError(null);
    const found = missing();
    setTold(none);
    setAttempt((before) => before + 1);
    if (Object.keys(found).length === 0) setStage('photos');
  };

  const faults: Readonly<Record<string, string>> = attempt > 0 ? { ...told, ...missing() } : none;
  return { submit, stage, faults, attempt, error, already: token === null && error instanceof Problem && error.code === 'matters.id_taken' };
}
