import { buffer } from 'node:stream/consumers';
import type { Call, CopyFile, Personal } from '@hezhi/server';
import { pathOf, storeOf } from './files.ts';
import { filesOfPerson } from './queries.ts';

/** Photos and voice notes that the person brought, with their bytes. Those that a matter took stay with it when the account closes. */
export const personal: Personal = {
  tables: [
    {
      table: 'documents.file',
      persons: ['person'],
      copy: {
        name: ['上传的照片和录音', 'Photos and voice notes I uploaded'],
        fields: {
          at: ['上传时间', 'uploaded at'],
          id: ['文件编号', 'number of the file'],
          kind: ['种类', 'kind'],
          type: ['格式', 'format'],
          bytes: ['字节数', 'bytes'],
          matter: ['用于事项', 'used in the matter'],
        },
      },
      closing: 'record',
    },
  ],
  files: ownFiles,
};

async function* ownFiles(call: Call): AsyncIterable<CopyFile> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await filesOfPerson(call.db, call.actor.district!, call.actor.person!, after, 100);
    for (const row of rows) {
      const found = await storeOf(call.house).read(pathOf(row));
      if (found) yield { name: `files/${row.at.slice(0, 10)}-${row.id}.${row.suffix}`, bytes: await buffer(found.stream) };
      after = row.id;
    }
    if (rows.length < 100) return;
  }
}
