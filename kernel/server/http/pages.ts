import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentPolicy, type Guests } from './guard.ts';
import { ownPolicy } from './own-policy.ts';

/** A built web app: `mount` is '/' or '/desk', `dir` the folder with its index.html, `guests` what its pages may load from elsewhere (default: nothing). */
export type Pages = { readonly mount: string; readonly dir: string; readonly guests?: Guests };

/** Stands in index.html where each page load gets a nonce of its own (Vite: `html.cspNonce`). */
export const noncePlaceholder = '__CSP_NONCE__';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

type File = { path: string; type: string; fixed: boolean; etag: string; policy: string; br: boolean; gzip: boolean };
type Site = { mount: string; files: Map<string, File>; index: string | null; guests: Guests | undefined };

/**
 * Serves the web apps: names with a hash never expire, the rest is asked again each time; `.br` and `.gz` beside a file are used. A path
 * without a file and without an extension is a place inside the app and gets index.html. Only files found at start can be named. A page beside index.html stands for itself (`ownPolicy`).
 */
export function addPages(apps: readonly Pages[]): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | null {
  const sites = apps.map(open).sort((a, b) => b.mount.length - a.mount.length);
  return (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const path = decode(request.url.split('?')[0]!);
    if (path === null || /^\/(?:api|metrics|open311|errors)(?:\/|$)/.test(path)) return null;
    const site = sites.find(({ mount }) => mount === '/' || path === mount || path.startsWith(`${mount}/`));
    if (!site) return null;
    const name = (site.mount === '/' ? path : path.slice(site.mount.length)).replace(/^\//, '');
    const file = name === '' || name === 'index.html' ? undefined : site.files.get(name);
    if (file) return sendFile(request, reply, file);
    if (site.index !== null && (extname(name) === '' || name === 'index.html')) return sendIndex(reply, site.index, site.guests);
    return null;
  };
}

function open({ mount, dir, guests }: Pages): Site {
  const files = new Map<string, File>();
  if (existsSync(dir)) {
    const found = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = new Set(found.map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/')));
    for (const name of names) {
      if (/\.(?:br|gz)$/.test(name)) continue;
      const path = join(dir, name);
      const fixed = name.startsWith('assets/');
      const page = name.endsWith('.html') && name !== 'index.html';
      const etag = `"${createHash('sha256')
        .update(fixed ? name : readFileSync(path))
        .digest('base64url')
        .slice(0, 22)}"`;
      files.set(name, {
        path,
        type: types[extname(name).toLowerCase()] ?? 'application/octet-stream',
        fixed,
        etag,
        policy: page ? ownPolicy(readFileSync(path, 'utf8')) : contentPolicy(null),
        br: names.has(`${name}.br`),
        gzip: names.has(`${name}.gz`),
      });
    }
  }
  const index = files.get('index.html');
  return { mount: mount === '/' ? '/' : mount.replace(/\/$/, ''), files, index: index ? readFileSync(index.path, 'utf8') : null, guests };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: File): Promise<FastifyReply> {
  reply.headers({
    'content-type': file.type,
    'cache-control': file.fixed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
    'content-security-policy': file.policy,
  });
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const wanted = String(request.headers['accept-encoding'] ?? '');
  const coding = file.br && /\bbr\b/.test(wanted) ? 'br' : file.gzip && /\bgzip\b/.test(wanted) ? 'gzip' : null;
  if (coding) reply.header('content-encoding', coding);
  const bytes = await readFile(coding === 'br' ? `${file.path}.br` : coding === 'gzip' ? `${file.path}.gz` : file.path);
  return reply.code(200).send(bytes);
}

async function sendIndex(reply: FastifyReply, index: string, guests: Guests | undefined): Promise<FastifyReply> {
  const nonce = index.includes(noncePlaceholder) ? randomBytes(16).toString('base64') : null;
  reply.headers({ 'content-type': types['.html']!, 'cache-control': 'no-cache', 'content-security-policy': contentPolicy(nonce, guests) });
  return reply.code(200).send(nonce ? index.replaceAll(noncePlaceholder, nonce) : index);
}
