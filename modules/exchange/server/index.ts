/** The server door of exchange. */
export { room, jsonSchema, keepDays } from './room.ts';
export { deliverDue, waits } from './deliver.ts';
export { policyOf, readPolicy } from './outgoing.ts';
export { createEndpoint } from './endpoints.ts';
export { allMappings, mappingFaults } from './mapping.ts';
export { newSecret, signedHeaders, verifySignature } from './signature.ts';
