// A session of the official TypeScript client with the command given as arguments, over standard input and output.
// Prints a line of JSON for each step. The last step waits for a line on its own input, and then cancels a call.
import { createRequire } from 'node:module';
import { once } from 'node:events';

const require = createRequire(process.env.MCP_CLIENTS + '/');
const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = require('@modelcontextprotocol/sdk/client/stdio.js');

const [command, ...args] = process.argv.slice(2);
const transport = new StdioClientTransport({ command, args, env: process.env, stderr: 'inherit' });
const client = new Client({ name: 'session', version: '1' });
const step = (name, value) => console.log(JSON.stringify({ step: name, value }));
const call = async (name, input, options) =>
  (await client.callTool({ name, arguments: input }, undefined, options)).content[0].text;

await client.connect(transport);
step('tools', (await client.listTools()).tools.map((tool) => tool.name));

const notes = [];
const job = JSON.parse(
  await call('export_comments', { url: 'https://vimeo.com/76979871' }, { onprogress: (note) => notes.push(note.progress) }),
);
step('job', job);
step('progress', notes);
step('rows', JSON.parse(await call('read_rows', { guid: job.guid, limit: 2 })));
step('resources', (await client.listResources()).resources.map((resource) => resource.uri));

const cancelling = new AbortController();
const stuck = client.callTool({ name: 'list_jobs', arguments: {} }, undefined, { signal: cancelling.signal });
step('calling', null);
await once(process.stdin, 'data');
cancelling.abort('not wanted');
step('cancelled', await stuck.catch((error) => String(error.message)));
await once(process.stdin, 'data');
await client.close();
step('closed', null);
process.exit(0);
