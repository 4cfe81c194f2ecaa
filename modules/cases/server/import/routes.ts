import { implement, type Implementation } from '@hezhi/server';
import { importRoutes as routes } from '../../contract/import-routes.ts';
import { cancelImport, confirmImport, mendRow, readAnew } from './decide.ts';
import { resultFile, templateFile } from './files.ts';
import { importFile } from './send.ts';
import { importDetail, importRows, importsOf } from './views.ts';

export const importImplementations: readonly Implementation[] = [
  implement(routes.imports, (call, { query }) => importsOf(call, query)),
  implement(routes.importFile, (call, _, wire) => importFile(call, wire)),
  implement(routes.importTemplate, async (call, _, wire) => (await templateFile(call, wire)) as never),
  implement(routes.import, (call, { params }) => importDetail(call, params.id)),
  implement(routes.importRows, (call, { params, query }) => importRows(call, params.id, query)),
  implement(routes.importReading, (call, { params, body }) => readAnew(call, params.id, body)),
  implement(routes.importMend, (call, { params, body }) => mendRow(call, params.id, params.row, body)),
  implement(routes.importConfirm, (call, { params, body }) => confirmImport(call, params.id, body)),
  implement(routes.importCancel, (call, { params, body }) => cancelImport(call, params.id, body.version)),
  implement(routes.importResultFile, async (call, { params }, wire) => (await resultFile(call, params.id, params.format, wire)) as never),
];
