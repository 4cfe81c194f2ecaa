/** The server door of exchange. */
export { room, jsonSchema, keepDays } from './room.ts';
export { deliverDue, waits } from './deliver.ts';
export { policyOf, readPolicy } from './outgoing.ts';
export { createEndpoint } from './endpoints.ts';
export { newSecret, signedHeaders, verifySignature } from './signature.ts';
