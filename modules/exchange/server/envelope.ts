import type { House } from '@hezhi/server';

/** A message to the outside: CloudEvents 1.0 in structured JSON. `sequence` (its Sequence extension) is the matter's revision in figures that sort as text. */
export type OutEnvelope = {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  datacontenttype: 'application/json';
  dataschema: string;
  subject?: string;
  sequence?: string;
  data: unknown;
};

/** Who speaks: the house of a district. */
export const sourceOf = (district: string): string => `urn:hezhi:district:${district}`;

/** Puts data into the envelope. `schema`: name of the published schema where it differs from the type; `at`: RFC 3339. */
export function envelope(
  house: House,
  district: string,
  given: { id: string; type: string; at: string; data: unknown; subject?: string; revision?: number; schema?: string },
): OutEnvelope {
  return {
    specversion: '1.0',
    id: given.id,
    source: sourceOf(district),
    type: given.type,
    time: given.at,
    datacontenttype: 'application/json',
    dataschema: `${house.settings.publicUrl ?? ''}/api/exchange/schemas/${given.schema ?? given.type}`,
    ...(given.subject === undefined ? {} : { subject: given.subject }),
    ...(given.revision === undefined ? {} : { sequence: String(given.revision).padStart(10, '0') }),
    data: given.data,
  };
}
