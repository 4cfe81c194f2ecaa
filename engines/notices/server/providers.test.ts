import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverOf, type Asked } from '../testing/http-server.ts';
import { smtpServer, type SmtpServer } from '../testing/smtp-server.ts';
import { readConfig, type EmailConfig } from './config.ts';
import type { Message } from './message.ts';
import { AliyunSms, authorization } from './providers/aliyun.ts';
import { encodedWords, isMailAddress, mailDate, mailText } from './providers/mail.ts';
import { SmtpMail } from './providers/smtp.ts';
import { httpWebhook } from './providers/webhook.ts';
import { WechatMessages } from './providers/wechat.ts';

const message: Message = {
  token: '019a9e5c-7a30-7b4e-8b1f-3c1d2e4f5a6b',
  to: '13912345678',
  language: 'zh-Hans',
  template: 'cases.accepted',
  title: '您反映的问题已受理',
  body: '您反映的“路灯”（编号 2026-1123-000042）已受理。\n.一行以点开头',
  short: '已受理',
  values: { number: '2026-1123-000042', what: "it's (a) *lamp*!", long: '一二三四五六七八九十一二三四五六七八九十一二三' },
  link: 'https://hezhi.example.gov.cn/mine/1',
  path: '/mine/1',
  at: Date.parse('2026-11-23T10:00:00+08:00'),
};

