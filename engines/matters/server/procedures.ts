import { Refusal } from '@hezhi/contract';
import { withTraditional, type House } from '@hezhi/server';
import { checkProcedure, errors, ProcedureSchema, type Procedure } from '../contract/index.ts';
import { canonical } from './canonical.ts';
import { registry, type Kind } from './kinds.ts';
import { findProcedure, insertProcedure } from './queries.ts';

/**
 * Checks a procedure by schema and rules and keeps it under its version. A version once kept never changes: the same again is let be, another body
 * under the same version is refused. Errors: `matters.bad_procedure`.
 */
export async function loadProcedure(house: House, body: unknown): Promise<Procedure> {
  const parsed = ProcedureSchema.safeParse(body);
  if (!parsed.success)
    throw new Refusal(errors.bad_procedure, { what: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
  const procedure = parsed.data;
  const faults = checkProcedure(procedure);
  if (faults.length > 0) throw new Refusal(errors.bad_procedure, { what: faults.join('; ') });
  const stored = await insertProcedure(house.db, procedure);
  if (!same(ProcedureSchema.parse(stored), procedure))
    throw new Refusal(errors.bad_procedure, { what: `version ${procedure.version} of ${procedure.key} is in use with another body; raise the version` });
  const { procedures, current } = registry(house);
  procedures.set(`${procedure.key}@${procedure.version}`, withTraditional(procedure));
  if ((current.get(procedure.key) ?? 0) < procedure.version) current.set(procedure.key, procedure.version);
  return procedure;
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

/** The newest version of the procedure that a new matter of the kind begins with. */
export function currentProcedure(house: House, kind: Kind): Procedure {
  const { procedures, current } = registry(house);
  const procedure = procedures.get(`${kind.procedure}@${current.get(kind.procedure) ?? 0}`);
  if (!procedure) throw new Error(`procedure ${kind.procedure} is not loaded`);
  return procedure;
}

/** Every kind of the house with its words and those of the states that new matters go through. */
export function kindViews(house: House) {
  return [...registry(house).kinds.values()].map((kind) => {
    const { name, states } = currentProcedure(house, kind);
    return { kind: kind.kind, name, states: Object.entries(states).map(([key, state]) => ({ key, name: state.name, stage: state.stage, final: state.final })) };
  });
}

const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
