import { createHash } from 'node:crypto';

const hashes = (html: string, element: string): string => {
  const found = [...html.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))].map(
    ([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`,
  );
  return found.length > 0 ? [...new Set(found)].join(' ') : "'none'";
};

/**
 * The content policy of a page that is one file for itself (not an app's index): exactly the scripts and styles that stand in it run, told by their hashes (CSP 3), nothing
 * is loaded, and nothing goes out.
 */
export const ownPolicy = (html: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashes(html, 'script')}`,
    `style-src ${hashes(html, 'style')}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
