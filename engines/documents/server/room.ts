import { Refusal } from '@hezhi/contract';
import { defineRoom, implement, type Call, type Wire } from '@hezhi/server';
import { errors, fileLimits, routes, tokenHeader, UploadFields } from '../contract/index.ts';
import { visibleFile } from './access.ts';
import { keepFile } from './files.ts';
import { passLimits } from './passes.ts';
import { personal } from './personal.ts';
import { purgeFiles } from './purge.ts';
import { scanningOf } from './scanner.ts';
import { sendFile } from './serve.ts';
import { verifyFiles } from './verify.ts';

const tokenOf = ({ request }: Wire): string | null => {
  const given = request.headers[tokenHeader];
  return typeof given === 'string' && /^[\w-]{20,100}$/.test(given) ? given : null;
};

/** Reads one file and the fields beside it, in whatever order they come. */
async function readUpload({ request }: Wire): Promise<{ source: Buffer; fields: ReturnType<typeof UploadFields.parse> }> {
  if (!request.isMultipart()) throw new Refusal(errors.no_file);
  let source: Buffer | null = null;
  const given: Record<string, unknown> = {};
  for await (const part of request.parts({ limits: { files: 1, fileSize: fileLimits.bytes } })) {
    if (part.type === 'file') source = await part.toBuffer();
    else if (part.fieldname in UploadFields.shape) given[part.fieldname] = part.value;
  }
  if (!source) throw new Refusal(errors.no_file);
  const parsed = UploadFields.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message, code }) => ({ path: `/body/${path.join('/')}`, code, detail: message }));
    throw new Refusal(errors.fields, {}, { faults });
  }
  return { source, fields: parsed.data };
}

/** A file to whoever may see it. What came by a pass is not kept longer than passes hold. */
async function answer(call: Call, { district, id }: { district: string; id: string }, pass: string | undefined, wire: Wire, thumb: boolean): Promise<never> {
  const file = await visibleFile(call, district, id, tokenOf(wire), pass ?? null);
  return (await sendFile(call.house, wire, file, thumb, pass === undefined ? undefined : passLimits.ms / 1000)) as never;
}

/** 文书与文件 documents: photos and voice notes of matters, and papers to print. */
export const room = defineRoom({
  name: 'documents',
  personal,
  routes: [
    implement(routes.upload, async (call, _, wire) => {
      const { source, fields } = await readUpload(wire);
      const { file, token } = await keepFile(call, source, { ...fields, token: fields.token ?? tokenOf(wire) ?? undefined });
      return { ...file, token };
    }),
    implement(routes.file, (call, { params, query }, wire) => answer(call, params, query.pass, wire, false)),
    implement(routes.thumb, (call, { params, query }, wire) => answer(call, params, query.pass, wire, true)),
  ],
  errors,
  migrations: new URL('./migrations/', import.meta.url),
  jobs: [
    {
      queue: 'documents.purge',
      cron: '40 3 * * *',
      work: async (call) => {
        const { rows, strays } = await purgeFiles(call.house, call.db);
        if (rows + strays > 0) call.house.log.info({ rows, strays }, 'files that nobody used are gone');
      },
    },
  ],
  verify: [{ name: 'files', check: verifyFiles }],
  async open(house) {
    scanningOf(house);
  },
});
