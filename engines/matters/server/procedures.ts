import { Refusal } from '@hezhi/contract';
import { withTraditional, type Db, type House } from '@hezhi/server';
import { checkProcedure, errors, ProcedureSchema, type Procedure } from '../contract/index.ts';
import { canonical } from './canonical.ts';
import { registry, type Kind } from './kinds.ts';
import { findProcedure, insertProcedure, keepBody, PRODUCT_VERSIONS } from './queries.ts';

/**
 * Checks a procedure by schema and rules and keeps it under its version. A version once kept never changes: the same again is let be, another body
 * under the same version is refused. Errors: `matters.bad_procedure`.
 */
export async function loadProcedure(house: House, body: unknown): Promise<Procedure> {
  const procedure = checked(body);
  const stored = await insertProcedure(house.db, procedure);
  if (!same(ProcedureSchema.parse(stored), procedure))
    throw new Refusal(errors.bad_procedure, { what: `version ${procedure.version} of ${procedure.key} is in use with another body; raise the version` });
  const { procedures, current } = registry(house);
  procedures.set(`${procedure.key}@${procedure.version}`, withTraditional(procedure));
  if ((current.get(procedure.key) ?? 0) < procedure.version) current.set(procedure.key, procedure.version);
  return procedure;
}

function checked(body: unknown): Procedure {
  const parsed = ProcedureSchema.safeParse(body);
  if (!parsed.success)
    throw new Refusal(errors.bad_procedure, { what: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
  const faults = checkProcedure(parsed.data);
  if (faults.length > 0) throw new Refusal(errors.bad_procedure, { what: faults.join('; ') });
  return parsed.data;
}

/**
 * Keeps a place's own procedure (X1): the same body is the same version, another body of its key gets the next free one, from 1001 on: the numbers
 * below are the product's. The version in `body` is not looked at. In force it is only where the chooser says so. Errors: `matters.bad_procedure`.
 */
export async function keepProcedure(db: Db, body: Record<string, unknown>): Promise<Procedure> {
  const procedure = checked({ ...body, version: 1 });
  return { ...procedure, version: await keepBody(db, procedure) };
}

/** A procedure that this process has met before. */
export const knownProcedure = (house: House, key: string, version: number): Procedure | undefined => registry(house).procedures.get(`${key}@${version}`);

/** The procedure of a running matter: the version it began with. */
export async function procedureOf(house: House, key: string, version: number): Promise<Procedure> {
  const { procedures } = registry(house);
  const known = knownProcedure(house, key, version);
  if (known) return known;
  const body = await findProcedure(house.db, key, version);
  if (!body) throw new Error(`procedure ${key}@${version} is not in the database`);
  const procedure = withTraditional(ProcedureSchema.parse(body));
  procedures.set(`${key}@${version}`, procedure);
  return procedure;
}

/** The kind, or a refusal `matters.unknown_kind`. */
export function kindOf(house: House, kind: string): Kind {
  const known = registry(house).kinds.get(kind);
  if (!known) throw new Refusal(errors.unknown_kind, { kind });
  return known;
}

/** Whether a version is a place's own, of a method pack: the shape of its procedure is the product's, what it adds or leaves out is its own. */
export const ownVersion = (version: number): boolean => version > PRODUCT_VERSIONS;

/** The newest version of the procedure that a new matter of the kind begins with. */
export function currentProcedure(house: House, kind: Kind): Procedure {
  const { procedures, current } = registry(house);
  const procedure = procedures.get(`${kind.procedure}@${current.get(kind.procedure) ?? 0}`);
  if (!procedure) throw new Error(`procedure ${kind.procedure} is not loaded`);
  return procedure;
}

/** Where a matter is to be opened. */
export type Where = { readonly district: string; readonly area: string };
type Named = { readonly key: string; readonly version: number };
/** Says which procedures of a kind are in force in an area, the one that is taken unasked first; none = what the product ships. */
export type Chooser = (kind: string, where: Where) => readonly Named[];

/** Lets the method packs say what is in force where; without them every kind goes by what the product ships. */
export function setProcedureChooser(house: House, chooser: Chooser): void {
  registry(house).chooser = chooser;
}

/** The procedures that a new matter of the kind may begin with in an area, the one that is taken unasked first. */
export async function procedureOptions(house: House, kind: Kind, where: Where): Promise<Procedure[]> {
  const { chooser, current } = registry(house);
  const chosen = chooser?.(kind.kind, where) ?? [];
  const keys = new Set(chosen.map((one) => one.key));
  // What ships stays to be chosen beside what a pack brings, unless the pack speaks of it.
  const shipped = [kind.procedure, ...(kind.others ?? [])]
    .filter((key) => !keys.has(key) && current.has(key))
    .map((key) => ({ key, version: current.get(key)! }));
  return Promise.all([...chosen, ...shipped].map(({ key, version }) => procedureOf(house, key, version)));
}

/** What a new matter begins with: `key` among what is in force there, else the first. Errors: `matters.unknown_procedure`. */
export async function procedureFor(house: House, kind: Kind, where: Where, key?: string): Promise<Procedure> {
  const chosen = registry(house).chooser?.(kind.kind, where);
  // The hot path: nothing was chosen here, and nothing is asked of the database.
  if (key === undefined && (!chosen || chosen.length === 0)) return currentProcedure(house, kind);
  const found = (await procedureOptions(house, kind, where)).find((one) => key === undefined || one.key === key);
  if (!found) throw new Refusal(errors.unknown_procedure, { key: key ?? kind.procedure });
  return found;
}

/** Every kind of the house with its words and those of the states that matters may be in, whichever procedure they began with. */
export function kindViews(house: House) {
  const { kinds, procedures } = registry(house);
  return [...kinds.values()].map((kind) => {
    const own = currentProcedure(house, kind);
    const all = [own, ...[...procedures.values()].filter((one) => one.kind === kind.kind && one !== own)];
    const states = new Map(all.toReversed().flatMap((one) => Object.entries(one.states)));
    const ordered = [...new Set(all.flatMap((one) => Object.keys(one.states)))];
    return {
      kind: kind.kind,
      name: own.name,
      states: ordered.map((key) => ({ key, name: states.get(key)!.name, stage: states.get(key)!.stage, final: states.get(key)!.final })),
    };
  });
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
