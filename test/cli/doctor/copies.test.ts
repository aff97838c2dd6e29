import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkCopies } from "../../../src/cli/doctor/checks/copies.js";
import type { ProjectView } from "../../../src/cli/doctor/view/project-view.js";

/** What is said of a project whose packages have these manifests, by their folders in node_modules. */
async function messagesOf(packages: Readonly<Record<string, object>>): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "troupe-copies-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const all = { troupe: { name: "troupe", version: "1.0.0" }, ...packages };
  for (const [folder, manifest] of Object.entries(all)) {
    const file = join(root, "node_modules", folder, "package.json");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(manifest));
  }
  const view = { root, config: async () => ({ diagnostics: [] }), packageJson: undefined };
  return JSON.stringify(await checkCopies(view as unknown as ProjectView));
}

const other = { name: "troupe", version: "2.0.0" };
const dependent = { name: "dependent", dependencies: { troupe: "2" } };

test.each([
  ["a package", "dependent", dependent, true],
  ["a package of a scope", "@scope/dependent", dependent, true],
  [
    "a package with a peer",
    "dependent",
    { name: "dependent", peerDependencies: { troupe: "2" } },
    true,
  ],
  [
    "a package that only develops with it",
    "dependent",
    { name: "dependent", devDependencies: { troupe: "2" } },
    false,
  ],
  ["a folder that a package manager has set aside", ".ignored", dependent, false],
])("the copy of troupe within %s", async (_, folder, manifest, counts) => {
  const messages = await messagesOf({
    [folder]: manifest,
    [`${folder}/node_modules/troupe`]: other,
  });
  expect(messages.includes("2 copies of troupe")).toBe(counts);
  expect(messages.includes("One copy of troupe")).toBe(!counts);
});
