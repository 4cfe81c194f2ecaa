import { kernelErrors, Refusal, type ErrorDef, type FieldFault, type Language } from '@hezhi/contract';
import { isDbError } from '../write.ts';
import { speak } from './speak.ts';

/** The problem document (RFC 9457) of every error of the product. */
export type ProblemDocument = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  reference: string;
  errors?: readonly FieldFault[];
};

/** What an error becomes for the person, and how loudly it is logged. */
export type Verdict = { refusal: Refusal; log: 'none' | 'warn' | 'error'; retryAfter?: number };

/** Builds the document. `type` is a stable relative address; `title` and `detail` are in the person's language. */
export function problemOf(refusal: Refusal, language: Language, reference: string): ProblemDocument {
  const sentence = speak(refusal.def.words, language, refusal.values);
  return {
    ...refusal.extra,
    type: `/errors/${refusal.def.code}`,
    title: sentence,
    status: refusal.def.status,
    code: refusal.def.code,
    detail: sentence,
    reference,
    ...(refusal.faults.length > 0 ? { errors: refusal.faults } : {}),
  };
}

const away = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const awaySentences =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end/i;
// Shutdown (57P01-03), connection trouble (08), too many connections or no space (53), a standby that does not write (25006),
// statement timeout (57014), deadlock and serialisation failures (40): all pass by themselves.
const awayStates = /^(?:08...|53...|57P0[1-5]|57014|25006|40001|40P01|55P03)$/;

/** Whether the failure says that the database cannot be reached or cannot work just now. */
export function databaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isDbError(error) && awayStates.test(error.code)) return true;
  const { code, syscall } = error as { code?: string; syscall?: string };
  if (code && away.has(code)) return true;
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (awaySentences.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some(databaseAway)) return true;
  return error.cause !== undefined && databaseAway(error.cause);
}

// Text, number or date that the database cannot take: input that a schema should have refused.
const badInput = new Set(['22P02', '22003', '22021', '22007', '22008', '22P05', '22001']);

const byFastify: Record<string, ErrorDef> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: kernelErrors.media_type,
  FST_ERR_CTP_BODY_TOO_LARGE: kernelErrors.too_large,
  FST_REQ_FILE_TOO_LARGE: kernelErrors.too_large,
  FST_FILES_LIMIT: kernelErrors.too_large,
  FST_FIELDS_LIMIT: kernelErrors.too_large,
  FST_PARTS_LIMIT: kernelErrors.too_large,
  FST_ERR_MAX_PARAM_LENGTH: kernelErrors.not_found,
};

/** Decides what any thrown value becomes. Unknown ones are bugs: 500 without detail. */
export function judge(error: unknown): Verdict {
  if (error instanceof Refusal) {
    const after = error.extra['retry_after'];
    return { refusal: error, log: 'none', ...(typeof after === 'number' ? { retryAfter: after } : {}) };
  }
  if (databaseAway(error)) return { refusal: new Refusal(kernelErrors.unavailable), log: 'warn', retryAfter: 2 };
  if (isDbError(error) && badInput.has(error.code)) return { refusal: new Refusal(kernelErrors.invalid), log: 'warn' };
  if (error instanceof Error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    const def = code ? byFastify[code] : undefined;
    if (def) return { refusal: new Refusal(def), log: 'none' };
    if (statusCode && statusCode >= 400 && statusCode < 500) {
      const known = Object.values(kernelErrors).find((each) => each.status === statusCode && each.status !== 422);
      return { refusal: new Refusal(known ?? kernelErrors.malformed), log: 'none' };
    }
  }
  return { refusal: new Refusal(kernelErrors.internal), log: 'error' };
}

/**
 * An error as it may stand in a log: no values of a person. PostgreSQL quotes what was typed in `detail` and at the end of its
 * messages, so only the first words and the names of things remain.
 */
export function plainError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  if (isDbError(error)) {
    const { code, constraint, table, schema } = error;
    return {
      kind: 'database',
      code,
      constraint,
      table: table && `${schema}.${table}`,
      message: error.message.replace(/: ".*$|"[^"]*[^"\w.][^"]*"/s, ' …'),
      stack,
    };
  }
  const { code } = error as { code?: unknown };
  return {
    kind: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: error.message,
    stack,
    ...(error.cause === undefined ? {} : { cause: plainError(error.cause) }),
  };
}
