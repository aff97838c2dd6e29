import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../check.js";
import { note, run } from "../finding.js";

/** How builds name what they work with in the output folder. */
const workName = /^\.troupe(?:-|$)/;

// A build takes seconds. What is younger may be one that is under way.
const abandonedAfterMs = 10 * 60_000;

/** No build was killed in the middle of its writing. */
export const checkLeftovers: Check = async ({ root, config }) => {
  const opened = await config();
  const output = "diagnostics" in opened ? "generated" : opened.output;
  const found = abandonedIn(join(root, output)).map((name) => `${output}/${name}`);
  return found.map((path) =>
    note(`${path} was left behind by a build that was killed.`, run(`rm -r ${path}`)),
  );
};

function abandonedIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => workName.test(name));
    return names.filter(
      (name) => Date.now() - statSync(join(folder, name)).mtimeMs > abandonedAfterMs,
    );
  } catch {
    return [];
  }
}
