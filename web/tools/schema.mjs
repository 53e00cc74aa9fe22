// SPDX-License-Identifier: MIT
// Writes src/api_types.ts from api/openapi.yaml, or with --check says whether it is fresh.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const contract = new URL('../../api/openapi.yaml', import.meta.url);
const target = fileURLToPath(new URL('../src/api_types.ts', import.meta.url));

const heading = `// SPDX-License-Identifier: MIT
// Generated from api/openapi.yaml by "npm run schema". Do not edit.

`;
const generated = heading + astToString(await openapiTS(contract, { alphabetize: true }));

if (process.argv.includes('--check')) {
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present !== generated) {
    console.error('web/src/api_types.ts does not match api/openapi.yaml: run "npm run schema" in web/.');
    process.exit(1);
  }
} else {
  await writeFile(target, generated);
}
