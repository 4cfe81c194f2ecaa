import { createRequire } from 'node:module';
import { cruise, type ICruiseResult, type IReporterOutput } from 'dependency-cruiser';
import type { House, Violation } from './house.ts';
import { resolve } from './rules.ts';
import type { Source } from './sources.ts';

type Walker = { visitStatement(statement: { type: string; decls?: unknown }): unknown; visitVariableDeclarators(decls: unknown): unknown };

// swc's own walker, which dependency-cruiser extends, stops at `using`; it is taught to walk on.
const walker = (createRequire(import.meta.url)('@swc/core/Visitor.js') as { Visitor: { prototype: Walker } }).Visitor.prototype;
const visitStatement = walker.visitStatement;
walker.visitStatement = function (this: Walker, statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

/**
 * What dependency-cruiser sees: rings of files, and a second opinion on every import. TypeScript 7 gives it no parser, and with none it reads
 * nothing and reports no violation, so swc is named here and what it read is compared with what we read ourselves.
 */
export async function checkCruise(house: House, sources: readonly Source[]): Promise<{ violations: Violation[]; modules: number }> {
  const tops = [...new Set(house.rooms.map((room) => room.folder.split('/')[0] ?? ''))];
  let result: IReporterOutput;
  try {
    result = await look(house, tops);
  } catch (error) {
    const what = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 300) : String(error);
    return { violations: [{ file: 'package.json', line: 1, rule: 'not-cruised', what: `dependency-cruiser gave up: ${what}` }], modules: 0 };
  }
  const output = result.output as ICruiseResult;
  const bySource = new Map(sources.map((source) => [source.file, source]));
  const cruised = new Map(output.modules.map((module) => [module.source, module]));
  const violations: Violation[] = [];
  for (const source of sources) {
    const module = cruised.get(source.file);
    if (!module) {
      violations.push({ file: source.file, line: 1, rule: 'not-cruised', what: 'dependency-cruiser did not read this file' });
      continue;
    }
    const theirs = new Set(module.dependencies.map((one) => one.module));
    for (const one of source.imports) {
      // It does not look into import('…') in types; those hold for us alone.
      const name = one.name.replace(/^node:/, '').replace(/[?#].*$/, '');
      if (!one.typeOnly && !theirs.has(name) && !theirs.has(one.name)) {
        violations.push({ file: source.file, line: one.line, rule: 'not-cruised', what: `dependency-cruiser did not see ${one.name}` });
      }
    }
  }
  for (const one of output.summary.violations) {
    const ring = [one.from, ...(one.cycle ?? []).map((step) => step.name)];
    const from = bySource.get(one.from);
    const line = from?.imports.find((link) => {
      const target = resolve(house, one.from, link.name);
      return target.kind === 'file' && target.file === one.to;
    })?.line;
    violations.push({ file: one.from, line: line ?? 1, rule: one.rule.name, what: ring.join(' > ') });
  }
  return { violations, modules: sources.filter((source) => cruised.has(source.file)).length };
}

function look(house: House, tops: string[]): Promise<IReporterOutput> {
  return cruise(
    tops,
    {
      baseDir: house.root,
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^apps/[^/]+/dist[-/]' },
      validate: true,
      ruleSet: {
        forbidden: [
          // Types are erased: a ring of which one link is only a type does not exist when the program runs.
          { name: 'file-cycle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
        ],
      },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'] },
  );
}
