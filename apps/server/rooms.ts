import { room as cases } from '@hezhi/cases/server';
import { room as demo } from '@hezhi/demo/room';
import { room as directory } from '@hezhi/directory/server';
import { room as documents } from '@hezhi/documents/server';
import { room as figures } from '@hezhi/figures/server';
import { room as hosts } from '@hezhi/hosts/server';
import { room as insight } from '@hezhi/insight/server';
import { room as matters } from '@hezhi/matters/server';
import { room as places } from '@hezhi/places/server';
import type { Room } from '@hezhi/server';
import { room as whistles } from '@hezhi/whistles/server';
import { room as duty } from '@hezhi/duty/server';
import { room as command } from '@hezhi/command/server';
import { room as hotline } from '@hezhi/hotline/server';
import { room as exchange } from '@hezhi/exchange/server';
import { room as warnings } from '@hezhi/warnings/server';
import { room as publicity } from '@hezhi/publicity/server';
import { room as open311 } from '@hezhi/open311/server';
import { room as notices } from '@hezhi/notices/server';
import { room as methods } from '@hezhi/methods/server';
import { room as ballots } from '@hezhi/ballots/server';
import { room as deliberations } from '@hezhi/deliberations/server';
import { room as owners } from '@hezhi/owners/server';
import { room as opinions } from '@hezhi/opinions/server';
import { room as covenants } from '@hezhi/covenants/server';
import { room as deputies } from '@hezhi/deputies/server';

/** The rooms of the house, engines before the modules that stand on them. A new room is one import and one line here. */
export const rooms: readonly Room[] = [
  directory,
  places,
  figures,
  documents,
  hosts,
  notices,
  matters,
  cases,
  insight,
  whistles,
  duty,
  command,
  hotline,
  open311,
  exchange,
  warnings,
  publicity,
  demo,
  methods,
  ballots,
  deliberations,
  owners,
  opinions,
  covenants,
  deputies,
];
