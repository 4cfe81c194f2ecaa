import { Timeline, Voices, type TimelineEntry, type Tone } from '@hezhi/ui';
import { useSay, useWords } from '@hezhi/web';
import type { Entry, MatterDetail } from './client.ts';
import { entryPhotos, entryVoices, type Passed, type PassedVoices } from './photos.ts';
import { useFieldText } from './values.ts';

const tones: Readonly<Record<string, Tone>> = { overdue: 'late', verify: 'good', rate: 'good', auto_close: 'good', finish: 'good' };
/** Words of steps that are said without their label. */
const plain = new Set(['note', 'text', 'comment', 'answer']);

/** Newest first; what was told at the opening stands in the facts, so it is not repeated here. */
export function MatterTimeline({
  detail,
  label,
}: {
  detail: Pick<MatterDetail, 'matter' | 'timeline' | 'legs' | 'audience'> & { photos?: Passed; voices?: PassedVoices };
  label?: string;
}) {
  const t = useWords('matters');
  const say = useSay();
  const text = useFieldText();
  const staff = detail.audience === 'staff';

  const draw = (entry: Entry): TimelineEntry => {
    const opening = entry.step === 'open';
    const lines = opening
      ? []
      : entry.fields.flatMap((field) => {
          const said = text(field, entry.data[field.key]);
          return said === null ? [] : [plain.has(field.key) ? said : t('shared.labelled', { label: say(field.label), value: said })];
        });
    return {
      id: String(entry.seq),
      at: entry.at,
      sentence: say(staff ? entry.name : entry.told),
      who: [entry.actor.kind === 'system' ? t('shared.system') : entry.actor.name, entry.actor.org].filter(Boolean).join(' · ') || null,
      text: lines.length > 0 ? lines.join('\n') : null,
      photos: opening ? [] : entryPhotos(detail.matter.district, entry, detail.photos),
      ...(opening ? {} : { more: <Voices voices={entryVoices(detail.matter.district, entry, detail.voices)} /> }),
      ...(tones[entry.step] ? { tone: tones[entry.step]! } : {}),
      ...(entry.stateName && staff ? { tags: [{ text: say(entry.stateName) }] } : {}),
    };
  };

  return <Timeline label={label ?? t('shared.timeline')} entries={[...detail.timeline].sort((a, b) => b.seq - a.seq).map(draw)} />;
}
