/** The server door of owners. */
export { room } from './room.ts';
export { addGroup } from './groups.ts';
export { proposeByStaff } from './propose.ts';
export { saveUnit } from './register.ts';
