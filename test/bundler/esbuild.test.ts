import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it, onTestFinished } from "vitest";
import { agents } from "../../src/bundler/index.js";

function folderWith(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "troupe-bundler-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  symlinkSync(
    fileURLToPath(new URL("../../node_modules", import.meta.url)),
    join(root, "node_modules"),
  );
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
  return root;
}

async function bundle(
  root: string,
  plugins = [agents.esbuild()],
  supported: Record<string, boolean> = {},
): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["story.ts"],
    bundle: true,
    write: false,
    logLevel: "silent",
    plugins,
    supported,
  });
  return outputFiles[0]?.text ?? "";
}

const story =
  "@mark() class Story { @mark() topic!: string }\nfunction mark(): any { return () => {}; }";

it("has esbuild lower decorators for its default target, which leaves them", async () => {
  const root = folderWith({ "story.ts": story });
  expect(await bundle(root, [])).toContain("@mark()");
  expect(await bundle(root)).not.toContain("@mark()");
});

it("leaves what else esbuild is told of its target", async () => {
  const root = folderWith({ "story.ts": "console.log(`${Date.now()}`);" });
  const supported = { "template-literal": false };
  expect(await bundle(root, [agents.esbuild()], supported)).not.toContain("`");
});

it("fails the bundle of a project whose agents cannot be built", async () => {
  const root = folderWith({ "story.ts": story, "agents.config.ts": "export default {};" });
  await expect(bundle(root, [agents.esbuild({ build: true })])).rejects.toThrow("agents.config.ts");
});

it("refuses an option that does not exist", () => {
  expect(() => agents.rollup({ rooot: "." } as never)).toThrow(
    expect.objectContaining({ code: "config_invalid", message: expect.stringContaining("rooot") }),
  );
});
