import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { diskWithin } from "../../src/compiler/disk/disk.js";
import { writeTree } from "../../src/compiler/write/write-tree.js";
import { cliProject, type CliProject } from "../cli/cli-project.js";
import { theatre } from "../cli/theatre.js";
import { useFolder } from "../compiler/write/output-folder.js";
import { moduleOf, treeOf, withBelow, withSchemas } from "../compiler/write/tree-of.js";

const id = "00000000-0000-4000-8000-000000000000";

/** All that is in a folder: what files hold, where links lead. */
function stateOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isSymbolicLink()) return [[entry.name, `-> ${readlinkSync(place)}`]];
    if (entry.isFile()) return [[entry.name, readFileSync(place, "utf8")]];
    const below = Object.entries(stateOf(place)).map(([name, state]) => [
      `${entry.name}/${name}`,
      state,
    ]);
    return [[entry.name, "folder"], ...below];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** A repository that somebody has prepared, and what is near it on the disk. */
interface Scene {
  /** The repository. */
  readonly root: string;
  /** A folder outside, with files in it that a build might take for its own. */
  readonly outside: string;
  /** Puts a link into the repository. */
  link(name: string, to?: string): void;
  /** Puts a file into the repository. */
  file(name: string, text: string): void;
}

function useScene(): Scene {
  const root = path.join(useFolder(), "repository");
  const outside = path.join(path.dirname(root), "outside");
  for (const folder of [root, path.join(outside, "below")]) mkdirSync(folder, { recursive: true });
  for (const [name, text] of treeOf("story")) writeFileSync(path.join(outside, name), text);
  writeFileSync(path.join(outside, "precious"), "mine");
  writeFileSync(path.join(outside, id), "{}");
  writeFileSync(path.join(outside, "below/story.params.json"), moduleOf("x"));
  const place = (name: string) => {
    const at = path.join(root, name);
    mkdirSync(path.dirname(at), { recursive: true });
    return at;
  };
  return {
    root,
    outside,
    link: (name, to = outside) => symlinkSync(to, place(name)),
    file: (name, text) => writeFileSync(place(name), text),
  };
}

const repositories: Readonly<Record<string, (scene: Scene) => void>> = {
  "the output": ({ link }) => link("generated"),
  "the output, within the project": ({ link, file }) => {
    file("src/mine.ts", "mine");
    link("generated", "src");
  },
  "the folder that a build works in": ({ link }) => link("generated/.troupe"),
  "a lock": ({ link }) => link(`generated/.troupe/${id}.lock`),
  "the list of what Git does not see": ({ link, outside }) =>
    link("generated/.troupe/.gitignore", path.join(outside, "new")),
  "the folder of a build that was killed": ({ link }) => link(`generated/.troupe/${id}`),
  "the manifest of a build that was killed": ({ link, outside }) =>
    link(`generated/.troupe/${id}/manifest.json`, path.join(outside, "manifest.json")),
  "a folder of which the manifest of a build that was killed says that it is a build's": ({
    link,
    file,
  }) => {
    link("generated/below");
    const below = { "below/story.params.json": moduleOf("x") };
    const manifest = withBelow(treeOf("story"), below).get("manifest.json") ?? "";
    file(`generated/.troupe/${id}/manifest.json`, manifest);
  },
  "a module": ({ link, outside }) => link("generated/story.ts", path.join(outside, "story.ts")),
  "a module that leads nowhere": ({ link, outside }) =>
    link("generated/story.ts", path.join(outside, "new")),
  "the manifest": ({ link, outside }) =>
    link("generated/manifest.json", path.join(outside, "manifest.json")),
  "the folder of the schemas": ({ link, outside }) =>
    link("generated/schemas", path.join(outside, "below")),
  "a folder of which the manifest says that it is a build's": ({ link, file }) => {
    link("generated/old");
    const old = { "old/precious": "mine", "old/story.ts": moduleOf("story") };
    for (const [name, text] of withBelow(treeOf("story"), old)) {
      if (!name.startsWith("old/")) file(`generated/${name}`, text);
    }
  },
  "a file of which the manifest says that it is a build's": ({ link, file, outside }) => {
    for (const [name, text] of treeOf("story", "gone")) {
      if (name !== "gone.ts") file(`generated/${name}`, text);
    }
    link("generated/gone.ts", path.join(outside, "precious"));
  },
};

describe("a build writes and removes nothing through a link in the place of", () => {
  test.each(Object.entries(repositories))("%s", async (_, prepare) => {
    const scene = useScene();
    prepare(scene);
    const { root, outside } = scene;
    const [before, project] = [stateOf(outside), stateOf(root)];
    const tree = withSchemas(treeOf("story", "other"), "story");
    const options = { root, output: "generated", giveUpAfterMs: 0 };
    await writeTree(tree, { ...options, check: true });
    expect(stateOf(root)).toEqual(project);
    const { diagnostics } = await writeTree(tree, { ...options, check: false });
    expect(stateOf(outside)).toEqual(before);
    if (existsSync(path.join(root, "src")))
      expect(readdirSync(path.join(root, "src"))).toEqual(["mine.ts"]);
    // It goes on where what was in the way is its own to remove, and otherwise names the link.
    if (diagnostics.length === 0) {
      const written = stateOf(path.join(root, "generated"));
      expect(written).toMatchObject(Object.fromEntries(tree));
    } else expect(diagnostics.map(({ message }) => message).join("")).toContain("is a link");
  });
});