describe('Alibaba Cloud SMS', () => {
  test('signs as the example that Alibaba Cloud publishes', () => {
    const headers = {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
    };
    const query = 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai';
    const signed = authorization({ method: 'POST', path: '/', query, headers, payload: '' }, { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' });
    expect(signed).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  /** Recomputed from what came over the wire, not by our own code. */
  const genuine = ({ method, url, headers, body }: Asked, secret: string): boolean => {
    const { SignedHeaders, Signature } = Object.fromEntries(
      headers
        .authorization!.replace('ACS3-HMAC-SHA256 ', '')
        .split(',')
        .map((part) => part.split('=') as [string, string]),
    );
    const names = SignedHeaders!.split(';');
    if (!['host', 'x-acs-action', 'x-acs-date'].every((name) => names.includes(name))) return false;
    const canonical = `${method}\n${url.pathname}\n${url.search.slice(1)}\n${names.map((name) => `${name}:${String(headers[name])}\n`).join('')}\n${SignedHeaders}\n${createHash('sha256').update(body).digest('hex')}`;
    const expected = createHmac('sha256', secret)
      .update(`ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`)
      .digest('hex');
    return timingSafeEqual(Buffer.from(expected), Buffer.from(Signature!));
  };

  test('sends a signed SendSms; the provider’s codes decide what happens next', async () => {
    const replies = ['OK', 'isv.MOBILE_NUMBER_ILLEGAL', 'isv.BUSINESS_LIMIT_CONTROL', 'cut'];
    const server = await serverOf((asked) => {
      if (!genuine(asked, 's3cret')) return { status: 400, json: { Code: 'SignatureDoesNotMatch' } };
      const Code = replies.shift()!;
      return Code === 'cut' ? null : { status: Code === 'OK' ? 200 : 400, json: { Code, Message: `number 13912345678`, BizId: '9006197^0' } };
    });
    const templates = { 'cases.accepted': { id: 'SMS_154950909', fields: { code: 'number', thing: 'what' } } };
    const config = { provider: 'aliyun' as const, access_key_id: 'id', access_key_secret: 's3cret', sign_name: '合治', endpoint: server.url, templates };
    const sms = new AliyunSms(config);
    expect(await sms.send(message)).toEqual({ end: 'sent', reference: '9006197^0' });
    const { url, headers } = server.asked[0]!;
    expect(headers).toMatchObject({ 'x-acs-action': 'SendSms', 'x-acs-version': '2017-05-25' });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      PhoneNumbers: '13912345678',
      SignName: '合治',
      TemplateCode: 'SMS_154950909',
      TemplateParam: JSON.stringify({ code: '2026-1123-000042', thing: "it's (a) *lamp*!" }),
      OutId: message.token,
    });
    expect(await sms.send(message)).toEqual({ end: 'refused', why: 'isv.MOBILE_NUMBER_ILLEGAL number ***' });
    expect((await sms.send(message)).end).toBe('later');
    // The connection broke after the request was out: nobody knows.
    expect((await sms.send(message)).end).toBe('unknown');
    expect(await sms.send({ ...message, template: 'cases.unheard' })).toMatchObject({ end: 'refused', reason: 'no_template' });
    expect((await new AliyunSms({ ...config, access_key_secret: 'wrong' }).send(message)).end).toBe('refused');
    await server.close();
    expect((await sms.send(message)).end).toBe('later');
    expect(new Set(server.asked.map((one) => one.headers['x-acs-signature-nonce'])).size).toBe(server.asked.length);
  });
});

describe('WeChat subscribed messages', () => {
  test('keeps its token, fetches it anew once when it is stale, cuts what is too long, says whom it may not tell', async () => {
    let tokens = 0;
    const errcodes = [0, 42001, 0, 43101, 45009];
    const server = await serverOf(({ url, method }) => {
      if (url.pathname === '/cgi-bin/token') {
        const { appid, secret, grant_type } = Object.fromEntries(url.searchParams);
        const known = method === 'GET' && appid === 'wx1' && secret === 'shh' && grant_type === 'client_credential';
        return { json: known ? { access_token: `t${++tokens}`, expires_in: 7200 } : { errcode: 40013 } };
      }
      if (url.pathname === '/sns/jscode2session')
        return { json: url.searchParams.get('js_code') === 'good' ? { openid: 'o-1', session_key: 'k' } : { errcode: 40029 } };
      if (url.searchParams.get('access_token') !== `t${tokens}`) return { json: { errcode: 40001 } };
      return { json: { errcode: errcodes.shift(), errmsg: 'm', msgid: 7 } };
    });
    let now = Date.parse('2026-11-23T10:00:00+08:00');
    const templates = { 'cases.accepted': { id: 'T1', fields: { character_string1: 'number', thing2: 'long', time3: 'at', thing4: 'missing' } } };
    const config = { app_id: 'wx1', app_secret: 'shh', endpoint: server.url, page: 'pages/web/index', state: 'formal' as const, templates };
    const wechat = new WechatMessages(config, () => now);
    const openid = { ...message, to: 'o-1' };
    expect(await wechat.send(openid)).toEqual({ end: 'sent', reference: '7' });
    expect(JSON.parse(server.asked.at(-1)!.body)).toEqual({
      touser: 'o-1',
      template_id: 'T1',
      page: 'pages/web/index?path=%2Fmine%2F1',
      data: {
        character_string1: { value: '2026-1123-000042' },
        thing2: { value: '一二三四五六七八九十一二三四五六七八九…' },
        time3: { value: '11月23日 10:00' },
        thing4: { value: '—' },
      },
      miniprogram_state: 'formal',
      lang: 'zh_CN',
    });
    expect((await wechat.send(openid)).end).toBe('sent');
    expect(tokens).toBe(2);
    expect((await wechat.send(openid)).end).toBe('refused');
    now += 7200_000;
    expect((await wechat.send(openid)).end).toBe('later');
    expect(tokens).toBe(3);
    expect([await wechat.identify('good'), await wechat.identify('bad')]).toEqual(['o-1', null]);
    expect((await new WechatMessages({ ...config, app_secret: 'no' }, () => now).send(openid)).end).toBe('later');
    await server.close();
  });
});

describe('mail', () => {
  test('encoded words are short, whole, and read as they were written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (given) => {
        const words = encodedWords(given);
        for (const line of words.split('\r\n ')) expect(line.length).toBeLessThanOrEqual(75);
        const read = words.startsWith('=?UTF-8?B?')
          ? words
              .split('\r\n ')
              .map((one) => Buffer.from(one.slice(10, -2), 'base64').toString('utf8'))
              .join('')
          : words;
        expect(read).toBe(given.replace(/[\r\n]+/g, ' '));
        expect(words).not.toMatch(/\r\n(?! )/);
      }),
    );
    expect(mailDate(message.at)).toBe('Mon, 23 Nov 2026 10:00:00 +0800');
    expect(['a@b.cn', "o'neil+x@sub.example.com"].every(isMailAddress)).toBe(true);
    expect(['a b@c.cn', 'a@b.cn>\r\nRCPT TO:<x', '<a@b.cn>', 'a@', '@b.cn'].some(isMailAddress)).toBe(false);
    const text = mailText({ from: 'n@hezhi.cn', fromName: '合治', to: 'a@b.cn', subject: 'x\r\nBcc: evil@x.cn', text: 'y', id: 'i', at: 0 });
    expect(text).not.toMatch(/^Bcc/m);
  });

  let folder: string;
  let servers: SmtpServer[] = [];
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'hezhi-smtp-'))));
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all(servers.map((server) => server.close()));
  });
  const mail = { ...message, to: 'wang@example.com' };
  const mailer = async (offers: Parameters<typeof smtpServer>[0], config: Partial<EmailConfig> = {}): Promise<{ server: SmtpServer; smtp: SmtpMail }> => {
    const server = await smtpServer(offers);
    servers = [...servers, server];
    const ca = join(folder, `${server.port}.pem`);
    writeFileSync(ca, server.cert);
    const secure = offers.tls;
    return {
      server,
      smtp: new SmtpMail({ host: '127.0.0.1', port: server.port, secure, user: 'u', password: 'p:密', from: 'n@hezhi.cn', from_name: '合治', ca, ...config }),
    };
  };

  test('goes over STARTTLS with AUTH PLAIN; dots, lines and characters arrive as they were', async () => {
    const { server, smtp } = await mailer({ tls: 'starttls', auth: 'PLAIN' });
    expect(await smtp.send(mail)).toEqual({ end: 'sent', reference: '2.0.0 queued as 4F2A' });
    const [taken] = server.mails;
    expect(taken).toMatchObject({ secure: true, user: 'u', password: 'p:密', from: 'n@hezhi.cn', to: 'wang@example.com' });
    const [head = '', body = ''] = taken!.data.split('\r\n\r\n');
    expect(head).toContain(`Message-ID: <${message.token}@hezhi.cn>`);
    expect(head).toContain('Content-Transfer-Encoding: base64');
    expect(Buffer.from(body, 'base64').toString('utf8').trim()).toBe(`${mail.body}\n\n${mail.link}`.replaceAll('\n', '\r\n'));
    expect(server.talk.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'QUIT']);
  });

  test('logs in by AUTH LOGIN where only that is offered; without a user not at all', async () => {
    const login = await mailer({ tls: 'none', auth: 'LOGIN' });
    expect((await login.smtp.send(mail)).end).toBe('sent');
    expect(login.server.mails[0]).toMatchObject({ secure: false, user: 'u', password: 'p:密' });
    const open = await mailer({ tls: 'none', auth: null }, { user: undefined });
    expect((await open.smtp.send(mail)).end).toBe('sent');
  });

  test('never sends a password without TLS that was asked for, nor to a server it cannot trust', async () => {
    const plain = await mailer({ tls: 'none', auth: 'PLAIN' }, { secure: 'starttls' });
    expect(await plain.smtp.send(mail)).toMatchObject({ end: 'later', why: expect.stringContaining('STARTTLS') });
    expect(plain.server.talk.some((line) => line.startsWith('AUTH'))).toBe(false);
    const strange = await mailer({ tls: 'starttls', auth: 'PLAIN' }, { ca: undefined });
    expect((await strange.smtp.send(mail)).end).toBe('later');
    expect(strange.server.talk.some((line) => line.startsWith('AUTH'))).toBe(false);
  });

  test('4yz is later, 5yz is never, silence after the text is unknown, a closed door is later', async () => {
    const { server, smtp } = await mailer({ tls: 'none', auth: 'PLAIN' });
    const end = async (word: string, answer: string): Promise<string> => {
      server.answers.set(word, answer);
      const outcome = await smtp.send(mail);
      server.answers.delete(word);
      expect(JSON.stringify(outcome)).not.toContain('wang@');
      return outcome.end;
    };
    expect(await end('RCPT', '450 4.2.1 <wang@example.com> busy')).toBe('later');
    expect(await end('RCPT', '550 5.1.1 <wang@example.com> unknown')).toBe('refused');
    expect(await end('AUTH', '535 5.7.8 wrong')).toBe('later');
    expect(await end('DATA', 'cut')).toBe('later');
    expect(await end('.', 'cut')).toBe('unknown');
    expect(await end('.', '554 spam')).toBe('refused');
    await server.close();
    expect((await smtp.send(mail)).end).toBe('later');
  });
});

