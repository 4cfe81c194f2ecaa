import { defineRoute, Id, needs } from '@hezhi/contract';
import { errors as matters } from '@hezhi/matters/contract';
import { z } from 'zod';
import { errors, permissions } from './errors.ts';
import { ReportGiven, ReportLine, ReportPage, ReportQuery, ReportView } from './reports.ts';

const params = z.object({ id: Id });
const paper = <const Kind extends 'pdf' | 'docx' | 'xlsx', const Text extends string>(kind: Kind, summary: Text) =>
  defineRoute({
    method: 'GET',
    path: `/insight/reports/:id/report.${kind}`,
    summary,
    access: needs(permissions.read),
    params,
    reply: null,
    reply_kind: 'raw',
    errors: [errors.outside_territory, errors.no_report, errors.report_not_ready],
    rate: 30,
    features: ['I3', 'A1'],
  });

/** Routes of the monthly reports. */
export const reportRoutes = {
  reports: defineRoute({
    method: 'GET',
    path: '/insight/reports',
    summary: 'Monthly reports of the territory and below, newest first, with how far those are that are being made',
    access: needs(permissions.read),
    query: ReportQuery,
    reply: ReportPage,
    errors: [errors.outside_territory, errors.unknown_area, matters.bad_cursor],
    features: ['I3', 'A1'],
  }),
  makeReport: defineRoute({
    method: 'POST',
    path: '/insight/reports',
    summary: 'Asks for the report of a month that has ended, or of the running month so far; a further one of the same month is a new revision',
    access: needs(permissions.report),
    body: ReportGiven,
    reply: ReportLine,
    idempotency: 'write',
    errors: [errors.outside_territory, errors.unknown_area, errors.month_ahead, errors.report_too_fine, errors.report_under_way],
    features: ['I3', 'A1'],
  }),
  report: defineRoute({
    method: 'GET',
    path: '/insight/reports/:id',
    summary: 'One report with its numbers as they were when it was made',
    access: needs(permissions.read),
    params,
    reply: ReportView,
    errors: [errors.outside_territory, errors.no_report],
    features: ['I3', 'A1'],
  }),
  reportPdf: paper('pdf', 'The report on paper (PDF, A4)'),
  reportDocx: paper('docx', 'The report as a document to go on writing in (DOCX)'),
  reportXlsx: paper('xlsx', 'The tables of the report as a workbook, a sheet each (XLSX)'),
} as const;
