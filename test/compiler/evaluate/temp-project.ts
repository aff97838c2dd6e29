import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const repository = fileURLToPath(new URL("../../../", import.meta.url));

/** Writes a project to a temporary folder, with this repository's packages, and gives its root. */
export async function writeProject(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "troupe-evaluate-")));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await symlink(join(repository, "node_modules"), join(root, "node_modules"), "dir");
  const paths = {
    troupe: [join(repository, "src/index.ts")],
    "troupe/*": [join(repository, "src/*/index.ts")],
    "#lib/*": ["./lib/*"],
    "@/*": ["./lib/*"],
  };
  const all = {
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: { target: "es2022", paths } }),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}
