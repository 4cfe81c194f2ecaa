/** A statement as it was sent, and the way to send it again with other ids. Pure. */
export type Sent = { name: string; text: string; values: readonly unknown[] };

/** A piece of a value: fixed text, or the number of a slot. */
type Piece = string | number;
type Value = { fixed: unknown } | { pieces: Piece[] } | { list: Value[] };
export type Template = {
  statements: { name: string; text: string; values: Value[] }[];
  /** Slots that the target of the request fills. */ given: number;
  /** Slots that get fresh text, by their kind. */ fresh: ('id' | 'number')[];
};

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const number = /\d{4}-\d{4}-\d{6}/g;

/**
 * Turns captured statements into a template. `targets` are texts in it that each request replaces by its own, in this order; `fixed` ids stay; every
 * other id, every case number and every text of `secrets` becomes fresh, the same place by place within one request.
 */
export function templateOf(sent: readonly Sent[], targets: readonly string[], fixed: ReadonlySet<string>, secrets: readonly string[] = []): Template {
  const slots = new Map<string, number>(targets.map((text, i) => [text, i]));
  const fresh: ('id' | 'number')[] = [];
  const slot = (text: string, kind: 'id' | 'number'): number | null => {
    const known = slots.get(text);
    if (known !== undefined) return known;
    if (fixed.has(text)) return null;
    slots.set(text, targets.length + fresh.length);
    return targets.length + fresh.push(kind) - 1;
  };
  for (const secret of secrets) slot(secret, 'id');
  const others = [...targets, ...secrets].filter((text) => !text.match(uuid));
  const escaped = others.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const token = new RegExp([...escaped, uuid.source, number.source].join('|'), 'g');
  const cut = (value: unknown): Value => {
    if (Array.isArray(value)) {
      const list = value.map(cut);
      return list.every((one) => 'fixed' in one) ? { fixed: value } : { list };
    }
    if (typeof value !== 'string') return { fixed: value };
    const pieces: Piece[] = [];
    let from = 0;
    for (const match of value.matchAll(token)) {
      const at = slot(match[0], match[0].match(number) && !match[0].match(uuid) ? 'number' : 'id');
      if (at === null) continue;
      if (match.index > from) pieces.push(value.slice(from, match.index));
      pieces.push(at);
      from = match.index + match[0].length;
    }
    if (pieces.length === 0) return { fixed: value };
    if (from < value.length) pieces.push(value.slice(from));
    return { pieces };
  };
  return { statements: sent.map(({ name, text, values }) => ({ name, text, values: values.map(cut) })), given: targets.length, fresh };
}

/** A value with its slots filled. */
export function fill(value: Value, slots: readonly string[]): unknown {
  if ('fixed' in value) return value.fixed;
  if ('list' in value) return value.list.map((one) => fill(one, slots));
  if (value.pieces.length === 1) return slots[value.pieces[0] as number];
  let text = '';
  for (const piece of value.pieces) text += typeof piece === 'string' ? piece : slots[piece];
  return text;
}
