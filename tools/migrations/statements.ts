/** One statement of a migration, without its comments. */
export type Statement = {
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
  /** The comment above it; a statement that follows another without a blank line shares its comment. */
  readonly comment: string;
  /** Whether the comment stands right above this one. */
  readonly own: boolean;
};

/** Splits SQL at semicolons outside strings, quoted names, dollar quotes and comments. */
export function statementsOf(sql: string): Statement[] {
  const found: Statement[] = [];
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;
  let text = '';
  let from = 0;
  let start = -1;
  let comments: string[] = [];
  let before = '';
  let own = false;
  let end = 0;
  const take = (piece: string, at: number): void => {
    if (start < 0 && piece.trim() !== '') {
      start = at + piece.search(/\S/);
      const gap = sql.slice(end, start);
      // A blank line ends what the last comment was about.
      own = comments.length > 0;
      if (own) before = comments.join('\n');
      else if (/\n[ \t]*\n/.test(gap)) before = '';
      comments = [];
    }
    text += piece;
  };
  for (const hit of sql.matchAll(token)) {
    const piece = hit[0];
    take(sql.slice(from, hit.index), from);
    from = hit.index + piece.length;
    if (piece.startsWith('--') || piece.startsWith('/*')) {
      if (start < 0) comments.push(piece.replace(/^--\s?|^\/\*\s*|\s*\*\/$/g, ''));
      text += ' ';
    } else if (piece !== ';') take(piece, hit.index);
    else {
      if (start >= 0) found.push({ text: text.trim(), line: sql.slice(0, start).split('\n').length, comment: before, own });
      text = '';
      start = -1;
      end = from;
    }
  }
  take(sql.slice(from), from);
  if (start >= 0) found.push({ text: text.trim(), line: sql.slice(0, start).split('\n').length, comment: before, own });
  return found;
}

/** The parts of a parenthesised list, split at commas of its own level. */
export function partsOf(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of list) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += char;
  }
  if (part.trim() !== '') parts.push(part.trim());
  return parts;
}

/** What stands between the first parenthesis and its partner. */
export function inParens(text: string): string {
  const open = text.indexOf('(');
  let depth = 0;
  for (let at = open; at >= 0 && at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(open + 1, at);
  }
  return '';
}
