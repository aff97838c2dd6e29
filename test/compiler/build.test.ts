import { readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { analyzeProject } from "../../src/compiler/analyze/analyze-project.js";
import { build } from "../../src/compiler/build.js";
import { writeTree } from "../../src/compiler/write/write-tree.js";
import { agentModule, useProject } from "./compiled-project.js";
import { dyingDisk } from "./write/broken-disk.js";
import { deadOwner } from "./write/output-folder.js";

function outputOf(root: string): Record<string, string> {
  const folder = path.join(root, "generated");
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(path.join(folder, name), "utf8")]),
  );
}

const story = agentModule("@param() topic!: string;", {
  before: "export const Story = z.object({ title: z.string() });",
  decorators: "@schema(Story)",
});

test("a second build writes nothing, and a change of one agent its file and the manifest", async () => {
  const project = useProject({
    "agents/story.ts": story,
    "agents/other.ts": agentModule("", { name: "OtherAgent" }),
  });
  expect((await project.build()).written).toEqual([
    "generated/index.ts",
    "generated/manifest.json",
    "generated/other.ts",
    "generated/story.ts",
  ]);
  expect(await project.build()).toMatchObject({ ok: true, written: [], removed: [], agents: 2 });

  project.write({ "agents/story.ts": story.replace("topic!", "topic?") });
  const checked = await project.build({ check: true });
  expect(checked).toMatchObject({
    ok: true,
    written: [],
    stale: ["generated/manifest.json", "generated/story.ts"],
  });
  expect((await project.build()).written).toEqual([
    "generated/manifest.json",
    "generated/story.ts",
  ]);

  project.write({ "agents/other.ts": undefined });
  expect(await project.build()).toMatchObject({
    written: ["generated/index.ts", "generated/manifest.json"],
    removed: ["generated/other.ts"],
  });
});

test("an error leaves the last output as it is", async () => {
  const project = useProject({ "agents/story.ts": story });
  await project.build();
  const before = outputOf(project.root);
  project.write({ "agents/story.ts": story.replace("topic!: string", "topic!: URL") });
  expect((await project.build()).ok).toBe(false);
  expect(outputOf(project.root)).toEqual(before);
});

test("an error changes nothing of what a killed build left, and the next build completes it", async () => {
  const project = useProject({ "agents/story.ts": story });
  await project.build();
  const before = outputOf(project.root);
  project.write({ "agents/story.ts": story.replace("topic!", "topic?") });
  await project.build();
  const after = outputOf(project.root);
  const options = { root: project.root, output: "generated", check: false, owner: deadOwner };
  let isHalfWritten = false;
  for (let call = 1; !isHalfWritten; call++) {
    rmSync(path.join(project.root, "generated/.troupe"), { recursive: true, force: true });
    for (const [name, text] of Object.entries(before)) {
      project.write({ [`generated/${name}`]: text });
    }
    const tree = new Map(Object.entries(after));
    await writeTree(tree, { ...options, disk: dyingDisk(call) }).catch(() => undefined);
    isHalfWritten = project.read("generated/story.ts") !== before["story.ts"];
  }
  expect(project.read("generated/manifest.json")).toBe(before["manifest.json"]);

  const left = project.read("generated/story.ts");
  project.write({ "agents/story.ts": story.replace("topic!: string", "topic!: URL") });
  expect((await project.build()).ok).toBe(false);
  expect(project.read("generated/story.ts")).toBe(left);
  expect(project.read("generated/manifest.json")).toBe(before["manifest.json"]);

  project.write({ "agents/story.ts": story });
  expect(await project.build()).toMatchObject({ ok: true, diagnostics: [] });
  expect(outputOf(project.root)).toEqual(before);
});

test("the manifest that a build gives is the one that it writes", async () => {
  const project = useProject({ "agents/story.ts": story });
  const { manifest } = await project.build();
  expect(JSON.parse(project.read("generated/manifest.json"))).toEqual(manifest);
});

test("the names of folders and the order of files change nothing but the paths", async () => {
  const modules = ["One", "Two", "Three"].map((name, index) =>
    agentModule(`@param() kind!: Kind; @param() picked!: Pick<Shape, "b" | "a">;`, {
      name: `${name}Agent`,
      before: `type Kind = Exclude<"c" | "a" | "b" | "${index}", "c">;
        interface Shape { b: "${name}" | "x"; a: string; }`,
    }),
  );
  const outputs = await Promise.all(
    [modules, modules.toReversed()].map(async (ordered) => {
      const files = ordered.map((text, index) => [`agents/${index}.ts`, text] as const);
      const project = useProject(Object.fromEntries(files));
      expect((await project.build()).diagnostics).toEqual([]);
      // Checksums are of texts with the paths in them.
      return JSON.stringify(outputOf(project.root))
        .replaceAll(/agents\/\d/g, "agents/N")
        .replaceAll(/[a-f\d]{16}/g, "checksum");
    }),
  );
  expect(outputs[0]).toBe(outputs[1]);
});

test("agents are read alike in whatever order their files come", () => {
  const project = useProject({
    "agents/a.ts": agentModule('@param() x!: Exclude<"q" | "p" | "r", "r">;'),
    "agents/b.ts": agentModule('@param() x!: Exclude<"p" | "q" | "s", "s">;', { name: "BAgent" }),
  });
  const files = ["a", "b"].map((name) => path.join(project.root, `agents/${name}.ts`));
  const forward = analyzeProject(project.root, files).callables;
  const backward = analyzeProject(project.root, files.toReversed()).callables;
  expect(backward.toReversed()).toEqual(forward);
});

test("a config of another name is read, and imported by what is generated", async () => {
  const project = useProject({ "agents/story.ts": story });
  project.write({
    "other.config.ts": project.read("agents.config.ts"),
    "agents.config.ts": undefined,
  });
  expect((await project.build({ config: "other.config.ts" })).ok).toBe(true);
  expect(project.read("generated/story.ts")).toContain('"../other.config.js"');
});

test("a project reached through a symbolic link is the project", async () => {
  const project = useProject({ "agents/story.ts": story });
  const link = `${project.root}-link`;
  symlinkSync(project.root, link);
  onTestFinished(() => rmSync(link));
  const result = await build({ root: link });
  expect(result.manifest?.agents["story"]?.source).toBe("agents/story.ts");
  expect(result.written).toContain("generated/story.ts");
});
