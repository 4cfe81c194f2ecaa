/** A mail server for tests: speaks as much of SMTP submission as a real one demands, and keeps what it was given. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { testCertificate } from './certificate.ts';

export type TakenMail = { secure: boolean; user: string | null; password: string | null; from: string; to: string; data: string };
export type SmtpServer = {
  port: number;
  /** The certificate to trust, PEM. */
  cert: string;
  mails: TakenMail[];
  /** Commands as they came, without secrets. */
  talk: string[];
  /** Answers to give instead, by command word; `cut` closes the connection. */
  answers: Map<string, string>;
  close(): Promise<void>;
};

export async function smtpServer(offers: { tls: 'starttls' | 'none'; auth: 'PLAIN' | 'LOGIN' | null }): Promise<SmtpServer> {
  const { key, cert } = testCertificate();
  const made: Omit<SmtpServer, 'port' | 'close'> = { cert, mails: [], talk: [], answers: new Map() };
  const sockets = new Set<Socket>();

  const serve = (socket: Socket, secure: boolean): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let buffer = '';
    let data: string[] | null = null;
    let steps: ((line: string) => void)[] = [];
    const mail: TakenMail = { secure, user: null, password: null, from: '', to: '', data: '' };
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const decode = (line: string): string => Buffer.from(line, 'base64').toString('utf8');
    const command = (line: string): void => {
      const word = line.split(/[ :]/)[0]!.toUpperCase();
      made.talk.push(word === 'AUTH' ? line.split(' ').slice(0, 2).join(' ') : line);
      const other = made.answers.get(word);
      if (other === 'cut') return void socket.destroy();
      if (other !== undefined) return say(other);
      if (word === 'EHLO') {
        const able = [
          'SIZE 1000000',
          ...(offers.tls === 'starttls' && !secure ? ['STARTTLS'] : []),
          ...(offers.auth && (secure || offers.tls === 'none') ? [`AUTH ${offers.auth}`] : []),
        ];
        socket.write(`250-hello\r\n${able.map((one, n) => `250${n === able.length - 1 ? ' ' : '-'}${one}\r\n`).join('')}`);
      } else if (word === 'STARTTLS') {
        say('220 go ahead');
        socket.removeAllListeners('data');
        serve(new TLSSocket(socket, { isServer: true, key, cert }), true);
      } else if (word === 'AUTH' && offers.auth === 'PLAIN') {
        [, mail.user, mail.password] = decode(line.split(' ')[2]!).split('\0') as [string, string, string];
        say('235 ok');
      } else if (word === 'AUTH') {
        say('334 VXNlcm5hbWU6');
        steps = [
          (one) => {
            mail.user = decode(one);
            say('334 UGFzc3dvcmQ6');
          },
          (one) => {
            mail.password = decode(one);
            say('235 ok');
          },
        ];
      } else if (word === 'MAIL') {
        mail.from = /<(.*)>/.exec(line)![1]!;
        say(mail.user === null && offers.auth ? '530 5.7.0 authenticate first' : '250 ok');
      } else if (word === 'RCPT') {
        mail.to = /<(.*)>/.exec(line)![1]!;
        say('250 ok');
      } else if (word === 'DATA') {
        data = [];
        say('354 go on');
      } else if (word === 'QUIT') {
        say('221 bye');
        socket.end();
      } else say('500 what?');
    };
    socket.on('data', (chunk: Buffer) => {
      buffer += chunk.toString('utf8');
      for (let at = buffer.indexOf('\r\n'); at >= 0; at = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, at);
        buffer = buffer.slice(at + 2);
        const step = steps.shift();
        if (step) step(line);
        else if (data === null) command(line);
        else if (line !== '.') data.push(line.startsWith('.') ? line.slice(1) : line);
        else {
          mail.data = data.join('\r\n');
          data = null;
          made.mails.push({ ...mail });
          const other = made.answers.get('.');
          if (other === 'cut') socket.destroy();
          else say(other ?? '250 2.0.0 queued as 4F2A');
        }
      }
    });
    if (!secure) say('220 test ESMTP');
  };
  const server: Server = createServer((socket) => serve(socket, false));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...made,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