describe("the gate that every write passes", () => {
  test("refuses what is outside of its folder, or behind a link", async () => {
    const { root, outside, link } = useScene();
    link("away");
    const before = stateOf(outside);
    const disk = diskWithin(root);
    const places = [path.join(outside, "x"), path.join(root, "away/x"), path.join(root, "../x")];
    for (const place of places) {
      expect(() => disk.write(place, "")).toThrow(/outside|a link/);
      expect(() => disk.makeFolder(place)).toThrow(/outside|a link/);
      expect(() => disk.touch(place)).toThrow(/outside|a link/);
      expect(() => disk.remove(place)).toThrow(/outside|a link/);
      expect(() => disk.removeFolder(place)).toThrow(/outside|a link/);
      expect(() => disk.rename(place, path.join(root, "y"))).toThrow(/outside|a link/);
      expect(() => disk.rename(path.join(root, "y"), place)).toThrow(/outside|a link/);
      await expect(disk.writeThrough(place, "")).rejects.toThrow(/outside|a link/);
      await expect(disk.copy(place, path.join(root, "y"))).rejects.toThrow(/outside|a link/);
    }
    expect(() => disk.write(path.join(root, "away"), "")).toThrow("away is a link");
    disk.remove(path.join(root, "away"));
    expect(existsSync(path.join(root, "away"))).toBe(false);
    expect(stateOf(outside)).toEqual(before);
  });

  test("is the only way to a disk that any module has", () => {
    const source = fileURLToPath(new URL("../../src/", import.meta.url));
    const writes =
      /\b(?:appendFile|chmod|chown|copyFile|cp|createWriteStream|link|mkdir|mkdtemp|rename|rmdir|rm|symlink|truncate|unlink|utimes|writeFile)(?:Sync)?\b/;
    const writers = globSync("**/*.ts", { cwd: source }).filter((file) => {
      const text = readFileSync(source + file, "utf8");
      const imports = [...text.matchAll(/import[^;]*?from "node:fs(?:\/promises)?"/g)];
      return imports.some(([statement]) => writes.test(statement));
    });
    expect(writers).toEqual(["compiler/disk/disk.ts"]);
  });
});

describe("a repository with links", () => {
  let project: CliProject;
  let outside: string;
  let manifest: string;

  /** Runs a command that itself keeps what Node compiles, as it does outside of the tests. */
  const agents = (args: readonly string[]) =>
    project.agentsAlone(args, { env: { NODE_COMPILE_CACHE: undefined } });

  beforeAll(async () => {
    project = cliProject(theatre);
    const built = await project.agentsAlone(["build"]);
    expect(built, built.stderr).toMatchObject({ code: 0 });
    manifest = readFileSync(path.join(project.root, "generated/manifest.json"), "utf8");
  }, 60_000);

  afterAll(() => project?.remove());

  beforeEach(() => {
    outside = useFolder();
    writeFileSync(path.join(outside, "precious"), "mine");
    onTestFinished(() => {
      for (const name of ["generated/.troupe", "node_modules/.cache", "away", "app.ts"]) {
        rmSync(path.join(project.root, name), { recursive: true, force: true });
      }
    });
  });

  const put = (name: string, to: string) => {
    const place = path.join(project.root, name);
    rmSync(place, { recursive: true, force: true });
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(to, place);
  };
  const lookAtProject = () => stateOf(project.root);

  const reading = [
    ["list"],
    ["render", "story", "--topic", "x"],
    ["doctor"],
    ["build", "--check"],
    ["build", "--check", "--force"],
    ["diff"],
  ];

  test("has nothing emptied by a command that only reads", async () => {
    put("generated/.troupe", outside);
    writeFileSync(path.join(outside, id), "{}");
    const before = [stateOf(outside), lookAtProject()];
    for (const args of reading) {
      await agents(args);
      expect([stateOf(outside), lookAtProject()], args.join(" ")).toEqual(before);
    }
    const built = await agents(["build"]);
    expect(built.stderr).toContain("generated/.troupe is a link");
    expect(built.code).toBe(1);
    expect([stateOf(outside), lookAtProject()[`generated/manifest.json`]]).toEqual([
      before[0],
      manifest,
    ]);
  }, 120_000);

  test("has nothing kept where a cache is a link", async () => {
    for (const name of ["node_modules/.cache", "node_modules/.cache/troupe"]) {
      put(name, outside);
      expect(await agents(["build"])).toMatchObject({ code: 0 });
      expect(stateOf(outside)).toEqual({ precious: "mine" });
      rmSync(path.join(project.root, "node_modules/.cache"), { recursive: true, force: true });
    }
    expect(await agents(["build", "--check"])).toMatchObject({ code: 0 });
    expect(existsSync(path.join(project.root, "node_modules/.cache"))).toBe(false);
  }, 120_000);

  test("has nothing written by agents init and agents new", async () => {
    put("away", outside);
    put("app.ts", path.join(outside, "app.ts"));
    const config = readFileSync(path.join(project.root, "agents.config.ts"), "utf8");
    project.write({
      "away.config.ts": config.replace(/agents\/[^"]*/, "away/**/*.agent.ts"),
    });
    const fresh = await agents(["new", "fresh", "--yes", "--config", "away.config.ts"]);
    expect(fresh.stderr).toContain("away/fresh.agent.ts cannot be written: away is a link");
    expect(fresh.code).toBe(2);
    for (const args of [["init", "--config", "away/agents.config.ts"], ["init"]]) {
      await agents(args);
      expect(stateOf(outside)).toEqual({ precious: "mine" });
    }
  }, 120_000);
});
