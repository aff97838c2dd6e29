/**
 * Refuses to build on Bun and Deno: loading the modules of a project needs hooks that only Node has.
 *
 * @throws {Error} with what to do instead
 */
export function assertNode({ bun, deno }: NodeJS.ProcessVersions): void {
  if (bun === undefined && deno === undefined) return;
  const runtime = bun === undefined ? `Deno ${deno}` : `Bun ${bun}`;
  throw new Error(
    `Building agents needs Node 22.13 or later, but this process runs on ${runtime}. Run \`npx troupe build\` before it, and give the plugin of a bundler \`build: false\`.`,
  );
}
