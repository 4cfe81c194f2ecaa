{
  "name": "@hezhi/__name__",
  "version": "0.1.0",
  "private": true,
  "type": "module",
  "sideEffects": false,
  "exports": { "./contract": "./contract/index.ts", "./server": "./server/index.ts", "./desk": "./web/desk/index.ts" },
  "dependencies": { "@hezhi/contract": "*", "@hezhi/server": "*", "@hezhi/testing": "*", "@hezhi/ui": "*", "@hezhi/web": "*" }
}
