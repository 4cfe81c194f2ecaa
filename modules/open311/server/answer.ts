import { kernelErrors, type Refusal } from '@hezhi/contract';
import { newReference, speak, type TellRefusal, type Wire } from '@hezhi/server';
import { toJson, toXml, type Answer } from './xml.ts';

/** The ending of the address says it: JSON, else XML. */
const wantsJson = ({ request }: Wire): boolean => request.url.split('?')[0]!.endsWith('.json');

function write(wire: Wire, answer: Answer): string {
  const json = wantsJson(wire);
  wire.reply.headers({
    'content-type': json ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8',
    'content-language': wire.request.language,
    'cache-control': 'no-store',
    // What is open is open to pages of others too; nothing here leans on a cookie.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  });
  return json ? toJson(answer) : toXml(answer);
}

/** The answer in the format that was asked for. `status`: of success. */
export function tell(wire: Wire, answer: Answer, status = 200): string {
  wire.reply.code(status);
  return write(wire, answer);
}

/** The standard knows 400 for whatever is wrong with a request, 403, 404; 413, 415, 429 and 5xx say what HTTP says by them. */
const statusOf = (status: number): number => (status === 401 ? 403 : status === 409 || status === 422 ? 400 : status);

/** Where the fields of a report stand in the form. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^\/body\/answers\/(.+)$/, 'attribute[$1]'],
  [/^\/body\/place$/, 'lat, long, address_string, address_id'],
  [/^\/body\/category$/, 'service_code'],
  [/^\/(?:body|query|params)\/?/, ''],
];
const fieldName = (path: string): string => {
  const found = names.find(([pattern]) => pattern.test(path));
  return found ? path.replace(...found) : path;
};

/** A failure as the standard wants it: a list of errors, each with code and description. A bug gives its reference only. */
export const refuse: TellRefusal = (refusal: Refusal, wire: Wire) => {
  const { def, faults, values } = refusal;
  const { language } = wire.request;
  const status = statusOf(def.status);
  wire.reply.code(status);
  const sentence = speak(def.words, language, values) + (def.code === kernelErrors.internal.code ? ` (${wire.request.id || newReference()})` : '');
  const lines = faults.length > 0 ? faults.map(({ path, detail }) => [fieldName(path), detail].filter(Boolean).join(': ')) : [sentence];
  return write(wire, { root: 'errors', body: { item: 'error', of: lines.map((description) => ({ code: status, description })) } });
};
