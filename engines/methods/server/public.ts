import { territory } from '@hezhi/directory/server';
import { speak, type Call } from '@hezhi/server';
import type { z } from 'zod';
import { asProcedure, limitWords, proceduresPart, valuesOf, type Pack, type PublicMethod } from '../contract/index.ts';
import { standingsWithin } from './book.ts';
import { filesOf, readWith } from './packs.ts';
import { paragraphs, viewFigures } from './views.ts';

type Shown = z.input<typeof PublicMethod>;

/** The methods in force at a place and below it, as everybody may read them (V7): story, figures, what happens within which time. Nothing of any person or matter. */
export async function publicMethods(call: Call, area: string): Promise<Shown[]> {
  const { house } = call;
  const tree = await territory(house).ensure(area);
  return Promise.all(
    standingsWithin(house, area)
      .slice(0, 200)
      .map(async (standing): Promise<Shown> => {
        const { files } = await filesOf(house, standing.pack, standing.version);
        const pack = readWith(house, files, standing.settings)!;
        const { manifest } = pack;
        return {
          area: standing.area,
          areaName: tree.fullName(standing.area, { from: 'district' }),
          key: standing.pack,
          name: speak(manifest.name, call.language),
          summary: speak(manifest.summary, call.language),
          story: paragraphs(speak(manifest.story, call.language)),
          since: standing.at,
          figures: viewFigures(call, pack),
          sources: manifest.sources.map((one) => ({ document: one.document, title: one.title, date: one.date ?? null })),
          flows: flows(call, pack),
        };
      }),
  );
}

/** The main legs of each procedure with their limits: what a resident wants to know of it. */
const flows = (call: Call, pack: Pack): Shown['flows'] =>
  valuesOf(pack, proceduresPart).flatMap(({ value }) => {
    const p = asProcedure(value);
    if (p.secrecy !== 0) return [];
    const legs = Object.values(p.legs).filter((leg) => !leg.side);
    return [
      {
        name: speak(p.name, call.language),
        steps: legs.map((leg) => ({
          name: speak(leg.name, call.language),
          limit: speak(limitWords('of' in leg.limit ? leg.limit.else : leg.limit), call.language),
        })),
      },
    ];
  });
