#!/usr/bin/env node
// Imports nothing before the version is known, because an older Node would fail on syntax or on one of its
// missing modules, without a helpful message.
const { node, bun, deno } = process.versions;
const [major = 0, minor = 0] = node.split(".").map(Number);

if (bun !== undefined || deno !== undefined) {
  const { runOnNode } = await import("./run-on-node.js");
  await runOnNode(import.meta.url, bun === undefined ? `Deno ${deno}` : `Bun ${bun}`);
} else if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`error: troupe needs Node 22.13 or later, and this is Node ${node}.\n`);
  process.exitCode = 2;
} else {
  const { start } = await import("./start.js");
  await start(process.argv.slice(2));
}
