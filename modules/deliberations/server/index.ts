/** The server door of deliberations. */
export { room } from './room.ts';
export { propose as proposeTopic } from './propose.ts';
export { settingsAt, meetingKind, bodyKind } from './settings.ts';
export { timelineOf } from './view.ts';
