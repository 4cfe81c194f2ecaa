import { rulePart } from '@hezhi/ballots/contract';
import { categoriesPart } from '@hezhi/cases/contract';
import { covenantsPart } from '@hezhi/covenants/contract';
import { deliberationPart, meetingsPart } from '@hezhi/deliberations/contract';
import { coreParts, type AnyPart } from '@hezhi/methods/contract';
import { opinionsPart } from '@hezhi/opinions/contract';
import { postingsPart } from '@hezhi/publicity/contract';

/** The parts of method packs that the rooms of the house carry, for commands that need no database. A test holds it against what the contracts export. */
export const parts: readonly AnyPart[] = [...coreParts, categoriesPart, rulePart, meetingsPart, deliberationPart, covenantsPart, opinionsPart, postingsPart];
