import type { z } from 'zod';
import type {
  AreaLoad,
  Burning,
  Drill,
  FigureRow,
  FiguresReply,
  NowReply,
  ReportLine,
  ReportView,
  UnitLeg,
  UnitRow,
  UnitsReply,
  UnitSubjectRow,
  UnitSubjectsReply,
  WeightsView,
} from '../../contract/index.ts';

export type Figures = z.output<typeof FiguresReply>;
export type Row = z.output<typeof FigureRow>;
export type Now = z.output<typeof NowReply>;
export type Fire = z.output<typeof Burning>;
export type Load = z.output<typeof AreaLoad>;
export type Behind = z.output<typeof Drill> & { measure?: string };
export type Units = z.output<typeof UnitsReply>;
export type Unit = z.output<typeof UnitRow>;
export type Stretch = z.output<typeof UnitLeg>;
export type WeightsNow = z.output<typeof WeightsView>;
export type UnitSubject = z.output<typeof UnitSubjectRow>;
export type UnitSubjects = z.output<typeof UnitSubjectsReply>;
export type ReportItem = z.output<typeof ReportLine>;
export type Report = z.output<typeof ReportView>;
