import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodedQuery, dingtalkSignature, newNonce, ownPage, wechatSignature } from './signature.ts';

test('a page is signed for WeChat as the example that WeChat publishes', () => {
  const signing = {
    nonce: 'Wm3WZYTPz0wzccnW',
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    timestamp: 1414587457,
    url: 'http://mp.weixin.qq.com?params=value',
  };
  expect(wechatSignature(signing)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
});

test('for DingTalk the query is decoded before it is signed, by SHA-256', () => {
  const url = 'https://hezhi.example.gov.cn/desk/cases?q=%E8%B7%AF%E7%81%AF+1&a=%2F';
  const text = 'jsapi_ticket=T&noncestr=N&timestamp=1700000000&url=https://hezhi.example.gov.cn/desk/cases?q=路灯 1&a=/';
  expect(dingtalkSignature({ ticket: 'T', nonce: 'N', timestamp: 1700000000, url })).toBe(createHash('sha256').update(text).digest('hex'));
  expect(decodedQuery('https://a.cn/%E8%B7%AF')).toBe('https://a.cn/%E8%B7%AF');
  expect(decodedQuery('https://a.cn/?q=%E8%B')).toBe('https://a.cn/?q=%E8%B');
});

test('nonces do not repeat', () => {
  expect(new Set(Array.from({ length: 1000 }, newNonce)).size).toBe(1000);
});

const origin = 'https://hezhi.example.gov.cn';
test('only pages of our own origin are signed, without what follows #', () => {
  expect(ownPage(`${origin}/report?from=wx#top`, origin)).toBe(`${origin}/report?from=wx`);
  expect(ownPage(origin, origin)).toBe(origin);
  const foreign = [
    'https://evil.cn/',
    `${origin}.evil.cn/`,
    `${origin}@evil.cn/`,
    `${origin}:8443/`,
    origin.replace('https', 'http') + '/',
    `${origin}\\@evil.cn/`,
    `https://evil.cn/?u=${origin}/`,
    `${origin}/a\n&url=https://evil.cn`,
    ` ${origin}/`,
  ];
  expect(foreign.map((url) => ownPage(url, origin))).toEqual(foreign.map(() => null));
});

test('whatever is signed stands on our origin, is a whole address and has no fragment', () => {
  const start = fc.constantFrom(origin, `${origin}/`, `${origin}@`, `${origin}.`, `${origin}\\`, 'https://', '//', '');
  fc.assert(
    fc.property(start, fc.string({ unit: 'binary' }), fc.string(), (head, path, tail) => {
      const signed = ownPage(`${head}${path}${tail}`, origin);
      if (signed === null) return;
      expect(new URL(signed).origin).toBe(origin);
      expect(signed).not.toMatch(/[#\s\\]/);
    }),
    { seed: 20261123, numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom('/', 'a', '%E8%B7%AF', '?', '&', '=', '@', ':', '.', '~')), (parts) => {
      const page = `${origin}/${parts.join('')}`;
      expect(ownPage(`${page}#x`, origin)).toBe(page);
    }),
    { seed: 20261123, numRuns: 50 },
  );
});
