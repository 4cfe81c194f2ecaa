import type { z } from 'zod';
import type { Call, House } from '@hezhi/server';
import type { ReportSection } from '../contract/index.ts';

/** What another room says in a monthly report of a territory (a district, street or community) and period (both days included); null: nothing. */
export type SectionMaker = (call: Call, about: { district: string; area: string; from: string; to: string }) => Promise<z.input<typeof ReportSection> | null>;

const makers = (house: House): SectionMaker[] => house.memo('insight.report_sections', () => []);

/** Lets a room add a table of its own to every monthly report. Call it when the house opens; `call.db` is the database as it was at one moment. */
export function addReportSection(house: House, make: SectionMaker): void {
  makers(house).push(make);
}

export async function sectionsOf(call: Call, about: Parameters<SectionMaker>[1]): Promise<z.input<typeof ReportSection>[]> {
  const all: z.input<typeof ReportSection>[] = [];
  for (const make of makers(call.house)) {
    const section = await make(call, about);
    if (section) all.push(section);
  }
  return all;
}
