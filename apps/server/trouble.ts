import { BackupDamaged, StartupError } from '@hezhi/server';
import { BuildFailed } from '@hezhi/tools/build';

/** Writes what went wrong to stderr: expected troubles as their sentence alone, others with their stack. Gives the exit code, 1. */
export function tell(error: unknown): number {
  if (error instanceof StartupError || error instanceof BackupDamaged) process.stderr.write(`${error.message}\n`);
  else if (error instanceof BuildFailed) process.stderr.write(`${error.output}\n${error.message}\n`);
  else process.stderr.write(`Hezhi met an error it did not expect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