describe('webhooks', () => {
  test('are signed as Standard Webhooks says, under the delivery’s id; 4xx is never, 5xx later', async () => {
    const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
    const statuses = [204, 400, 410, 429, 503];
    const server = await serverOf(({ headers, body }) => {
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const expected = `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(signed)
        .digest('base64')}`;
      return { status: headers['webhook-signature'] === expected ? statuses.shift()! : 401, json: {} };
    });
    const hook = httpWebhook('neighbour', { url: `${server.url}/in`, secret });
    const ends = [];
    while (statuses.length > 0) ends.push((await hook.send(message)).end);
    expect(ends).toEqual(['sent', 'refused', 'refused', 'later', 'later']);
    expect(server.asked[0]!.headers['webhook-id']).toBe(message.token);
    expect(JSON.parse(server.asked[0]!.body)).toMatchObject({ type: 'cases.accepted', data: { values: { number: '2026-1123-000042' } } });
    await server.close();
  });
});

test('a settings file that is not right stops the start with a sentence that shows no secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hezhi-notices-'));
  const file = join(folder, 'notices.json');
  const told = async (text: string): Promise<string> => {
    writeFileSync(file, text);
    return readConfig(file).then(
      () => '',
      (error: Error) => error.message,
    );
  };
  expect(await readConfig(undefined)).toEqual({});
  expect(await told('{')).toContain('not JSON');
  expect(await told(JSON.stringify({ sms: { provider: 'aliyun', access_key_id: 'hush', access_key_secret: 'hush' } }))).toMatch(/sms\.sign_name(?!.*hush)/);
  expect(await told(JSON.stringify({ email: { host: 'mail.example.cn', port: 465, secure: 'tls', from: 'a@b.cn' } }))).toBe('');
  await expect(readConfig(join(folder, 'none.json'))).rejects.toThrow('HEZHI_NOTICES');
  rmSync(folder, { recursive: true });
});
